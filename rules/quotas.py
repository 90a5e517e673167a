"""Where a post stands in its period: how many patrols it owes, how many are done 履职进度."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from rules.alerts import Alarm, Colour, raised
from rules.periods import Period, Span, span
from rules.provisions import Per, ProRata, Quota, in_force
from rules.workdays import IsWorkday

__all__ = ["Per", "ProRata", "Quota", "Standing", "StandingState", "Yardstick", "in_force", "standing"]


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


class Standing(NamedTuple):
    """Where a post stands: patrols required, done and missing by the last day `due_on`.

    `colour` is the alert that raised what is required, `away` the days of leave that were left out.
    """

    quota: Quota
    span: Span
    required: int
    done: int
    due_on: date
    state: StandingState
    missing: int
    colour: Colour | None = None
    away: int = 0


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
        "_whole",
        "quota",
        "span",
    )

    def __init__(self, quota: Quota, day: date, is_workday: IsWorkday, today: date | None = None) -> None:
        self.quota = quota
        self.span = span(quota.period, day)
        self._is_workday = is_workday
        self._today = today or day
        whole = _eligible(quota, self.span, is_workday)
        self._whole = len(whole)
        holds = quota.validity.holds
        self._eligible = tuple(each for each in whole if holds(each))
        self._eligible_set = frozenset(self._eligible)
        self._due_on = self._eligible[-1] if self._eligible else self.span.last
        self._soon_from = self._soon(self._due_on)

    def standing(
        self,
        done_days: Collection[date],
        held: Span,
        *,
        waters: Sequence[Collection[date]] = (),
        away: Sequence[Span] = (),
        alarms: Sequence[Alarm] = (),
    ) -> Standing:
        """Where a post held over `held` stands, given the days of its patrols that count (in any order).

        `waters`: the same days water by water, for a quota of coverage. `away`: leave 请假, whose days nothing is owed
        for (a patrol made on them counts all the same). `alarms`: the alert rules that are on, with their days.
        """
        eligible, base = self._eligible, self.quota.owed_for(len(waters))
        whole = bool(eligible) and held.first <= eligible[0] and eligible[-1] <= held.last
        if whole and not away and not alarms:
            required, left_out, colour, due_on, soon_from = self._in_whole(base), 0, None, self._due_on, self._soon_from
        else:
            required, left_out, colour, due_on = self._owed_in_part(base, held, away, alarms)
            soon_from = self._soon_from if due_on == self._due_on else self._soon(due_on)
        done = self._covered(waters, held) if waters else self._done(done_days, held) if done_days else 0
        missing = max(0, required - done)
        state = self._state(missing, due_on, soon_from)
        return Standing(self.quota, self.span, required, done, due_on, state, missing, colour, left_out)

    def _owed_in_part(
        self, base: int, held: Span, away: Sequence[Span], alarms: Sequence[Alarm]
    ) -> tuple[int, int, Colour | None, date]:
        quota, eligible = self.quota, self._eligible
        start, end = bisect_left(eligible, held.first), bisect_right(eligible, held.last)
        if end <= start:
            return 0, 0, None, self.span.last
        # The last day stays where it is: who goes on leave at the end of a period is not overdue while away.
        due_on = eligible[end - 1]
        days = [day for day in eligible[start:end] if not any(leave.holds(day) for leave in away)]
        left_out = end - start - len(days)
        exempt = quota.pro_rata is ProRata.EXEMPT_IF_UNDER_DAYS and len(days) < quota.exempt_under_days
        if not days or exempt:
            return 0, left_out, None, due_on
        owed = self._share(base, len(days)) if quota.pro_rata is ProRata.PRO_RATA else self._in_whole(base)
        more, colour = raised(base, days, self._whole, alarms) if alarms else (0, None)
        return owed + more, left_out, colour, due_on

    def _in_whole(self, base: int) -> int:
        """What who holds the post throughout owes: of a rule that held for part of the period its share by days."""
        return base if len(self._eligible) == self._whole else self._share(base, len(self._eligible))

    def _share(self, count: int, days: int) -> int:
        # Half a patrol is rounded up: who held the post for half the period owes its share. But where one rule
        # replaces another in the very middle, the half is the new one's.
        replaced = self.quota.validity.last < self.span.last
        return (2 * count * days + self._whole - replaced) // (2 * self._whole)

    def covers(self, days: Collection[date], held: Span) -> bool:
        """Whether any of these days counts in the period."""
        return bool(self._done(days, held))

    def _covered(self, waters: Sequence[Collection[date]], held: Span) -> int:
        return sum(1 for days in waters if self.covers(days, held))

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
    days = (period.first + timedelta(days=n) for n in range(period.days))
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
