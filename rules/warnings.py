"""When a warning is due: before the date, on it, after it, and to the superior after that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.periods import Period, Span


class Stage(StrEnum):
    """How far a matter has come relative to its due date."""

    BEFORE = "before"
    DUE = "due"
    OVERDUE = "overdue"
    SUPERIOR = "superior"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"before": "到期提醒", "due": "今日到期", "overdue": "逾期提醒", "superior": "报上级河长"}[self.value]


class Matter(StrEnum):
    """What is warned about."""

    PATROL = "patrol"
    RECTIFICATION = "rectification"
    REPLY = "reply"  # to a paper 公文
    TRANSFER = "transfer"
    ITEM = "item"  # a matter to be carried through 重点事项

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _MATTERS[self]


_MATTERS = {
    Matter.PATROL: "巡河",
    Matter.RECTIFICATION: "整改",
    Matter.REPLY: "公文回复",
    Matter.TRANSFER: "移交答复",
    Matter.ITEM: "重点事项",
}


@dataclass(frozen=True, slots=True)
class WarningPlan:
    """Calendar days before and after the due date on which the stages begin.

    `periods` are the patrol periods it is for, empty for rectification.
    """

    before_days: int
    after_days: int
    superior_after_days: int
    matter: Matter = Matter.PATROL
    periods: frozenset[Period] = frozenset()
    valid_from: date = date(2023, 1, 1)
    valid_to: date | None = None
    source: str = ""


def in_force(
    plans: Iterable[WarningPlan], matter: Matter, day: date, period: Period | None = None
) -> WarningPlan | None:
    """The plan for rectification, or for patrols of a period, on a day."""
    for plan in plans:
        fits = plan.matter is matter and (period is None or period in plan.periods)
        if fits and Span(plan.valid_from, plan.valid_to or date.max).holds(day):
            return plan
    return None


def stage(plan: WarningPlan, due_on: date, today: date) -> Stage | None:
    """The stage a matter is in, None where nothing is to be said."""
    days = (today - due_on).days
    if days == 0:
        return Stage.DUE
    if days < 0:
        return Stage.BEFORE if -days <= plan.before_days else None
    if days >= plan.superior_after_days:
        return Stage.SUPERIOR
    return Stage.OVERDUE if days >= plan.after_days else None


def stages_reached(plan: WarningPlan, due_on: date, today: date) -> tuple[Stage, ...]:
    """Every stage whose warning should have gone out by today and is not stale.

    After an outage the superior's warning does not go out without the chief's own.
    """
    current = stage(plan, due_on, today)
    if current is None:
        return ()
    return (Stage.OVERDUE, Stage.SUPERIOR) if current is Stage.SUPERIOR else (current,)
