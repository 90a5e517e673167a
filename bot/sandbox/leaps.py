"""Where the page's clock can jump to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = time(9)
EVENING = time(18)
_ONE_DAY = timedelta(days=1)


class Leap(StrEnum):
    """The jumps that the clock bar offers."""

    HOUR = "hour"
    TOMORROW = "tomorrow"
    WEEKEND = "weekend"
    QUARTER_END = "quarter_end"
    NEXT_QUARTER = "next_quarter"


def landing(leap: Leap, now: datetime) -> datetime:
    """The time a leap leads to, always later than `now`, in Asia/Shanghai.

    Tomorrow at nine; Sunday at six in the evening; the last day of the quarter at six in the evening; the first day
    of the next quarter at nine.
    """
    here = now.astimezone(SHANGHAI)
    if leap is Leap.HOUR:
        return here + timedelta(hours=1)
    if leap is Leap.TOMORROW:
        return datetime.combine(here.date() + _ONE_DAY, MORNING, SHANGHAI)
    if leap is Leap.WEEKEND:
        sunday = here.date() + timedelta(days=6 - here.weekday())
        evening = datetime.combine(sunday, EVENING, SHANGHAI)
        return evening if evening > here else evening + timedelta(days=7)
    if leap is Leap.NEXT_QUARTER:
        return datetime.combine(_quarter_end(here.date()) + _ONE_DAY, MORNING, SHANGHAI)
    evening = datetime.combine(_quarter_end(here.date()), EVENING, SHANGHAI)
    return evening if evening > here else datetime.combine(_quarter_end(evening.date() + _ONE_DAY), EVENING, SHANGHAI)


def _quarter_end(day: date) -> date:
    after, month = divmod((day.month - 1) // 3 * 3 + 3, 12)
    return day.replace(year=day.year + after, month=month + 1, day=1) - _ONE_DAY
