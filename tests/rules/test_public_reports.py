"""How many reports one person of the public may hand in: a table of times; a profile that contradicts itself."""

from datetime import UTC, datetime, timedelta

import pytest

from rules.profile import ProfileError, load, read
from rules.public_reports import PublicRules, free_again
from tests.rules.test_profile import edited

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
RULES = PublicRules(per_hour=2, per_day=3, hotline="12345", source="本办自定")


@pytest.mark.parametrize(
    ("minutes_ago", "wait"),
    [
        ((), None),
        ((10,), None),
        ((50, 10), 10),  # the older of two leaves the hour in ten minutes
        ((60, 10), None),  # exactly an hour ago is no longer within the hour
        ((59, 58), 1),
        ((600, 300, 200), 840),  # three within the day: the oldest is a day old in fourteen hours
        ((1440, 300, 200), None),
        ((1439, 300, 10), 1),
        ((1400, 50, 10), 40),  # both windows are full: the longer wait counts
        ((50, 40, 30, 20), 1400),  # more than there should be: free when two of the hour, and all but two, have gone
    ],
)
def test_when_a_person_may_hand_in_again(minutes_ago: tuple[int, ...], wait: int | None) -> None:
    handed_in = [NOON - timedelta(minutes=ago) for ago in minutes_ago]
    assert free_again(RULES, handed_in, NOON) == (None if wait is None else NOON + timedelta(minutes=wait))


@pytest.mark.parametrize("name", ["bishan", "fengjie", "leshan"])
def test_the_limits_are_said_to_be_the_offices_own(name: str) -> None:
    rules = load(name).public
    assert (rules.per_hour, rules.per_day, rules.hotline) == (4, 10, "12345")
    assert "本办自定" in rules.source


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("per_hour = 4 ", "per_hour = 0 ", "“per_hour”不能小于1"),
        ("per_day = 10 ", "per_day = 3  ", "“per_day”不能小于“per_hour”"),
        ('hotline = "12345"', 'hotline = " "', "“hotline”不能为空"),
        ("[public]", "[publik]", "缺少“public”"),
    ],
)
def test_limits_that_cannot_be_are_refused(old: str, new: str, reason: str) -> None:
    with pytest.raises(ProfileError) as error:
        read(edited((old, new)), "mine.toml")
    assert any(problem.reason.startswith(reason) for problem in error.value.problems)
