"""How each kind of measure goes on: answered, met for an interview, handed over; what is out of order is refused."""

from collections.abc import Mapping
from types import MappingProxyType

from rules.measures import Deed, MeasureKind, MeasureState
from rules.refusals import Refusal

_S = MeasureState
_ANSWERED: Mapping[tuple[MeasureState, Deed], MeasureState] = MappingProxyType(
    {
        (_S.OPEN, Deed.RECEIVE): _S.OPEN,
        (_S.OPEN, Deed.ANSWER): _S.ANSWERED,
        (_S.OPEN, Deed.FAIL): _S.FAILED,  # nothing ever came
        (_S.OPEN, Deed.CANCEL): _S.CANCELLED,
        (_S.ANSWERED, Deed.ACCEPT): _S.CLOSED,
        (_S.ANSWERED, Deed.SEND_BACK): _S.OPEN,
        (_S.ANSWERED, Deed.FAIL): _S.FAILED,
    }
)
_INTERVIEW: Mapping[tuple[MeasureState, Deed], MeasureState] = MappingProxyType(
    {
        (_S.REQUESTED, Deed.AGREE): _S.AGREED,
        (_S.REQUESTED, Deed.DECLINE): _S.DECLINED,
        (_S.REQUESTED, Deed.DELEGATE): _S.REQUESTED,
        (_S.REQUESTED, Deed.CANCEL): _S.CANCELLED,
        (_S.AGREED, Deed.AGREE): _S.AGREED,  # the office sets time and place, or changes them before the notice
        (_S.AGREED, Deed.NOTIFY): _S.NOTIFIED,
        (_S.AGREED, Deed.CANCEL): _S.CANCELLED,
        (_S.NOTIFIED, Deed.RECEIVE): _S.NOTIFIED,
        (_S.NOTIFIED, Deed.EXPLAIN): _S.NOTIFIED,
        (_S.NOTIFIED, Deed.RECORD): _S.OPEN,
        (_S.NOTIFIED, Deed.CANCEL): _S.CANCELLED,
        (_S.OPEN, Deed.SIGN): _S.OPEN,
        (_S.ANSWERED, Deed.SIGN): _S.ANSWERED,
        (_S.OPEN, Deed.FULFIL): _S.OPEN,
        (_S.OPEN, Deed.ANSWER): _S.ANSWERED,
        (_S.OPEN, Deed.FAIL): _S.FAILED,
        (_S.ANSWERED, Deed.ACCEPT): _S.CLOSED,
        (_S.ANSWERED, Deed.SEND_BACK): _S.OPEN,
        (_S.ANSWERED, Deed.FAIL): _S.FAILED,
    }
)
_CLUES: Mapping[tuple[MeasureState, Deed], MeasureState] = MappingProxyType(
    {
        (_S.SENT, Deed.RECEIPT): _S.RECEIVED,
        (_S.SENT, Deed.OUTCOME): _S.CLOSED,
        (_S.RECEIVED, Deed.OUTCOME): _S.CLOSED,
    }
)


def first_state(kind: MeasureKind, asks_superior: bool, answer_due: bool) -> MeasureState:
    """Where a measure of a kind begins."""
    if kind is MeasureKind.INTERVIEW:
        return MeasureState.REQUESTED if asks_superior else MeasureState.AGREED
    if kind is MeasureKind.CLUES:
        return MeasureState.SENT
    return MeasureState.OPEN if kind.is_answered and answer_due else MeasureState.CLOSED


def after(kind: MeasureKind, state: MeasureState, deed: Deed) -> MeasureState:
    """The state that follows; refuses what is out of order."""
    following = _life(kind).get((state, deed))
    if following is None:
        raise Refusal("refusal/measure_moved_on", kind=kind, state=state)
    return following


def possible(kind: MeasureKind, state: MeasureState) -> list[Deed]:
    """What may be done to a measure as it stands, in the order of the deeds."""
    life = _life(kind)
    return [deed for deed in Deed if (state, deed) in life]


def _life(kind: MeasureKind) -> Mapping[tuple[MeasureState, Deed], MeasureState]:
    if kind is MeasureKind.INTERVIEW:
        return _INTERVIEW
    if kind is MeasureKind.CLUES:
        return _CLUES
    return _ANSWERED if kind.is_answered else {}
