"""The way of an issue, 登记 → 核实 → 交办 → 承办 → 办结 → 复核 → 销号, and who may confirm it."""

from collections.abc import Collection
from enum import StrEnum

from rules.refusals import Refusal


class State(StrEnum):
    """Where an issue stands."""

    REGISTERED = "registered"
    VERIFIED = "verified"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    DONE = "done"
    CLOSED = "closed"
    INVALID = "invalid"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _STATE_WORDS[self]


class Act(StrEnum):
    """What can be done to an issue."""

    REGISTER = "register"
    VERIFY = "verify"
    REJECT = "reject"
    MERGE = "merge"
    ASSIGN = "assign"
    ACCEPT = "accept"
    RETURN = "return"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    PROGRESS = "progress"
    URGE = "urge"
    SUBMIT = "submit"
    FIX_ON_SPOT = "fix_on_spot"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _ACT_WORDS[self]


_STATE_WORDS = {
    State.REGISTERED: "待核实",
    State.VERIFIED: "待交办",
    State.ASSIGNED: "待签收",
    State.ACCEPTED: "整改中",
    State.DONE: "待复核",
    State.CLOSED: "已销号",
    State.INVALID: "不属实",
    State.MERGED: "已并案",
    State.WITHDRAWN: "已撤回",
}
_ACT_WORDS = {
    Act.REGISTER: "登记",
    Act.VERIFY: "核实",
    Act.REJECT: "认定不属实",
    Act.MERGE: "并案",
    Act.ASSIGN: "交办",
    Act.ACCEPT: "签收",
    Act.RETURN: "责任退回",
    Act.ASK_EXTENSION: "申请延期",
    Act.GRANT_EXTENSION: "同意延期",
    Act.REFUSE_EXTENSION: "不同意延期",
    Act.PROGRESS: "反馈进展",
    Act.URGE: "催办",
    Act.SUBMIT: "提交整改",
    Act.FIX_ON_SPOT: "现场处理",
    Act.CONFIRM: "复核销号",
    Act.SEND_BACK: "复核退回",
    Act.WITHDRAW: "撤回",
}

OPEN = frozenset(State) - {State.CLOSED, State.INVALID, State.MERGED, State.WITHDRAWN}

_AFTER: dict[tuple[State | None, Act], State] = {
    (None, Act.REGISTER): State.REGISTERED,
    (State.REGISTERED, Act.VERIFY): State.VERIFIED,
    (State.REGISTERED, Act.REJECT): State.INVALID,
    (State.REGISTERED, Act.MERGE): State.MERGED,
    # What a chief put right at once still waits for the office's eye; the chief counts as its assignee.
    (State.REGISTERED, Act.FIX_ON_SPOT): State.DONE,
    (State.VERIFIED, Act.ASSIGN): State.ASSIGNED,
    (State.VERIFIED, Act.REJECT): State.INVALID,
    (State.VERIFIED, Act.MERGE): State.MERGED,
    (State.ASSIGNED, Act.ACCEPT): State.ACCEPTED,
    (State.ASSIGNED, Act.RETURN): State.VERIFIED,
    (State.ASSIGNED, Act.URGE): State.ASSIGNED,
    (State.ASSIGNED, Act.ASK_EXTENSION): State.ASSIGNED,
    (State.ASSIGNED, Act.GRANT_EXTENSION): State.ASSIGNED,
    (State.ASSIGNED, Act.REFUSE_EXTENSION): State.ASSIGNED,
    (State.ACCEPTED, Act.PROGRESS): State.ACCEPTED,
    (State.ACCEPTED, Act.URGE): State.ACCEPTED,
    (State.ACCEPTED, Act.ASK_EXTENSION): State.ACCEPTED,
    (State.ACCEPTED, Act.GRANT_EXTENSION): State.ACCEPTED,
    (State.ACCEPTED, Act.REFUSE_EXTENSION): State.ACCEPTED,
    (State.ACCEPTED, Act.SUBMIT): State.DONE,
    (State.DONE, Act.CONFIRM): State.CLOSED,
    (State.DONE, Act.SEND_BACK): State.ACCEPTED,
    # Only its author, and only while nobody has dealt with it.
    (State.REGISTERED, Act.WITHDRAW): State.WITHDRAWN,
}


def after(state: State | None, act: Act) -> State:
    """The state after an act (None is before registration); a wrong order is refused."""
    try:
        return _AFTER[state, act]
    except KeyError:
        raise Refusal("refusal/wrong_order", state=state, act=act) from None


def possible(state: State) -> tuple[Act, ...]:
    """What can be done in a state, in the order of the way."""
    return tuple(act for (before, act) in _AFTER if before is state)


def may_confirm(act_by_person: int, fixer_people: Collection[int], reporter: int | None, is_office: bool) -> None:
    """Refuses unless the reporter or the office decides; who did the work never decides alone."""
    if act_by_person in fixer_people:
        raise Refusal("refusal/fixer_cannot_confirm")
    if not is_office and act_by_person != reporter:
        raise Refusal("refusal/not_yours_to_confirm")
