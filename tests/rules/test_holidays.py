"""Working days: what is announced, what the law says of years ahead, what an office writes into its profile."""

from datetime import date
from pathlib import Path

import pytest

from bot.holidays import KNOWN_UNTIL, calendar, is_workday
from rules.holidays import Holiday, is_workday_by_law
from rules.profile import ProfileError, load, read
from rules.workdays import add_workdays

SPRING_2027 = Holiday("春节", date(2027, 2, 5), date(2027, 2, 12), (date(2027, 1, 31), date(2027, 2, 20)), "国办通知")


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-09-20", True),  # a Sunday made up for the National Day
        ("2026-09-25", False),  # 中秋
        ("2026-10-07", False),
        ("2026-10-10", True),  # a Saturday made up
    ],
)
def test_the_announced_days_of_2026(day: str, worked: bool) -> None:
    assert is_workday(date.fromisoformat(day)) is worked


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2027-01-01", False),
        ("2027-02-04", True),
        ("2027-02-05", False),  # 除夕, a Friday
        ("2027-02-08", False),  # 初三, a Monday
        ("2027-02-09", True),
        ("2027-04-05", False),  # 清明
        ("2027-06-09", False),  # 端午
        ("2027-09-15", False),  # 中秋
        ("2029-05-02", False),
        ("2035-10-03", False),
        ("2040-02-13", True),  # no table so far ahead: weekdays
    ],
)
def test_a_year_not_announced_has_the_holidays_of_the_law(day: str, worked: bool) -> None:
    assert is_workday_by_law(date.fromisoformat(day)) is worked


def test_an_office_announces_what_the_program_does_not_know_yet() -> None:
    own = calendar((SPRING_2027,))
    assert [own(day) for day in (date(2027, 1, 31), date(2027, 2, 9), date(2027, 2, 20))] == [True, False, True]
    assert add_workdays(date(2027, 2, 4), 1, own) == date(2027, 2, 15)
    assert KNOWN_UNTIL >= 2026
    assert calendar(()) is is_workday


HOLIDAY = """
[[holiday]]
name = "春节"
from = 2027-02-05
to = {to}
made_up = [2027-01-31, 2027-02-20]
source = "国办通知"
"""


def test_a_profile_may_carry_announced_holidays() -> None:
    text = (Path(__file__).parents[2] / "rules" / "profiles" / "bishan.toml").read_text(encoding="utf-8")
    assert read(text + HOLIDAY.format(to="2027-02-12"), "own.toml").holidays == (SPRING_2027,)
    assert load("bishan").holidays == ()
    with pytest.raises(ProfileError) as refused:
        read(text + HOLIDAY.format(to="2027-01-12"), "own.toml")
    assert [problem.reason for problem in refused.value.problems] == ["放假要写明从哪天到哪天，前后不超过15天"]
