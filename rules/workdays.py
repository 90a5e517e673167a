"""Working days. Whether a day is one (holidays, make-up days) is passed in: rules keep no calendar."""

from collections.abc import Callable
from datetime import date, timedelta

from rules.periods import Span

IsWorkday = Callable[[date], bool]

_ONE_DAY = timedelta(days=1)


def next_workday(day: date, is_workday: IsWorkday) -> date:
    """The first working day after the day."""
    day += _ONE_DAY
    while not is_workday(day):
        day += _ONE_DAY
    return day


def last_day_off(day: date, is_workday: IsWorkday) -> date:
    """The last of the days off that begin right after the day; the day itself where the next one is a working day."""
    return next_workday(day, is_workday) - _ONE_DAY


def add_workdays(day: date, count: int, is_workday: IsWorkday) -> date:
    """The count-th working day after the day, itself not counted (民法典 art. 201); 0 leaves the day."""
    for _ in range(count):
        day = next_workday(day, is_workday)
    return day


def working_days_before(day: date, count: int, is_workday: IsWorkday) -> date:
    """So many working days before a day; what would fall on a day off comes before it."""
    found = day
    while count > 0:
        found -= _ONE_DAY
        count -= is_workday(found)
    return found


def workdays_in(span: Span, is_workday: IsWorkday) -> int:
    """How many working days a span holds."""
    return sum(is_workday(span.first + timedelta(days=n)) for n in range(span.days))
