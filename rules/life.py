"""The life of an issue as an office's profile has it: which act leads from which state to which."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.issue_states import Act, State
from rules.refusals import Refusal

# How an issue is born, put right on the spot and taken back is the reporter's part and stands in issue_states.
_IN_HAND = frozenset({State.ASSIGNED, State.ACCEPTED})
_REFERABLE = _IN_HAND | {State.VERIFIED}
_MERGEABLE = _REFERABLE | {State.REGISTERED}
_ANSWERABLE = _REFERABLE | {State.REFERRED, State.DONE, State.CLOSED}
# What the program can carry out: from where an act may start, and where to; no target means the state stays.
KNOWN: Mapping[Act, tuple[frozenset[State], frozenset[State]]] = {
    Act.VERIFY: (frozenset({State.REGISTERED}), frozenset({State.VERIFIED})),
    Act.REJECT: (frozenset({State.REGISTERED, State.VERIFIED}), frozenset({State.INVALID})),
    Act.MERGE: (_MERGEABLE, frozenset({State.MERGED})),
    Act.ASSIGN: (frozenset({State.REGISTERED, State.VERIFIED, State.REFERRED}), frozenset({State.ASSIGNED})),
    Act.ACCEPT: (frozenset({State.ASSIGNED}), frozenset({State.ACCEPTED})),
    Act.RETURN: (_IN_HAND, frozenset({State.VERIFIED})),
    Act.ASK_EXTENSION: (_IN_HAND, frozenset()),
    Act.GRANT_EXTENSION: (_IN_HAND, frozenset()),
    Act.REFUSE_EXTENSION: (_IN_HAND, frozenset()),
    Act.PROGRESS: (_IN_HAND, frozenset()),
    Act.URGE: (_IN_HAND, frozenset()),
    Act.ANSWER_URGE: (_IN_HAND, frozenset()),
    Act.SUBMIT: (_IN_HAND, frozenset({State.DONE})),
    Act.CONFIRM: (frozenset({State.DONE}), frozenset({State.CLOSED})),
    Act.SEND_BACK: (frozenset({State.DONE}), frozenset({State.ACCEPTED, State.ASSIGNED})),
    Act.REFER: (_REFERABLE, frozenset({State.REFERRED}) | _IN_HAND),
    Act.ANSWER_TRANSFER: (_ANSWERABLE, frozenset({State.DONE}) | _ANSWERABLE - {State.REFERRED}),
    Act.HOLD: (frozenset({State.CLOSED}), frozenset()),
    Act.RELAPSE: (frozenset({State.CLOSED}), frozenset({State.VERIFIED}) | _IN_HAND),
}
# What may be done to an issue wherever it is on its way; it stays where it is.
ANYWHERE = (Act.SUPERVISE, Act.LIFT_SUPERVISION, Act.TAKE_IN, Act.RECEIVE_TRANSFER, Act.FILE_CASE)


@dataclass(frozen=True, slots=True)
class Life:
    """Every act that is in order, with the state it starts from and the one it leads to."""

    ways: Mapping[tuple[State, Act], State]
    source: str = ""

    def after(self, state: State, act: Act) -> State:
        """The state after an act; a wrong order is refused."""
        try:
            return self.ways[state, act]
        except KeyError:
            raise Refusal("refusal/wrong_order", state=state, act=act) from None

    def possible(self, state: State) -> tuple[Act, ...]:
        """What can be done in a state, in the order of the profile."""
        return tuple(act for before, act in self.ways if before is state)
