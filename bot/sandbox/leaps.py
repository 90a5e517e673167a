"""Where the page's clock can jump to."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = time(9)
EVENING = time(18)


class Leap(StrEnum):
    """The jumps that the clock bar offers."""

    HOUR = "hour"
    TOMORROW = "tomorrow"
    WEEKEND = "weekend"
    QUARTER_END = "quarter_end"


def landing(leap: Leap, now: datetime) -> datetime:
    """The time a leap leads to, always later than `now`, in Asia/Shanghai.

    Tomorrow at nine; Sunday at six in the evening; the last day of the quarter at six in the evening.
    """
    here = now.astimezone(SHANGHAI)
    if leap is Leap.HOUR:
        return here + timedelta(hours=1)
    if leap is Leap.TOMORROW:
        return datetime.combine(here.date() + timedelta(days=1), MORNING, SHANGHAI)
    if leap is Leap.WEEKEND:
        sunday = here.date() + timedelta(days=6 - here.weekday())
        evening = datetime.combine(sunday, EVENING, SHANGHAI)
        return evening if evening > here else evening + timedelta(days=7)
    evening = _quarter_end(here)
    return evening if evening > here else _quarter_end(here + timedelta(days=1))


def _quarter_end(here: datetime) -> datetime:
    after, month = divmod((here.month - 1) // 3 * 3 + 3, 12)
    first_of_next = here.date().replace(year=here.year + after, month=month + 1, day=1)
    return datetime.combine(first_of_next - timedelta(days=1), EVENING, SHANGHAI)
