"""Leave 请假: a chief who is away; who grants it, and who answers for the patrols meanwhile."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rules.periods import Span
from rules.refusals import Refusal


class Approver(StrEnum):
    """Who grants leave: the chief office in charge, or the superior chief."""

    OFFICE = "office"
    SUPERIOR = "superior"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"office": "河长办", "superior": "上级河长"}[self.value]


class WhileAway(StrEnum):
    """What becomes of the duty: its days are left out, or it goes on and a delegate walks."""

    LEFT_OUT = "left_out"
    DELEGATE = "delegate"


class LeaveState(StrEnum):
    """How far a request for leave has come."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"asked": "待批准", "granted": "已批准", "refused": "未批准", "withdrawn": "已撤销"}[self.value]


@dataclass(frozen=True)
class LeaveRules:
    """The [leave] table: who grants it, what becomes of the duty, how long it may be and how late it may be asked."""

    approvers: frozenset[Approver] = frozenset({Approver.OFFICE})
    while_away: WhileAway = WhileAway.LEFT_OUT
    longest_days: int = 90
    back_days: int = 7
    source: str = ""


def may_ask(rules: LeaveRules, days: Span, today: date) -> None:
    """Refuses leave that is too long, or asked for too late."""
    if days.days > rules.longest_days:
        raise Refusal("refusal/leave_too_long", limit=rules.longest_days)
    if days.first < today - timedelta(days=rules.back_days):
        raise Refusal("refusal/leave_too_late", limit=rules.back_days)
