"""Trying rules out 试算: had these quotas held in a period gone by, who would have been overdue?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rules import periods
from rules.periods import Period, Span
from rules.quotas import Quota

ALWAYS_FROM = date(2000, 1, 1)
PERIODS = (Period.MONTH, Period.QUARTER, Period.HALF_YEAR)  # the last one of each may be tried


def as_if_always(quotas: Sequence[Quota], today: date) -> tuple[Quota, ...]:
    """The quotas that are the newest in a profile, as if they had held all along.

    A profile may hold old and new rules side by side: what counts are those in force once the last one has begun.
    """
    begun = max((quota.valid_from for quota in quotas), default=today)
    newest = [quota for quota in quotas if quota.validity.holds(max(today, begun))]
    return tuple(
        replace(
            quota,
            valid_from=ALWAYS_FROM,
            valid_to=None,
            raises=tuple(
                replace(rule, valid_from=ALWAYS_FROM, valid_to=None)
                for rule in quota.raises
                if rule.validity.holds(max(today, rule.valid_from))
            ),
        )
        for quota in newest
    )


def last_whole(period: Period, today: date) -> Span:
    """The last period of a kind that is over."""
    return periods.preceding(period, periods.span(period, today))
