"""How long before a patrol clues are gathered and the brief goes out: in working days of 2026."""

from datetime import date

import pytest

from rules.briefs import BriefRules
from rules.profile import load, shipped
from rules.roles import Level, Role
from tests.rules.calendar_of_2026 import is_workday


@pytest.mark.parametrize(
    ("patrol_on", "gather_from", "send_on"),
    [
        ("2026-12-04", "2026-11-27", "2026-12-03"),  # a Friday
        ("2026-12-07", "2026-11-30", "2026-12-04"),  # a Monday: the brief comes on Friday
        ("2026-12-06", "2026-11-30", "2026-12-04"),  # a Sunday
        ("2026-10-09", "2026-09-25", "2026-10-08"),  # after the National Day holidays
    ],
)
def test_L6_the_brief_comes_a_working_day_before(patrol_on: str, gather_from: str, send_on: str) -> None:
    rules, day = BriefRules(), date.fromisoformat(patrol_on)
    assert rules.gather_from(day, is_workday) == date.fromisoformat(gather_from)
    assert rules.send_on(day, is_workday) == date.fromisoformat(send_on)


@pytest.mark.parametrize("name", shipped())
def test_L6_every_shipped_profile_says_who_gets_briefs(name: str) -> None:
    brief = load(name).brief
    assert brief.binds(Role.RIVER_CHIEF, Level.COUNTY)
    assert not brief.binds(Role.RIVER_CHIEF, Level.VILLAGE)
    assert brief.binds(Role.GENERAL_CHIEF, Level.CITY) is (name == "leshan")
    assert brief.source
