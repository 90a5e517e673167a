"""Working days in China: weekends, public holidays and their make-up days, as the State Council announces them."""

from datetime import date

import chinese_calendar


def is_workday(day: date) -> bool:
    """Whether officials work on `day`; a year not yet announced is judged by its weekends alone."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5
