"""When a warning is due: before the date, on it, after it, and to the superior after that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from rules.periods import Dated, Period, validity


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


class OfMatter(Dated, Protocol):
    """A plan or a chain: of a matter, of patrols also by period."""

    @property
    def matter(self) -> Matter:
        """What it is about."""

    @property
    def periods(self) -> frozenset[Period]:
        """The patrol periods it is for."""


P = TypeVar("P", bound=OfMatter)


def in_force(plans: Iterable[P], matter: Matter, day: date, period: Period | None = None) -> P | None:
    """The first for a matter, or for patrols of a period, on a day."""
    for plan in plans:
        fits = plan.matter is matter and (period is None or period in plan.periods)
        if fits and validity(plan).holds(day):
            return plan
    return None
