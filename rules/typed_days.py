"""Days that a person types: 12月5日, 2026-12-5, 12.5, 5天, 后天."""

import re
import unicodedata
from datetime import date, timedelta

_SPOKEN = {"今天": 0, "明天": 1, "后天": 2}
_FULL = re.compile(r"(20\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})[日号]?")
_SHORT = re.compile(r"(\d{1,2})[月./\-](\d{1,2})[日号]?")
_COUNT = re.compile(r"(\d{1,3})天后?")
_MOST_DAYS = 3650


def typed_day(text: str, today: date) -> date | None:
    """The day that is meant, the next one where the year is left out; None if it is no day."""
    told = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).removesuffix("前")
    if told in _SPOKEN:
        return today + timedelta(days=_SPOKEN[told])
    if counted := _COUNT.fullmatch(told):
        return today + timedelta(days=min(int(counted[1]), _MOST_DAYS))
    if full := _FULL.fullmatch(told):
        return _day(int(full[1]), int(full[2]), int(full[3]))
    if short := _SHORT.fullmatch(told):
        return _next(int(short[1]), int(short[2]), today)
    return None


def _next(month: int, day: int, today: date) -> date | None:
    this_year = _day(today.year, month, day)
    if this_year is not None and this_year >= today:
        return this_year
    # In December one says 1月5日 and means next year; in March one who says 2月5日 has mistyped.
    return _day(today.year + 1, month, day) if today.month - month > 6 else this_year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
