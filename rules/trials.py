"""Trying rules out 试算: had these quotas held in a period gone by, who would have been overdue?"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rules import periods
from rules.periods import Period, Span
from rules.quotas import Quota

ALWAYS_FROM = date(2000, 1, 1)
PERIODS = (Period.MONTH, Period.QUARTER, Period.HALF_YEAR)  # the last one of each may be tried

_FORMS = (
    (re.compile(r"(20\d\d)[Qq]([1-4])"), Period.QUARTER, 3),
    (re.compile(r"(20\d\d)[Hh]([12])"), Period.HALF_YEAR, 6),
    (re.compile(r"(20\d\d)-(0?[1-9]|1[0-2])"), Period.MONTH, 1),
    (re.compile(r"(20\d\d)()"), Period.YEAR, 12),
)


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


def asked(told: str) -> tuple[Period, Span]:
    """The time that is meant by 2026Q3, 2026H1, 2026-10 or 2026; raises ValueError, saying how it is written."""
    for form, period, months in _FORMS:
        if found := form.fullmatch(told.strip()):
            month = (int(found[2] or 1) - 1) * months + 1
            return period, periods.span(period, date(int(found[1]), month, 1))
    raise ValueError(f"“{told}”不是试算的时间，请写 2026Q3（季度）、2026H1（半年）、2026-10（月）或 2026（年）")
