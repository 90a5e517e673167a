"""Where an issue can stand, what can be done to it, how it is born, and who may confirm it.

The way between, 核实 → 交办 → 承办 → 办结 → 复核 → 销号 → 回头看, is the profile's (rules/life.py).
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from rules.refusals import Refusal


class State(StrEnum):
    """Where an issue stands."""

    REGISTERED = "registered"
    VERIFIED = "verified"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    REFERRED = "referred"
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
    ANSWER_URGE = "answer_urge"
    SUBMIT = "submit"
    FIX_ON_SPOT = "fix_on_spot"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"
    TAKE_IN = "take_in"
    REFER = "refer"
    RECEIVE_TRANSFER = "receive_transfer"
    FILE_CASE = "file_case"
    ANSWER_TRANSFER = "answer_transfer"
    SUPERVISE = "supervise"
    LIFT_SUPERVISION = "lift_supervision"
    HOLD = "hold"
    RELAPSE = "relapse"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _ACT_WORDS[self]


_STATE_WORDS = {
    State.REGISTERED: "待核实",
    State.VERIFIED: "待交办",
    State.ASSIGNED: "待签收",
    State.ACCEPTED: "整改中",
    State.REFERRED: "已移交",
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
    Act.ANSWER_URGE: "回复催办",
    Act.SUBMIT: "提交整改",
    Act.FIX_ON_SPOT: "现场处理",
    Act.CONFIRM: "复核销号",
    Act.SEND_BACK: "复核退回",
    Act.WITHDRAW: "撤回",
    Act.TAKE_IN: "并入",
    Act.REFER: "移交",
    Act.RECEIVE_TRANSFER: "收到移交",
    Act.FILE_CASE: "立案",
    Act.ANSWER_TRANSFER: "答复移交",
    Act.SUPERVISE: "挂牌督办",
    Act.LIFT_SUPERVISION: "解除挂牌",
    Act.HOLD: "回头看未反弹",
    Act.RELAPSE: "回头看反弹",
}

OPEN = frozenset(State) - {State.CLOSED, State.INVALID, State.MERGED, State.WITHDRAWN}

# The reporter's part, the same under every profile.
BIRTH: Mapping[tuple[State | None, Act], State] = {
    (None, Act.REGISTER): State.REGISTERED,
    # What a chief put right at once still waits for the office's eye; the chief counts as its assignee.
    (State.REGISTERED, Act.FIX_ON_SPOT): State.DONE,
    # Only its author, and only while nobody has dealt with it.
    (State.REGISTERED, Act.WITHDRAW): State.WITHDRAWN,
}


def after(state: State | None, act: Act) -> State:
    """The state after an act of the reporter (None is before registration); a wrong order is refused."""
    try:
        return BIRTH[state, act]
    except KeyError:
        raise Refusal("refusal/wrong_order", state=state, act=act) from None


def may_confirm(act_by_person: int, fixer_people: Collection[int], reporter: int | None, is_office: bool) -> None:
    """Refuses unless the reporter or the office decides; who did the work never decides alone."""
    if act_by_person in fixer_people:
        raise Refusal("refusal/fixer_cannot_confirm")
    if not is_office and act_by_person != reporter:
        raise Refusal("refusal/not_yours_to_confirm")
