"""Measures 问责措施: what a chief office does where a duty is neglected, from a prompt 提示 to handing clues over.

The bot never decides a measure and never a punishment: it suggests by the profile's rules, people order, it records.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from rules.refusals import Refusal


class MeasureKind(StrEnum):
    """What is done; the order of the rungs is the profile's."""

    PROMPT = "prompt"
    SUPERVISION = "supervision"
    CIRCULAR = "circular"
    INTERVIEW = "interview"
    SELF_CRITICISM = "self_criticism"
    WORK_DISPLAY = "work_display"
    CLUES = "clues"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _KINDS[self]

    @property
    def is_answered(self) -> bool:
        """Whether who it is about answers in chat, and the office takes the answer or sends it back."""
        return self in (MeasureKind.PROMPT, MeasureKind.SUPERVISION, MeasureKind.CIRCULAR, MeasureKind.SELF_CRITICISM)

    @property
    def answer(self) -> str:
        """What the answer is called: 回复, 整改报告, 书面检讨."""
        return _ANSWERS.get(self, "回复")


class MeasureState(StrEnum):
    """Where a measure stands."""

    REQUESTED = "requested"  # an interview: the superior is asked 提请约谈
    DECLINED = "declined"
    AGREED = "agreed"  # time and place are set, the notice is not out yet
    NOTIFIED = "notified"
    OPEN = "open"  # who it is about has to answer, or (interview) to carry out what was promised
    ANSWERED = "answered"
    FAILED = "failed"  # 复核未通过: the next rung
    SENT = "sent"  # clues: no receipt yet
    RECEIVED = "received"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _STATES[self]


class Deed(StrEnum):
    """What is done to a measure."""

    ORDER = "order"
    AGREE = "agree"
    DECLINE = "decline"
    DELEGATE = "delegate"
    NOTIFY = "notify"
    RECEIVE = "receive"  # 收到: who it is about has read it
    EXPLAIN = "explain"  # 书面说明, before the interview
    RECORD = "record"
    FULFIL = "fulfil"  # one commitment is carried out
    ANSWER = "answer"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    FAIL = "fail"
    RECEIPT = "receipt"  # the receiving body has the clues
    OUTCOME = "outcome"
    CANCEL = "cancel"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _DEEDS[self]


LIVE = frozenset(MeasureState) - {
    MeasureState.CLOSED, MeasureState.CANCELLED, MeasureState.FAILED, MeasureState.DECLINED,
}  # fmt: skip
SUBJECTS_DEEDS = frozenset({Deed.RECEIVE, Deed.EXPLAIN, Deed.ANSWER, Deed.FULFIL})
SUPERIORS_DEEDS = frozenset({Deed.AGREE, Deed.DECLINE, Deed.DELEGATE})
OFFICE_DEEDS = frozenset(Deed) - SUBJECTS_DEEDS - SUPERIORS_DEEDS - {Deed.ORDER}
HIDDEN = frozenset({MeasureState.REQUESTED, MeasureState.DECLINED, MeasureState.AGREED})  # from who it is about


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


_KINDS = {
    MeasureKind.PROMPT: "提示",
    MeasureKind.SUPERVISION: "督办",
    MeasureKind.CIRCULAR: "通报",
    MeasureKind.INTERVIEW: "约谈",
    MeasureKind.SELF_CRITICISM: "书面检讨",
    MeasureKind.WORK_DISPLAY: "晒工作",
    MeasureKind.CLUES: "问责线索移交",
}
_ANSWERS = {MeasureKind.CIRCULAR: "整改报告", MeasureKind.INTERVIEW: "整改报告", MeasureKind.SELF_CRITICISM: "书面检讨"}
_STATES = {
    MeasureState.REQUESTED: "待上级河长答复",
    MeasureState.DECLINED: "上级河长未同意",
    MeasureState.AGREED: "待发约谈通知",
    MeasureState.NOTIFIED: "待约谈",
    MeasureState.OPEN: "待办理",
    MeasureState.ANSWERED: "待河长办复核",
    MeasureState.FAILED: "复核未通过",
    MeasureState.SENT: "已移送，待回执",
    MeasureState.RECEIVED: "对方已接收",
    MeasureState.CLOSED: "已办结",
    MeasureState.CANCELLED: "已撤销",
}
_DEEDS = {
    Deed.ORDER: "提出",
    Deed.AGREE: "同意约谈",
    Deed.DECLINE: "不同意",
    Deed.DELEGATE: "委托他人约谈",
    Deed.NOTIFY: "发出约谈通知",
    Deed.RECEIVE: "收到",
    Deed.EXPLAIN: "提交书面说明",
    Deed.RECORD: "完成约谈记录",
    Deed.FULFIL: "落实承诺事项",
    Deed.ANSWER: "提交",
    Deed.ACCEPT: "复核通过",
    Deed.SEND_BACK: "退回",
    Deed.FAIL: "复核未通过",
    Deed.RECEIPT: "对方接收",
    Deed.OUTCOME: "登记结果",
    Deed.CANCEL: "撤销",
}
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
