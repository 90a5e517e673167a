"""Assessments 考核 that come round: on which day, whom they concern, when people hear what they still lack."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from rules import periods
from rules.periods import Period, Span
from rules.roles import Level, Role

MonthDay = tuple[int, int]


class Counted(StrEnum):
    """What is looked at before an assessment."""

    PATROLS = "patrols"
    ISSUES = "issues"
    PAPERS = "papers"
    DUTY_LISTS = "duty_lists"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"patrols": "巡河次数", "issues": "交办问题", "papers": "公文回复", "duty_lists": "履职清单签收"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment: on the last day of each `period`, or `on` fixed days of the year (month, day).

    People hear of it `days` before; who lacks nothing hears it once, at the first of them, if `tells_complete`.
    """

    name: str
    levels: frozenset[Level]
    roles: frozenset[Role]
    period: Period | None = None
    on: tuple[MonthDay, ...] = ()
    days: tuple[int, ...] = (30, 7, 1)
    counts: frozenset[Counted] = frozenset(Counted)
    tells_complete: bool = True
    valid_from: date = date(2023, 1, 1)
    valid_to: date | None = None
    source: str = ""

    @property
    def first_days(self) -> int:
        """How long before people hear of it first."""
        return max(self.days)


class Ahead(NamedTuple):
    """An assessment to come: the days that it judges, its own day, and how long before one should have told of it."""

    assessment: Assessment
    span: Span
    on: date
    step: int

    @property
    def is_first(self) -> bool:
        """Whether it is told of for the first time."""
        return self.step == self.assessment.first_days


def next_one(assessment: Assessment, today: date) -> tuple[Span, date] | None:
    """The days judged and the day of the assessment that comes next, today's included."""
    if assessment.period is not None:
        span = periods.span(assessment.period, today)
        days = [(span, span.last)]
    else:
        years = [periods.days_of(year) for year in (today.year, today.year + 1)]
        days = [(Span(year.first, on), on) for year in years for on in sorted(_fixed(assessment.on, year.first.year))]
    held = periods.validity(assessment)
    return next(((span, on) for span, on in days if on >= today and held.holds(on)), None)


def ahead(assessments: Iterable[Assessment], today: date, horizon: date) -> Iterator[Ahead]:
    """What should have been told of by today: for each coming assessment the step reached last.

    What falls on the days off up to `horizon` is told before they begin.
    """
    for assessment in assessments:
        found = next_one(assessment, today)
        if found is not None:
            span, on = found
            steps = [days for days in assessment.days if on - timedelta(days=days) <= horizon]
            if steps and today < on:
                yield Ahead(assessment, span, on, min(steps))


def _fixed(days: Iterable[MonthDay], year: int) -> Iterator[date]:
    for month, day in days:
        # 29 February in a common year: the day before 1 March.
        yield date(year, month, day) if (month, day) != (2, 29) else date(year, 3, 1) - timedelta(days=1)
