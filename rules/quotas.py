"""How often a post must patrol 巡河频次, and where a post stands in its period.

No national table exists: counts differ by region, level, water and season, so every number is the profile's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from rules.periods import Period, Span, span
from rules.roles import Level, Role
from rules.workdays import IsWorkday


class Per(StrEnum):
    """Whether a count holds for the chief or for each of the chief's waters."""

    CHIEF = "chief"
    WATER = "water"


class ProRata(StrEnum):
    """What is owed when a post was held for part of the period only."""

    FULL = "full"
    PRO_RATA = "pro_rata"
    EXEMPT_IF_UNDER_DAYS = "exempt_if_under_days"


class StandingState(StrEnum):
    """Met, open, due soon or overdue."""

    MET = "met"
    OPEN = "open"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"met": "已完成", "open": "进行中", "due_soon": "即将到期", "overdue": "已逾期"}[self.value]


@dataclass(frozen=True, slots=True)
class Quota:
    """At least `count` patrols a period.

    `season` holds the months in which it applies (None: all year); `one_a_day` counts several patrols of
    one day as one; `soon_days` are the working days before the end from which it is due soon.
    """

    levels: frozenset[Level]
    roles: frozenset[Role]
    count: int
    period: Period
    per: Per = Per.CHIEF
    season: frozenset[int] | None = None
    valid_from: date = date(2023, 1, 1)
    valid_to: date | None = None
    source: str = ""
    pro_rata: ProRata = ProRata.FULL
    exempt_under_days: int = 0
    one_a_day: bool = True
    soon_days: int = 2

    @property
    def validity(self) -> Span:
        """The days on which the quota holds."""
        return Span(self.valid_from, self.valid_to or date.max)


class Standing(NamedTuple):
    """Where a post stands: patrols required, done and missing by the last day `due_on`."""

    quota: Quota
    span: Span
    required: int
    done: int
    due_on: date
    state: StandingState
    missing: int


def in_force(quotas: Iterable[Quota], role: Role, level: Level | None, day: date) -> tuple[Quota, ...]:
    """The quotas that bind a post on a day; several may hold at once (three a year, one each half-year)."""
    return tuple(each for each in quotas if role in each.roles and level in each.levels and each.validity.holds(day))


class Yardstick:
    """A quota laid on the period around a day: what does not depend on the person is worked out once for all posts.

    `day` chooses the period, `today` (default: the day itself) is the day on which one looks at it, so that
    last week's standing can be asked for on Monday.
    """

    __slots__ = (
        "_due_on",
        "_eligible",
        "_eligible_set",
        "_is_workday",
        "_soon_from",
        "_today",
        "quota",
        "span",
    )

    def __init__(self, quota: Quota, day: date, is_workday: IsWorkday, today: date | None = None) -> None:
        self.quota = quota
        self.span = span(quota.period, day)
        self._is_workday = is_workday
        self._today = today or day
        self._eligible = _eligible(quota, self.span, is_workday)
        self._eligible_set = frozenset(self._eligible)
        self._due_on = self._eligible[-1] if self._eligible else self.span.last
        self._soon_from = self._soon(self._due_on)

    def standing(self, done_days: Collection[date], held: Span) -> Standing:
        """Where a post held over `held` stands, given the days of its patrols that count (in any order)."""
        eligible = self._eligible
        if eligible and held.first <= eligible[0] and eligible[-1] <= held.last:
            required, due_on, soon_from = self.quota.count, self._due_on, self._soon_from
        else:
            required, due_on = self._owed_in_part(held)
            soon_from = self._soon(due_on)
        done = self._done(done_days, held) if done_days else 0
        missing = max(0, required - done)
        return Standing(self.quota, self.span, required, done, due_on, self._state(missing, due_on, soon_from), missing)

    def _owed_in_part(self, held: Span) -> tuple[int, date]:
        quota, eligible = self.quota, self._eligible
        start, end = bisect_left(eligible, held.first), bisect_right(eligible, held.last)
        if end <= start:
            return 0, self.span.last
        days = end - start
        if quota.pro_rata is ProRata.PRO_RATA:
            # Half a patrol is rounded up: who held the post for half the period owes its share.
            return (2 * quota.count * days + len(eligible)) // (2 * len(eligible)), eligible[end - 1]
        exempt = quota.pro_rata is ProRata.EXEMPT_IF_UNDER_DAYS and days < quota.exempt_under_days
        return 0 if exempt else quota.count, eligible[end - 1]

    def _done(self, done_days: Collection[date], held: Span) -> int:
        first, last = held
        eligible = self._eligible_set
        days = [day for day in done_days if day in eligible and first <= day <= last]
        return len(set(days)) if self.quota.one_a_day else len(days)

    def _state(self, missing: int, due_on: date, soon_from: date) -> StandingState:
        if not missing:
            return StandingState.MET
        if self._today > due_on:
            return StandingState.OVERDUE
        if self._today >= soon_from or (due_on - self._today).days < missing:
            return StandingState.DUE_SOON
        return StandingState.OPEN

    def _soon(self, due_on: date) -> date:
        # Counted in working days, so that a holiday at the period's end is warned of before it begins.
        soon_from, left = due_on, self.quota.soon_days
        while left > 0 and soon_from > self.span.first:
            soon_from -= timedelta(days=1)
            left -= self._is_workday(soon_from)
        return soon_from


def _eligible(quota: Quota, period: Span, is_workday: IsWorkday) -> tuple[date, ...]:
    first, last = period.common(quota.validity)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(
        day
        for day in days
        if (quota.season is None or day.month in quota.season)
        and (quota.period is not Period.WORKDAY or is_workday(day))
    )


def standing(
    quota: Quota,
    done_days: Collection[date],
    day: date,
    is_workday: IsWorkday,
    held: Span,
    today: date | None = None,
) -> Standing:
    """Where one post stands in the period around `day`; for many posts, lay one Yardstick and ask it."""
    return Yardstick(quota, day, is_workday, today).standing(done_days, held)
