"""Working days in China: weekends, public holidays and their make-up days, as the State Council announces them."""

from datetime import date
from functools import cache, lru_cache

import chinese_calendar

from rules.holidays import Holiday, announced, is_workday_by_law
from rules.workdays import IsWorkday

KNOWN_UNTIL: int = max(chinese_calendar.holidays).year  # the last year of which the library holds the announcement


@lru_cache(maxsize=4096)  # a morning's scan asks for the same days again and again
def is_workday(day: date) -> bool:
    """Whether officials work on `day`; in a year not yet announced the holidays of the law are off, no more."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return is_workday_by_law(day)


@cache
def calendar(holidays: tuple[Holiday, ...]) -> IsWorkday:
    """`is_workday`, with the days that a profile announces itself; whoever asks shares what is known of a day."""
    if not holidays:
        return is_workday

    @lru_cache(maxsize=4096)
    def is_own_workday(day: date) -> bool:
        told = announced(holidays, day)
        return is_workday(day) if told is None else told

    return is_own_workday
