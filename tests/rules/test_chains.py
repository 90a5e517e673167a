"""Chains of reminders as tables of dates: who is told on which day, what stops, how long one may put it off."""

from datetime import date, datetime

import pytest

from rules.chains import Chain, ChainToday, Step, Target, in_force, of_plan
from rules.periods import Period
from rules.profile import ProfileError, read, shipped
from rules.profile import load as shipped_profile
from rules.quiet import QuietHours
from rules.snoozing import Later, RemindingRules, choices, hours
from rules.warnings import Matter, WarningPlan
from tests.reminders.records import SHANGHAI
from tests.rules.calendar_of_2026 import is_workday
from tests.rules.test_profile import FENGJIE

OWN, LIAISON, SUPERIOR, OFFICE = Target.OWN, Target.LIAISON, Target.SUPERIOR, Target.OFFICE
PLAN = WarningPlan(2, 1, 3, Matter.PATROL, frozenset({Period.WEEK}))
LONG = Chain(
    Matter.PATROL,
    (
        Step(-15, (OWN,)), Step(-3, (OWN, LIAISON)), Step(0, (OWN,)), Step(1, (OWN,)), Step(3, (LIAISON,)),
        Step(5, (SUPERIOR,)), Step(10, (OFFICE,)), Step(12, (OWN,), valid_from=date(2027, 1, 1)),
    ),
    frozenset({Period.QUARTER}),
)  # fmt: skip
FRIDAY_DUE, SUNDAY = date(2026, 11, 27), date(2026, 11, 22)


def _told(chain: Chain, due_on: date, today: str) -> list[str]:
    day = date.fromisoformat(today)
    return [f"{due.step.name}>{due.to}" for due in ChainToday(chain.on(day), day, is_workday).due(due_on)]


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2026-11-10", []),
        ("2026-11-11", []),
        ("2026-11-12", ["before>own"]),
        ("2026-11-23", ["before>own"]),
        ("2026-11-24", ["before-2>own", "before-2>liaison"]),
        ("2026-11-27", ["due>own"]),
        ("2026-11-28", ["overdue>own"]),
        ("2026-11-30", ["overdue>own", "superior>liaison"]),
        # After an outage each hears the last that concerns them, and nothing that was overtaken.
        ("2026-12-08", ["overdue>own", "superior>liaison", "superior-2>superior", "superior-3>office"]),
    ],
)
def test_L22_each_step_has_its_day_and_its_people(today: str, told: list[str]) -> None:
    assert _told(LONG, FRIDAY_DUE, today) == told


@pytest.mark.parametrize(
    ("due_on", "today", "told"),
    [
        (SUNDAY, "2026-11-19", []),
        (SUNDAY, "2026-11-20", ["before>own"]),
        (date(2026, 11, 24), "2026-11-20", ["before>own"]),  # its day before is a Sunday
        (SUNDAY, "2026-11-22", ["due>own"]),
        (SUNDAY, "2026-11-23", ["overdue>own"]),
        (SUNDAY, "2026-11-25", ["overdue>own", "superior>superior"]),
        (date(2026, 2, 23), "2026-02-14", ["before>own"]),  # the last working day before the Spring Festival
        (date(2026, 2, 23), "2026-02-13", []),  # the 14th is a make-up day: there is still time
        (date(2028, 2, 29), "2028-02-28", ["before>own"]),
        (date(2028, 2, 29), "2028-03-01", ["overdue>own"]),
    ],
)
def test_a_warning_of_three_numbers_is_a_chain_in_short(due_on: date, today: str, told: list[str]) -> None:
    assert _told(of_plan(PLAN, Matter.PATROL), due_on, today) == told


def test_a_step_holds_from_its_own_day() -> None:
    assert "overdue-2>own" in _told(LONG, date(2027, 3, 31), "2027-04-12")
    assert "overdue-2>own" not in _told(LONG, FRIDAY_DUE, "2026-12-20")


def test_a_chain_goes_before_the_short_form_and_the_short_form_of_rectifications_stands_for_other_matters() -> None:
    plans = (PLAN, WarningPlan(1, 1, 3, Matter.RECTIFICATION))
    assert in_force([LONG], plans, Matter.PATROL, SUNDAY, Period.QUARTER) == LONG.on(SUNDAY)
    assert in_force([LONG], plans, Matter.PATROL, SUNDAY, Period.WEEK) == of_plan(PLAN, Matter.PATROL)
    assert in_force([], plans, Matter.PATROL, SUNDAY, Period.YEAR) is None
    reply = in_force([], plans, Matter.REPLY, SUNDAY)
    assert reply is not None
    assert [(step.days, step.to) for step in reply.steps] == [(-1, (OWN,)), (0, (OWN,)), (1, (OWN, OFFICE))]


WRONG = """
[[chain]]
matter = "patrol"
periods = ["week"]
from = 2024-01-01
source = "本办自定"
[[chain.step]]
days = 1
to = ["superior"]
[[chain.step]]
days = 3
to = ["own", "chief"]

[[assessment]]
name = "季度考核"
levels = ["village"]
period = "quarter"
on = ["13-40"]
days = [7, 7]
source = "本办自定"
"""


def test_a_chain_that_tells_others_first_and_an_assessment_of_two_minds_are_refused_with_their_lines() -> None:
    with pytest.raises(ProfileError) as refused:
        read(FENGJIE + WRONG, "x.toml")
    reasons = [problem.reason for problem in refused.value.problems]
    assert any("不能早于提醒本人" in reason for reason in reasons)
    assert any("“chief”不可用" in reason for reason in reasons)
    assert any("写且只写一个" in reason for reason in reasons)
    assert any("13-40" in reason for reason in reasons)
    assert all(problem.line for problem in refused.value.problems)


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_chains_end_with_somebody_above_and_say_where_they_come_from(name: str) -> None:
    profile = shipped_profile(name)
    for matter in Matter:
        chain = profile.chain(matter, SUNDAY, Period.MONTH if matter is Matter.PATROL else None)
        assert chain is not None
        assert chain.above_step() is not None
        assert chain.source
    assert profile.assessments
    assert all(one.source for one in profile.assessments)


@pytest.mark.parametrize(
    ("now", "others_on", "offered"),
    [
        ("2026-11-23 09:00", None, ["afternoon 11-23 14", "tomorrow 11-24 9", "in_three_days 11-26 9"]),
        ("2026-11-23 15:00", None, ["tomorrow 11-24 9", "in_three_days 11-26 9"]),
        ("2026-11-20 09:00", None, ["afternoon 11-20 14", "tomorrow 11-23 8"]),  # after the weekend, once
        ("2026-11-23 09:00", "2026-11-26", ["afternoon 11-23 14", "tomorrow 11-24 9"]),
        ("2026-11-23 15:00", "2026-11-24", []),
        ("2026-11-22 10:00", None, ["tomorrow 11-23 9", "in_three_days 11-25 9"]),  # a Sunday's afternoon is quiet
    ],
)
def test_one_may_put_off_until_others_hear_of_it(now: str, others_on: str | None, offered: list[str]) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    last = date.fromisoformat(others_on) if others_on else None
    found = choices(at, last, QuietHours(), is_workday)
    assert [f"{later} {moment:%m-%d} {moment.hour}" for later, moment in found.items()] == offered
    assert set(found) <= set(Later)


def test_an_hour_of_the_digest_is_never_a_quiet_one() -> None:
    assert hours(RemindingRules(), QuietHours()) == (8, 9, 12, 18)
    assert hours(RemindingRules(digest_hours=()), QuietHours()) == (8,)
