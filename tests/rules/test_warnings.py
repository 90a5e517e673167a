from datetime import date

import pytest

from rules.chains import stages_today
from rules.periods import Period
from rules.quotas import Quota
from rules.roles import Level, Role
from rules.warnings import Matter, Stage, WarningPlan, in_force

PLAN = WarningPlan(2, 1, 3, Matter.PATROL, frozenset({Period.WEEK}))
RECTIFICATION = WarningPlan(1, 2, 5, Matter.RECTIFICATION)
WEEKLY = Quota(frozenset({Level.VILLAGE}), frozenset({Role.RIVER_CHIEF}), 1, Period.WEEK, soon_days=1)
SUNDAY = date(2026, 11, 22)


def stages_reached(plan: WarningPlan, due_on: date, today: date) -> tuple[Stage, ...]:
    return stages_today(plan, due_on, today, lambda _: True)


@pytest.mark.parametrize(
    ("plan", "today", "expected"),
    [
        (PLAN, "2026-11-19", None),
        (PLAN, "2026-11-20", Stage.BEFORE),
        (PLAN, "2026-11-21", Stage.BEFORE),
        (PLAN, "2026-11-22", Stage.DUE),
        (PLAN, "2026-11-23", Stage.OVERDUE),
        (PLAN, "2026-11-24", Stage.OVERDUE),
        (PLAN, "2026-11-25", Stage.SUPERIOR),
        (PLAN, "2027-03-01", Stage.SUPERIOR),
        (RECTIFICATION, "2026-11-23", None),  # a day of patience
        (RECTIFICATION, "2026-11-24", Stage.OVERDUE),
        (RECTIFICATION, "2026-11-27", Stage.SUPERIOR),
    ],
)
def test_what_is_due_to_be_said_on_a_day(plan: WarningPlan, today: str, expected: Stage | None) -> None:
    [*_, last] = (None, *stages_reached(plan, SUNDAY, date.fromisoformat(today)))
    assert last is expected


def test_after_an_outage_the_chief_is_warned_as_well_as_the_superior() -> None:
    assert stages_reached(PLAN, SUNDAY, date(2026, 12, 1)) == (Stage.OVERDUE, Stage.SUPERIOR)
    assert stages_reached(PLAN, SUNDAY, date(2026, 11, 23)) == (Stage.OVERDUE,)
    assert stages_reached(PLAN, SUNDAY, date(2026, 11, 1)) == ()


def test_the_plan_is_that_of_the_matter_the_period_and_the_day() -> None:
    plans = (PLAN, RECTIFICATION)
    assert in_force(plans, Matter.PATROL, SUNDAY, Period.WEEK) is PLAN
    assert in_force(plans, Matter.PATROL, SUNDAY, Period.YEAR) is None
    assert in_force(plans, Matter.RECTIFICATION, SUNDAY) is RECTIFICATION
    assert in_force(plans, Matter.RECTIFICATION, date(2022, 12, 31)) is None


def test_every_stage_has_a_word() -> None:
    assert [each.word for each in Stage] == ["到期提醒", "今日到期", "逾期提醒", "报上级河长"]
