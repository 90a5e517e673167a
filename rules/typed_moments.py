"""Moments that a person types: 明天9点, 12月5日 14:30, 下午3点半; and those that come round again."""

import calendar
import re
import unicodedata
from datetime import date, datetime, time, timedelta

from rules.periods import MONTHS, Period
from rules.typed_days import in_figures, typed_day

REPEATS = (Period.DAY, Period.WEEK, Period.MONTH, Period.QUARTER, Period.HALF_YEAR, Period.YEAR)
_CLOCK = re.compile(r"(上午|早上|中午|下午|晚上)? ?(?<!\d)(\d{1,2}) ?[:点时] ?(\d{1,2}|半)?分?$")
_SHORT = {"今早": "今天早上", "明早": "明天早上", "今晚": "今天晚上", "明晚": "明天晚上"}
_AFTERNOON = {"中午", "下午", "晚上"}


def typed_moment(text: str, now: datetime) -> datetime | None:
    """The moment that is meant, in the zone of `now`; without a day the next such hour; None if it is none."""
    told = in_figures(" ".join(unicodedata.normalize("NFKC", text).split()))
    for short, whole in _SHORT.items():
        told = told.replace(short, whole)
    found = _CLOCK.search(told)
    at = _time(found) if found else None
    if found is None or at is None:
        return None
    rest = told[: found.start()]
    if not rest:
        today = datetime.combine(now.date(), at, now.tzinfo)
        return today if today > now else today + timedelta(days=1)
    day = typed_day(rest, now.date())
    return None if day is None else datetime.combine(day, at, now.tzinfo)


def next_round(first: datetime, every: Period | None, after: datetime, until: date | None) -> datetime | None:
    """When it comes round next, strictly after a moment; None when it is over. Counted from the first, so that what
    begins on the 31st is back on the 31st after February."""
    number = 1
    while every is not None:
        moment = _nth(first, every, number)
        if until is not None and moment.date() > until:
            return None
        if moment > after:
            return moment
        number += 1
    return None


def _nth(first: datetime, every: Period, number: int) -> datetime:
    if every not in MONTHS:
        return first + timedelta(days=number * (7 if every is Period.WEEK else 1))
    months = first.month - 1 + number * MONTHS[every]
    year, month = first.year + months // 12, months % 12 + 1
    return first.replace(year=year, month=month, day=min(first.day, calendar.monthrange(year, month)[1]))


def _time(found: re.Match[str]) -> time | None:
    half, hour, minute = found[1], int(found[2]), found[3]
    if half in _AFTERNOON and hour < 12 and not (half == "中午" and hour >= 11):
        hour += 12
    minutes = 30 if minute == "半" else int(minute or 0)
    return time(hour, minutes) if hour < 24 and minutes < 60 else None
