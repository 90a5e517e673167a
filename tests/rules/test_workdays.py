from datetime import date

import pytest

from rules.periods import Period, span
from rules.workdays import add_workdays, next_workday, workdays_in
from tests.rules.calendar_of_2026 import is_workday


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-20", 1, "2026-11-23"),  # Friday to Monday
        ("2026-11-22", 1, "2026-11-23"),  # from a Sunday
        ("2026-02-13", 1, "2026-02-14"),  # a Saturday made up for the Spring Festival
        ("2026-02-13", 2, "2026-02-24"),  # over the whole festival
        ("2026-02-13", 7, "2026-03-02"),  # Saturday the 28th is made up
        ("2026-09-30", 3, "2026-10-10"),  # the National Day week, then Saturday the 10th made up
        ("2026-12-31", 1, "2027-01-01"),  # the calendar passed in knows no holiday in 2027
    ],
)
def test_working_days_leap_over_holidays_and_use_make_up_days(start: str, count: int, end: str) -> None:
    assert add_workdays(date.fromisoformat(start), count, is_workday) == date.fromisoformat(end)


def test_the_next_working_day_after_the_festival() -> None:
    assert next_workday(date(2026, 2, 14), is_workday) == date(2026, 2, 24)


@pytest.mark.parametrize(("day", "count"), [("2026-02-18", 0), ("2026-02-25", 5), ("2026-02-12", 6), ("2026-10-05", 3)])
def test_working_days_of_a_week(day: str, count: int) -> None:
    assert workdays_in(span(Period.WEEK, date.fromisoformat(day)), is_workday) == count
