"""Calendar periods in which patrols are counted. All days are Asia/Shanghai calendar days."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple, Protocol


class Period(StrEnum):
    """The rhythms of patrol provisions; a ten-day period 旬 ends on the 10th, the 20th, the month's last day."""

    DAY = "day"
    WORKDAY = "workday"
    WEEK = "week"
    TEN_DAYS = "ten_days"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def word(self) -> str:
        """The Chinese word as in "每…": 每周, 每季度."""
        return _WORDS[self]


_WORDS = {
    Period.DAY: "每日",
    Period.WORKDAY: "每个工作日",
    Period.WEEK: "每周",
    Period.TEN_DAYS: "每旬",
    Period.MONTH: "每月",
    Period.QUARTER: "每季度",
    Period.HALF_YEAR: "每半年",
    Period.YEAR: "每年",
}
MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}
_ONE_DAY = timedelta(days=1)


class Span(NamedTuple):
    """Days from first to last, both included; empty if last is before first."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days, 0 for an empty span."""
        return max(0, (self.last - self.first).days + 1)

    def holds(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.first <= day <= self.last

    def common(self, other: "Span") -> "Span":
        """The days in both; may be empty."""
        return Span(max(self.first, other.first), min(self.last, other.last))


ALWAYS = Span(date.min, date.max)


class Dated(Protocol):
    """A rule that holds from a day to a day (None: for good)."""

    @property
    def valid_from(self) -> date:
        """The first day."""

    @property
    def valid_to(self) -> date | None:
        """The last day."""


def validity(rule: Dated) -> Span:
    """The days on which a rule holds."""
    return Span(rule.valid_from, rule.valid_to or date.max)


def span(period: Period, day: date) -> Span:
    """The period around a day."""
    if period in (Period.DAY, Period.WORKDAY):
        return Span(day, day)
    if period is Period.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Span(monday, monday + timedelta(days=6))
    if period is Period.TEN_DAYS:
        return _ten_days(day)
    return _months(day, MONTHS[period])


def following(period: Period, current: Span) -> Span:
    """The period right after."""
    return span(period, current.last + _ONE_DAY)


def preceding(period: Period, current: Span) -> Span:
    """The period right before."""
    return span(period, current.first - _ONE_DAY)


def last_whole(period: Period, today: date) -> Span:
    """The last period of a kind that is over."""
    return preceding(period, span(period, today))


def days_of(year: int) -> Span:
    """The days of a year."""
    return span(Period.YEAR, date(year, 1, 1))


def moments(current: Span, zone: tzinfo) -> tuple[datetime, datetime]:
    """The period from its first moment up to, not including, the first one after it."""
    after = current.last + _ONE_DAY
    return datetime.combine(current.first, time.min, zone), datetime.combine(after, time.min, zone)


def _ten_days(day: date) -> Span:
    if day.day <= 10:
        return Span(day.replace(day=1), day.replace(day=10))
    if day.day <= 20:
        return Span(day.replace(day=11), day.replace(day=20))
    return Span(day.replace(day=21), day.replace(day=monthrange(day.year, day.month)[1]))


def _months(day: date, length: int) -> Span:
    first = (day.month - 1) // length * length + 1
    last = first + length - 1
    return Span(date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1]))


def name(period: Period | None, current: Span) -> str:
    """The period as an official would write it: 2026年第四季度, 11月下旬, 11月16日—22日; of none, its days."""
    first = current.first
    if period is None:
        return days_name(current)
    if period in (Period.DAY, Period.WORKDAY):
        return f"{first.month}月{first.day}日"
    if period is Period.WEEK:
        return _week_name(current)
    if period is Period.TEN_DAYS:
        return f"{first.month}月{'上中下'[(first.day - 1) // 10]}旬"
    if period is Period.MONTH:
        return f"{first.year}年{first.month}月"
    if period is Period.QUARTER:
        return f"{first.year}年第{'一二三四'[(first.month - 1) // 3]}季度"
    if period is Period.HALF_YEAR:
        return f"{first.year}年{'上' if first.month < 7 else '下'}半年"
    return f"{first.year}年"


def days_name(days: Span) -> str:
    """Any days from first to last: 2026年11月5日—11月12日."""
    first, last = days
    year = f"{last.year}年" if last.year != first.year else ""
    return f"{first.year}年{first.month}月{first.day}日—{year}{last.month}月{last.day}日"


def _week_name(week: Span) -> str:
    first, last = week
    if first.year != last.year:
        return f"{first.year}年{first.month}月{first.day}日—{last.year}年{last.month}月{last.day}日"
    if first.month != last.month:
        return f"{first.month}月{first.day}日—{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日—{last.day}日"
