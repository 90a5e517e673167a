from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.periods import ALWAYS, Period, Span, span
from rules.quotas import Per, ProRata, Quota, Standing, StandingState, Yardstick, in_force, standing
from rules.roles import Level, Role
from tests.rules.calendar_of_2026 import is_workday

WEEKLY = Quota(frozenset({Level.VILLAGE}), frozenset({Role.RIVER_CHIEF}), 1, Period.WEEK, soon_days=1)
MONTHLY = Quota(frozenset({Level.TOWNSHIP}), frozenset({Role.RIVER_CHIEF}), 1, Period.MONTH, soon_days=4)
QUARTERLY = Quota(frozenset({Level.COUNTY}), frozenset({Role.RIVER_CHIEF}), 1, Period.QUARTER, soon_days=10)
THREE_A_YEAR = Quota(frozenset({Level.CITY}), frozenset({Role.RIVER_CHIEF}), 3, Period.YEAR)
ONE_EACH_HALF = Quota(frozenset({Level.CITY}), frozenset({Role.RIVER_CHIEF}), 1, Period.HALF_YEAR)
EVERY_WORKDAY = Quota(frozenset({Level.VILLAGE}), frozenset({Role.RIVER_CHIEF}), 1, Period.WORKDAY)


def stands(quota: Quota, done: list[str], day: str, held: Span = ALWAYS, today: str | None = None) -> Standing:
    looked_at = date.fromisoformat(today) if today else None
    return standing(quota, [*map(date.fromisoformat, done)], date.fromisoformat(day), is_workday, held, looked_at)


@pytest.mark.parametrize(
    ("quota", "done", "day", "state"),
    [
        # The week of Monday 16 to Sunday 22 November 2026: one working day before its end is Friday.
        (WEEKLY, [], "2026-11-16", StandingState.OPEN),
        (WEEKLY, [], "2026-11-19", StandingState.OPEN),
        (WEEKLY, [], "2026-11-20", StandingState.DUE_SOON),
        (WEEKLY, [], "2026-11-22", StandingState.DUE_SOON),
        (WEEKLY, ["2026-11-15"], "2026-11-22", StandingState.DUE_SOON),  # last week's does not count
        (WEEKLY, ["2026-11-16"], "2026-11-16", StandingState.MET),
        (WEEKLY, ["2026-11-22"], "2026-11-22", StandingState.MET),
        (MONTHLY, ["2028-02-29"], "2028-02-29", StandingState.MET),
        (MONTHLY, ["2026-01-31"], "2026-02-01", StandingState.OPEN),
        (QUARTERLY, ["2026-12-31"], "2026-12-31", StandingState.MET),
        (QUARTERLY, ["2026-09-30"], "2026-10-01", StandingState.OPEN),
        (QUARTERLY, [], "2026-12-31", StandingState.DUE_SOON),
    ],
)
def test_where_a_post_stands(quota: Quota, done: list[str], day: str, state: StandingState) -> None:
    assert stands(quota, done, day).state is state


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-02-12", StandingState.OPEN),
        ("2026-02-13", StandingState.DUE_SOON),  # Friday; Saturday the 14th is the last day before the festival
    ],
)
def test_a_holiday_at_the_end_of_the_period_is_warned_of_before_it_begins(day: str, state: StandingState) -> None:
    until_festival = replace(MONTHLY, valid_to=date(2026, 2, 23), soon_days=2)
    assert stands(until_festival, [], day).state is state


def test_a_period_gone_by_is_overdue_when_looked_at_later() -> None:
    last_week = stands(WEEKLY, [], "2026-11-15", today="2026-11-16")
    assert (last_week.state, last_week.missing, last_week.due_on) == (StandingState.OVERDUE, 1, date(2026, 11, 15))
    assert stands(WEEKLY, ["2026-11-15"], "2026-11-15", today="2026-11-16").state is StandingState.MET


def test_three_a_year_and_one_each_half_year_hold_at_once() -> None:
    patrols = ["2026-01-20", "2026-03-02", "2026-05-11"]
    assert stands(THREE_A_YEAR, patrols, "2026-11-22").state is StandingState.MET
    assert stands(ONE_EACH_HALF, patrols, "2026-11-22").missing == 1


def test_two_patrols_on_one_day_count_once_unless_the_rule_says_otherwise() -> None:
    assert stands(THREE_A_YEAR, ["2026-03-02", "2026-03-02"], "2026-11-22").done == 1
    assert stands(replace(THREE_A_YEAR, one_a_day=False), ["2026-03-02", "2026-03-02"], "2026-11-22").done == 2


def test_it_is_due_soon_when_as_many_days_are_left_as_patrols_are_missing() -> None:
    thrice_a_week = replace(WEEKLY, count=3, soon_days=0)
    assert stands(thrice_a_week, [], "2026-11-19").state is StandingState.OPEN
    assert stands(thrice_a_week, [], "2026-11-20").state is StandingState.DUE_SOON


@pytest.mark.parametrize(
    ("day", "required"),
    [("2026-02-13", 1), ("2026-02-14", 1), ("2026-02-16", 0), ("2026-02-21", 0), ("2026-02-24", 1), ("2026-11-21", 0)],
)
def test_a_quota_a_working_day_asks_nothing_on_holidays(day: str, required: int) -> None:
    assert stands(EVERY_WORKDAY, [], day).required == required


@pytest.mark.parametrize(
    ("day", "required", "due_on"),
    [
        ("2026-01-15", 1, "2026-03-31"),  # of the first quarter March remains
        ("2026-11-15", 1, "2026-11-30"),  # the season ends with November
        ("2026-12-15", 1, "2026-11-30"),
    ],
)
def test_a_season_narrows_a_quarter(day: str, required: int, due_on: str) -> None:
    found = stands(replace(QUARTERLY, season=frozenset(range(3, 12))), [], day)
    assert (found.required, found.due_on) == (required, date.fromisoformat(due_on))


def test_out_of_season_nothing_is_owed_and_nothing_counts() -> None:
    summer = replace(MONTHLY, season=frozenset({6, 7, 8}))
    found = stands(summer, ["2026-11-02"], "2026-11-22")
    assert (found.required, found.done, found.missing, found.state) == (0, 0, 0, StandingState.MET)
    assert stands(summer, [], "2026-11-22", today="2026-12-22").state is StandingState.MET


@pytest.mark.parametrize(
    ("rule", "held_first", "held_last", "required", "due_on"),
    [
        (ProRata.FULL, "2026-11-28", "2030-01-01", 4, "2026-11-30"),
        (ProRata.FULL, "2020-01-01", "2026-11-02", 4, "2026-11-02"),
        (ProRata.PRO_RATA, "2026-11-16", "2030-01-01", 2, "2026-11-30"),  # 15 of 30 days
        (ProRata.PRO_RATA, "2026-11-24", "2030-01-01", 1, "2026-11-30"),  # 7 days: 0.93
        (ProRata.PRO_RATA, "2026-11-28", "2030-01-01", 0, "2026-11-30"),  # 3 days: 0.4
        (ProRata.EXEMPT_IF_UNDER_DAYS, "2026-11-22", "2030-01-01", 0, "2026-11-30"),  # 9 days
        (ProRata.EXEMPT_IF_UNDER_DAYS, "2026-11-21", "2030-01-01", 4, "2026-11-30"),  # 10 days
        (ProRata.FULL, "2026-12-01", "2030-01-01", 0, "2026-11-30"),  # not yet in post
        (ProRata.FULL, "2020-01-01", "2026-10-31", 0, "2026-11-30"),  # no longer
    ],
)
def test_a_post_held_part_of_the_month(
    rule: ProRata, held_first: str, held_last: str, required: int, due_on: str
) -> None:
    quota = replace(MONTHLY, count=4, pro_rata=rule, exempt_under_days=10)
    held = Span(date.fromisoformat(held_first), date.fromisoformat(held_last))
    found = stands(quota, [], "2026-11-20", held)
    assert (found.required, found.due_on) == (required, date.fromisoformat(due_on))


def test_what_the_predecessor_patrolled_is_not_the_successors() -> None:
    chief_zhang = Span(date(2020, 1, 1), date(2026, 11, 10))
    chief_li = Span(date(2026, 11, 11), date.max)
    assert stands(MONTHLY, ["2026-11-05"], "2026-11-20", chief_zhang).state is StandingState.MET
    assert stands(MONTHLY, ["2026-11-05"], "2026-11-20", chief_li).missing == 1
    assert stands(MONTHLY, [], "2026-11-20", chief_zhang).state is StandingState.OVERDUE


def test_quotas_bind_by_role_level_and_day() -> None:
    old = replace(WEEKLY, count=2, valid_from=date(2023, 1, 1), valid_to=date(2025, 12, 31))
    new = replace(WEEKLY, valid_from=date(2026, 1, 1), per=Per.WATER)
    rules = (old, new, MONTHLY)
    assert in_force(rules, Role.RIVER_CHIEF, Level.VILLAGE, date(2025, 12, 31)) == (old,)
    assert in_force(rules, Role.RIVER_CHIEF, Level.VILLAGE, date(2026, 1, 1)) == (new,)
    assert in_force(rules, Role.OFFICE, Level.VILLAGE, date(2026, 1, 1)) == ()
    assert in_force(rules, Role.POINT_KEEPER, None, date(2026, 1, 1)) == ()


def test_a_rule_that_begins_within_the_period_counts_from_its_day() -> None:
    begins = replace(MONTHLY, valid_from=date(2026, 11, 16))
    assert stands(begins, ["2026-11-15"], "2026-11-20").done == 0
    assert stands(begins, ["2026-11-16"], "2026-11-20").done == 1


@given(
    st.sampled_from([WEEKLY, MONTHLY, QUARTERLY, THREE_A_YEAR, EVERY_WORKDAY]),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=6),
    st.integers(0, 400),
)
@settings(max_examples=30)
def test_a_further_patrol_never_makes_a_standing_worse(quota: Quota, day: date, done: list[date], served: int) -> None:
    held = Span(day - timedelta(days=served), date.max)
    yardstick = Yardstick(quota, day, is_workday)
    before, after = yardstick.standing(done[1:], held), yardstick.standing(done, held)
    assert after.missing <= before.missing
    assert after.required == before.required <= quota.count
    assert after.missing == max(0, after.required - after.done)
    assert (after.state is StandingState.MET) == (after.missing == 0)
    assert span(quota.period, day).holds(after.due_on)
