"""Working days in China: weekends, public holidays and their make-up days, as the State Council announces them."""

from datetime import date
from functools import lru_cache

import chinese_calendar


@lru_cache(maxsize=4096)  # a morning's scan asks for the same days again and again
def is_workday(day: date) -> bool:
    """Whether officials work on `day`; a year not yet announced is judged by its weekends alone."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5
