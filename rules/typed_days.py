"""Days that a person types or says: 12月5日, 2026-12-5, 12.5, 十二月五日, 5天, 后天, 周五, 下周一."""

import re
import unicodedata
from datetime import date, timedelta

_SPOKEN = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2, "大后天": 3}
_FULL = re.compile(r"(20\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})[日号]?")
_SHORT = re.compile(r"(\d{1,2})[月./\-](\d{1,2})[日号]?")
_COUNT = re.compile(r"(\d{1,3})天后?")
_WEEKDAY = re.compile(r"(本|这|下)?(?:个?(?:周|星期|礼拜))([一二三四五六日天])")
_NUMERAL = re.compile(r"(?<![周期拜])[一二两三四五六七八九十]{1,3}(?=[年月日号天点时分])")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_MOST_DAYS = 3650


def typed_day(text: str, today: date) -> date | None:
    """The day that is meant, the next one where the year is left out; None if it is no day."""
    told = in_figures(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).removesuffix("前"))
    if told in _SPOKEN:
        return today + timedelta(days=_SPOKEN[told])
    if counted := _COUNT.fullmatch(told):
        return today + timedelta(days=min(int(counted[1]), _MOST_DAYS))
    if weekday := _WEEKDAY.fullmatch(told):
        return _weekday(weekday[1] or "", weekday[2], today)
    if full := _FULL.fullmatch(told):
        return _day(int(full[1]), int(full[2]), int(full[3]))
    if short := _SHORT.fullmatch(told):
        return _next(int(short[1]), int(short[2]), today)
    return None


def in_figures(text: str) -> str:
    """二十五日 as 25日, 十点 as 10点: numbers up to 99 before a word of time."""
    return _NUMERAL.sub(lambda found: str(_number(found[0])), text)


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _weekday(week: str, named: str, today: date) -> date:
    """周五 is the next one, today included; 本周五 of this week, even if it is over; 下周五 of the week after."""
    ahead = "一二三四五六日".index(named.replace("天", "日")) - today.weekday()
    if week == "下":
        return today + timedelta(days=ahead + 7)
    return today + timedelta(days=ahead if week else ahead % 7)


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
