"""Stretches of time that an official types among other words: 10月, 三季度, 上半年, 10月1日到10月20日, 去年."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from rules import periods
from rules.periods import Period, Span

_DAY = r"(?:(20\d\d)\s*[年./\-]\s*)?(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*[日号]?"
_RANGE = re.compile(rf"{_DAY}\s*(?:到|至|—+|–|-+|~)\s*{_DAY}")
_YEAR = r"(?:(20\d\d|今|本|去|前)\s*年度?)?\s*"
_PERIODS = (
    (re.compile(rf"{_YEAR}第?\s*([一二三四1-4])\s*季度?"), Period.QUARTER),
    (re.compile(rf"{_YEAR}(上|下)半年"), Period.HALF_YEAR),
    (re.compile(rf"{_YEAR}(\d{{1,2}})\s*月份?(?!\s*\d)"), Period.MONTH),
    (re.compile(r"(20\d\d|今|本|去|前)\s*年度?"), Period.YEAR),
)
_SPOKEN = re.compile(r"(本|这|上)(?:个)?(周|月|季度|半年)")
_SPOKEN_PERIODS = {"周": Period.WEEK, "月": Period.MONTH, "季度": Period.QUARTER, "半年": Period.HALF_YEAR}
_YEARS_BACK = {"今": 0, "本": 0, "去": 1, "前": 2}
_QUARTERS = "一二三四"


class Told(NamedTuple):
    """A period with its days, or days without a period; `rest` are the other words."""

    period: Period | None
    span: Span | None
    rest: str


def read(text: str, today: date) -> Told:
    """What stretch of time the words name, the latest that has begun where the year is left out; none: span None."""
    plain = unicodedata.normalize("NFKC", text).replace("～", "~")
    if found := _RANGE.search(plain):
        return Told(None, _days(found, today), _without(plain, found))
    for pattern, period in _PERIODS[:3]:
        if (found := pattern.search(plain)) and (span := _of_a_year(period, found[1], found[2], today)):
            return Told(period, span, _without(plain, found))
    if found := _SPOKEN.search(plain):
        period = _SPOKEN_PERIODS[found[2]]
        now = periods.span(period, today)
        return Told(period, periods.preceding(period, now) if found[1] == "上" else now, _without(plain, found))
    if found := _PERIODS[3][0].search(plain):
        return Told(Period.YEAR, periods.span(Period.YEAR, date(_year(found[1], today), 1, 1)), _without(plain, found))
    return Told(None, None, " ".join(plain.split()))


def _days(found: re.Match[str], today: date) -> Span | None:
    """Both days; a year told once holds for both, none: the latest time that they began."""
    first_year, last_year = found[1] or found[4], found[4] or found[1]
    first = _day(first_year, found[2], found[3], today)
    last = _day(last_year, found[5], found[6], today)
    if first is None or last is None:
        return None
    if last < first and not last_year:
        last = _day(str(first.year + 1), found[5], found[6], today)
    return Span(first, last) if last is not None else None


def _day(year: str | None, month: str, day: str, today: date) -> date | None:
    try:
        if year:
            return date(int(year), int(month), int(day))
        this_year = date(today.year, int(month), int(day))
        return this_year if this_year <= today else this_year.replace(year=today.year - 1)
    except ValueError:
        return None


def _of_a_year(period: Period, year: str | None, which: str, today: date) -> Span | None:
    if period is Period.QUARTER:
        month = 3 * (_QUARTERS.index(which) if which in _QUARTERS else int(which) - 1) + 1
    else:
        month = {"上": 1, "下": 7}.get(which) or int(which)
    if not 1 <= month <= 12:
        return None
    first = date(_year(year, today) if year else today.year, month, 1)
    if not year and first > today:
        first = first.replace(year=today.year - 1)
    return periods.span(period, first)


def _year(told: str, today: date) -> int:
    return today.year - _YEARS_BACK[told] if told in _YEARS_BACK else int(told)


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split()).strip("的,、 ")
