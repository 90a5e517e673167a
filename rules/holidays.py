"""Public holidays: those of the law, known for years ahead, and those an office writes into its profile.

What the State Council announces each autumn (the days around a holiday, the make-up days) is the program's to look up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# 《全国年节及纪念日放假办法》（国务院令第795号，2025年1月1日起施行）第二条: by the sun.
_SOLAR = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
# By the moon: 正月初一 (with its eve and the two days after), 清明, 端午, 中秋.
_LUNAR = {
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
    2033: ((1, 31), (4, 4), (6, 1), (9, 8)),
    2034: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2035: ((2, 8), (4, 5), (6, 10), (9, 16)),
    2036: ((1, 28), (4, 4), (5, 30), (10, 4)),
}


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday as announced: off from `first` to `last`, worked on the days `made_up`."""

    name: str
    first: date
    last: date
    made_up: tuple[date, ...]
    source: str


def announced(holidays: Iterable[Holiday], day: date) -> bool | None:
    """Whether a day is worked by the profile's own holidays; None where they say nothing of it."""
    for each in holidays:
        if day in each.made_up:
            return True
        if each.first <= day <= each.last:
            return False
    return None


def is_workday_by_law(day: date) -> bool:
    """As long as nothing is announced: weekdays that are no holiday of the law."""
    return day.weekday() < 5 and (day.month, day.day) not in _SOLAR and day not in _by_the_moon(day.year)


def _by_the_moon(year: int) -> set[date]:
    if year not in _LUNAR:
        return set()
    new_year, *others = (date(year, month, day) for month, day in _LUNAR[year])
    return {*(new_year + timedelta(days=n) for n in range(-1, 3)), *others}
