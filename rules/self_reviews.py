"""Self-review 对照检查 (clause F3a): problems a chief finds in the own duty, each with a remedy and a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from rules.refusals import Refusal
from rules.roles import Level
from rules.warnings import WarningPlan

OCCASIONS = ("民主生活会", "组织生活会")
LONGEST_OCCASION = 30
TOWN_AND_VILLAGE = frozenset({Level.TOWNSHIP, Level.VILLAGE})  # 镇村级, counted together in the annual account


class ProblemState(StrEnum):
    """Where a problem stands; a draft is the chief's own until it is handed in."""

    DRAFT = "draft"
    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"draft": "未提交", "open": "整改中", "done": "待确认", "closed": "已整改"}[self.value]


class ProblemDeed(StrEnum):
    """What is done about a problem that was handed in."""

    FINISH = "finish"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"finish": "报告整改完成", "confirm": "确认整改", "send_back": "退回再改"}[self.value]


class Question(StrEnum):
    """What must still be told of a problem."""

    WORDS = "words"
    REMEDY = "remedy"
    WATER = "water"
    DUE = "due"


class Confirmer(StrEnum):
    """Who says that a problem is remedied."""

    OFFICE = "chief_office"
    SUPERIOR = "superior"


@dataclass(frozen=True, slots=True)
class SelfReviewRules:
    """Who confirms; how many days before and after a day one is reminded, when the superior hears of it."""

    confirmer: Confirmer = Confirmer.OFFICE
    before_days: int = 3
    after_days: int = 1
    superior_after_days: int = 15
    source: str = ""

    @property
    def plan(self) -> WarningPlan:
        """The days of the reminders."""
        return WarningPlan(self.before_days, self.after_days, self.superior_after_days)


def after(state: ProblemState, deed: ProblemDeed) -> ProblemState:
    """The state that follows; refuses what is out of order."""
    following = _NEXT.get((state, deed))
    if following is None:
        raise Refusal("refusal/self_review_moved_on", state=state)
    return following


def next_question(told: Mapping[str, Any]) -> Question | None:
    """What to ask next of a problem; None when all is told. A water of 0 says that it is about none."""
    return next((each for each in Question if told.get(each) in (None, "")), None)


_NEXT: Mapping[tuple[ProblemState, ProblemDeed], ProblemState] = MappingProxyType(
    {
        (ProblemState.OPEN, ProblemDeed.FINISH): ProblemState.DONE,
        (ProblemState.DONE, ProblemDeed.CONFIRM): ProblemState.CLOSED,
        (ProblemState.DONE, ProblemDeed.SEND_BACK): ProblemState.OPEN,
    }
)
