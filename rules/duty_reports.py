"""Duty reports 述职 (clause F3c): which chiefs report to whom, by when each year, and how a report goes its way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from rules.periods import validity
from rules.refusals import Refusal
from rules.roles import Level, Role
from rules.warnings import WarningPlan

FIRST_MONTH_OF_OWN_YEAR = 7  # before July one speaks of the year gone by


class To(StrEnum):
    """To whom one reports."""

    BODY = "body"  # a committee or meeting that the rule names
    GENERAL_CHIEF = "general_chief"  # the general chief 总河长 of the own level, else the nearest above


class Part(StrEnum):
    """What only the chief can write, in the order of the questions."""

    HIGHLIGHTS = "highlights"
    PROBLEMS = "problems"
    NEXT = "next"

    @property
    def word(self) -> str:
        """The Chinese words."""
        return {"highlights": "工作亮点", "problems": "存在的问题和不足", "next": "下步打算"}[self.value]


class ReportState(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    RECEIVED = "received"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"draft": "起草中", "submitted": "已提交", "returned": "已退回", "received": "已收悉"}[self.value]


class ReportDeed(StrEnum):
    """What is done with a report."""

    SUBMIT = "submit"
    RETURN = "return"
    RECEIVE = "receive"
    ANSWER = "answer"  # 收到, with an opinion in words

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"submit": "提交", "return": "退回修改", "receive": "收悉", "answer": "反馈意见"}[self.value]


@dataclass(frozen=True, slots=True)
class DutyReportRule:
    """One rule: chiefs of these levels and roles report each year by a day, of that year or the next."""

    levels: frozenset[Level]
    roles: frozenset[Role]
    to: To
    month: int
    day: int
    receiver: str = ""  # the body by name
    form: str = "书面述职"
    next_year: bool = False
    before_days: int = 15
    after_days: int = 1
    valid_from: date = date(2023, 1, 1)
    valid_to: date | None = None
    source: str = ""

    def binds(self, role: Role, level: Level, year: int) -> bool:
        """Whether a post of this kind reports on a year: the rule holds on the year's last day."""
        return role in self.roles and level in self.levels and validity(self).holds(date(year, 12, 31))

    def due_on(self, year: int) -> date:
        """The last day for the report on a year."""
        return date(year + self.next_year, self.month, self.day)

    @property
    def plan(self) -> WarningPlan:
        """The days of the reminders; nobody above hears of a report but the office."""
        return WarningPlan(self.before_days, self.after_days, 10_000)


def first_binding(rules: Iterable[DutyReportRule], role: Role, level: Level, year: int) -> int | None:
    """The place of the first rule that binds a post; None where none does."""
    return next((place for place, rule in enumerate(rules) if rule.binds(role, level, year)), None)


def year_of(today: date) -> int:
    """The year that is reported on at a day: from July the own one, before that the year gone by."""
    return today.year if today.month >= FIRST_MONTH_OF_OWN_YEAR else today.year - 1


def after(state: ReportState, deed: ReportDeed) -> ReportState:
    """The state that follows; refuses what is out of order."""
    following = _NEXT.get((state, deed))
    if following is None:
        raise Refusal("refusal/duty_report_moved_on", state=state)
    return following


def next_part(told: Mapping[str, str], behind: Part | None = None) -> Part | None:
    """The next part that is still empty, behind another first; None when all is written."""
    order = list(Part)
    start = order.index(behind) + 1 if behind else 0
    return next((part for part in order[start:] + order[:start] if not told.get(part)), None)


_NEXT: Mapping[tuple[ReportState, ReportDeed], ReportState] = MappingProxyType(
    {
        (ReportState.DRAFT, ReportDeed.SUBMIT): ReportState.SUBMITTED,
        (ReportState.RETURNED, ReportDeed.SUBMIT): ReportState.SUBMITTED,
        (ReportState.SUBMITTED, ReportDeed.RETURN): ReportState.RETURNED,
        (ReportState.SUBMITTED, ReportDeed.RECEIVE): ReportState.RECEIVED,
        (ReportState.SUBMITTED, ReportDeed.ANSWER): ReportState.RECEIVED,
        (ReportState.RECEIVED, ReportDeed.ANSWER): ReportState.RECEIVED,
    }
)
