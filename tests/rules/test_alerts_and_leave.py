"""Quotas under alerts 预警, during leave 请假, of coverage, and through a change of rules: tables of dates."""

from dataclasses import replace
from datetime import date

import pytest

from bot.holidays import is_workday
from rules.absences import LeaveRules, may_ask
from rules.alerts import Alarm, AlertRule, Colour, Part, highest
from rules.periods import ALWAYS, Period, Span, last_whole
from rules.profile import load, read
from rules.quotas import ProRata, Quota, Standing, StandingState, Yardstick
from rules.refusals import Refusal
from rules.roles import Level, Role
from rules.trials import as_if_always
from tests.rules.test_profile import edited, refused

VILLAGE, CHIEF = frozenset({Level.VILLAGE}), frozenset({Role.RIVER_CHIEF})
WEEKLY = Quota(VILLAGE, CHIEF, 1, Period.WEEK, soon_days=1, pro_rata=ProRata.EXEMPT_IF_UNDER_DAYS, exempt_under_days=4)
MONTHLY = Quota(VILLAGE, CHIEF, 4, Period.MONTH, pro_rata=ProRata.PRO_RATA)
YELLOW, ORANGE, RED = (
    AlertRule(colour, VILLAGE, CHIEF, Period.WEEK, count) for colour, count in zip(Colour, (2, 3, 5), strict=True)
)


def days(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def stands(quota: Quota, day: str, *, away: tuple[Span, ...] = (), alarms: tuple[Alarm, ...] = (),
           done: tuple[str, ...] = (), today: str | None = None, held: Span = ALWAYS) -> Standing:  # fmt: skip
    yardstick = Yardstick(quota, date.fromisoformat(day), is_workday, (today and date.fromisoformat(today)) or None)
    return yardstick.standing([*map(date.fromisoformat, done)], held, away=away, alarms=alarms)


@pytest.mark.parametrize(
    ("alerts", "required", "colour"),
    [
        # The week of Monday 16 to Sunday 22 November 2026, where one patrol is usual.
        ([(YELLOW, "2026-11-01", "2026-12-31")], 2, Colour.YELLOW),
        ([(RED, "2026-11-01", "2026-12-31")], 5, Colour.RED),
        ([(YELLOW, "2026-11-01", "2026-12-31"), (RED, "2026-11-01", "2026-12-31")], 5, Colour.RED),
        ([(RED, "2026-11-20", "2026-11-20")], 2, Colour.RED),  # one day of seven: 4/7, rounded up
        ([(RED, "2026-11-16", "2026-11-19")], 3, Colour.RED),  # four days: 16/7 = 2.3
        ([(YELLOW, "2026-11-20", "2026-11-22")], 1, Colour.YELLOW),  # three days: 3/7 of one more
        ([(YELLOW, "2026-11-19", "2026-11-22")], 2, Colour.YELLOW),  # four days: 4/7
        ([(YELLOW, "2026-11-16", "2026-11-22"), (RED, "2026-11-22", "2026-11-22")], 2, Colour.RED),  # (6 + 4)/7 = 1.4
        ([(RED, "2026-11-23", "2026-11-29")], 1, None),
        ([(RED, "2026-11-15", "2026-11-14")], 1, None),  # lifted before it began
        ([(replace(RED, part=Part.FULL), "2026-11-22", "2026-11-22")], 5, Colour.RED),
    ],
)
def test_an_alert_raises_the_quota_by_its_days_and_the_highest_colour_wins(
    alerts: list[tuple[AlertRule, str, str]], required: int, colour: Colour | None
) -> None:
    found = stands(WEEKLY, "2026-11-18", alarms=tuple(Alarm(days(first, last), rule) for rule, first, last in alerts))
    assert (found.required, found.colour) == (required, colour)


def test_the_colour_counts_not_the_order_in_which_alerts_were_set() -> None:
    both = [Alarm(ALWAYS, ORANGE), Alarm(ALWAYS, RED), Alarm(ALWAYS, YELLOW)]
    assert highest(both, date(2026, 11, 18)) is RED
    assert highest(both[::2], date(2026, 11, 18)) is ORANGE


@pytest.mark.parametrize(
    ("quota", "first", "last", "required"),
    [
        (WEEKLY, "2026-11-16", "2026-11-18", 1),  # four days are left: owed
        (WEEKLY, "2026-11-16", "2026-11-19", 0),  # three: exempt
        (WEEKLY, "2026-11-01", "2026-11-30", 0),
        (MONTHLY, "2026-11-01", "2026-11-15", 2),
        (MONTHLY, "2026-11-24", "2026-12-05", 3),  # 23 of 30 days: 3.07
        (replace(MONTHLY, pro_rata=ProRata.FULL), "2026-11-02", "2026-11-30", 4),
        (replace(MONTHLY, pro_rata=ProRata.FULL), "2026-11-01", "2026-11-30", 0),
    ],
)
def test_days_of_leave_do_not_count_as_days_on_which_something_is_owed(
    quota: Quota, first: str, last: str, required: int
) -> None:
    assert stands(quota, "2026-11-18", away=(days(first, last),)).required == required


def test_who_is_away_at_the_end_of_a_period_is_not_overdue_before_it_ends_and_may_patrol_all_the_same() -> None:
    away = (days("2026-11-20", "2026-11-22"),)
    open_ = stands(WEEKLY, "2026-11-18", away=away, today="2026-11-21")
    assert (open_.required, open_.due_on, open_.away, open_.state) == (
        1, date(2026, 11, 22), 3, StandingState.DUE_SOON,
    )  # fmt: skip
    assert stands(WEEKLY, "2026-11-18", away=away, done=("2026-11-21",)).state is StandingState.MET


def test_days_of_leave_under_an_alert_raise_nothing() -> None:
    red = (Alarm(days("2026-11-16", "2026-11-18"), RED),)
    assert stands(WEEKLY, "2026-11-18", alarms=red).required == 3  # 12/7
    assert stands(WEEKLY, "2026-11-18", alarms=red, away=(days("2026-11-16", "2026-11-18"),)).required == 1


@pytest.mark.parametrize(
    ("share", "waters", "required"),
    [(0.15, 1, 1), (0.15, 3, 1), (0.15, 7, 2), (0.15, 20, 3), (0.3, 10, 3), (0.3, 11, 4), (1.0, 6, 6)],
)
def test_a_share_of_the_waters_is_rounded_up(share: float, waters: int, required: int) -> None:
    assert Quota(VILLAGE, CHIEF, 1, Period.WEEK, coverage=share).owed_for(waters) == required


def test_coverage_counts_waters_not_patrols_and_all_of_them_within_the_longer_period() -> None:
    some, all_ = (
        Quota(VILLAGE, CHIEF, 1, period, coverage=share) for period, share in ((Period.WEEK, 0.3), (Period.MONTH, 1.0))
    )
    walked = [[date(2026, 11, 16), date(2026, 11, 17)], [date(2026, 11, 4)], []]
    week, month = (
        Yardstick(quota, date(2026, 11, 18), is_workday).standing([], ALWAYS, waters=walked) for quota in (some, all_)
    )
    assert (week.required, week.done, week.quota.unit) == (1, 1, "条")
    assert (month.required, month.done, month.missing) == (3, 2, 1)


@pytest.mark.parametrize(
    ("change", "old_then_new"),
    [
        ("2026-07-01", (1, 2)),  # three a year until June, four from July: 181/365 and 184/365
        ("2026-01-01", (None, 4)),
        ("2026-12-31", (3, 0)),
    ],
)
def test_L22_a_rule_that_replaced_another_mid_year_is_owed_by_its_days(
    change: str, old_then_new: tuple[int | None, int]
) -> None:
    begins = date.fromisoformat(change)
    yearly = Quota(frozenset({Level.CITY}), CHIEF, 3, Period.YEAR)
    old = replace(yearly, valid_to=date.fromordinal(begins.toordinal() - 1))
    new = replace(yearly, count=4, valid_from=begins)
    assert stands(new, change).required == old_then_new[1]
    if old_then_new[0] is not None:
        assert stands(old, "2026-01-10", today="2027-01-05").required == old_then_new[0]


def test_L22_where_one_rule_replaces_another_in_the_very_middle_the_half_is_the_new_ones() -> None:
    once = replace(MONTHLY, count=1)
    old, new = replace(once, valid_to=date(2026, 11, 15)), replace(once, valid_from=date(2026, 11, 16))
    assert (stands(old, "2026-11-10").required, stands(new, "2026-11-20").required) == (0, 1)


@pytest.mark.parametrize(
    ("period", "day", "last"),
    [
        (Period.TEN_DAYS, "2028-02-25", "2028-02-29"),
        (Period.MONTH, "2027-02-10", "2027-02-28"),
        (Period.MONTH, "2028-02-10", "2028-02-29"),
        (Period.QUARTER, "2028-01-01", "2028-03-31"),
        (Period.HALF_YEAR, "2028-06-30", "2028-06-30"),
    ],
)
def test_periods_end_on_the_last_day_there_is(period: Period, day: str, last: str) -> None:
    assert stands(replace(MONTHLY, period=period), day).due_on == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("day", "required"),
    [
        ("2026-02-13", 1), ("2026-02-14", 1), ("2026-02-15", 0), ("2026-02-17", 0), ("2026-02-23", 0),
        ("2026-02-24", 1), ("2026-02-28", 1), ("2026-10-01", 0), ("2026-10-10", 1), ("2026-10-11", 0),
    ],
)  # fmt: skip
def test_holidays_and_make_up_days_are_those_that_the_state_council_announced(day: str, required: int) -> None:
    """Spring Festival 2026 is 15 to 23 February; 14 and 28 February, a Saturday each, are worked."""
    assert stands(replace(WEEKLY, period=Period.WORKDAY, exempt_under_days=0, pro_rata=ProRata.FULL), day).required == (
        required
    )


def test_leave_is_bounded_by_the_profile() -> None:
    rules, today = LeaveRules(longest_days=30, back_days=3), date(2026, 11, 23)
    may_ask(rules, days("2026-11-20", "2026-12-19"), today)
    for span, wrong in ((days("2026-11-20", "2026-12-20"), "too_long"), (days("2026-11-19", "2026-11-19"), "too_late")):
        with pytest.raises(Refusal, match=f"refusal/leave_{wrong}"):
            may_ask(rules, span, today)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('count = 1\nperiod = "week"', 'count = 3\nperiod = "week"', "黄色预警每周2次，比平时的3次还少"),
        ('colour = "red"\nlevels = ["village"]\nroles = ["river_chief", "lake_chief"]\nperiod = "week"\ncount = 5',
         'colour = "red"\nlevels = ["village"]\nroles = ["river_chief", "lake_chief"]\nperiod = "week"\ncount = 2',
         "红色预警与橙色预警的次数颠倒：颜色越重应越多"),
        ('colour = "orange"\nlevels = ["village"]', 'colour = "yellow"\nlevels = ["village"]',
         "与前面一条预警规则在同一颜色、层级、职务、周期和日期上重复"),
        ('approvers = ["office"]', 'approvers = ["mayor"]', "“approvers”里的“mayor”不可用，可用的有：office、superior"),
        ('count = 1\nperiod = "week"', 'coverage = 1.5\nperiod = "week"',
         "“coverage”是占河段的比例，应大于 0、不超过 1，如 15% 写作 0.15"),
        ('count = 1\nperiod = "week"', 'count = 1\ncoverage = 0.3\nperiod = "week"',
         "写了“coverage”（巡到几成河段）就不要再写“count”；次数另写一条 [[quota]]"),
        ('period = "quarter"\n', 'period = "quarter"\nseason = [7]\nto = 2023-03-31\n',
         "“season”里的月份都不在“from”和“to”之间，这条规则永远不会生效"),
        ('period = "quarter"\n', 'period = "quarter"\nseason = [13]\n', "“season”应列出 1 至 12 的月份，至少一个"),
    ],
)  # fmt: skip
def test_a_profile_that_contradicts_itself_is_refused_with_line_and_reason(old: str, new: str, reason: str) -> None:
    problems = refused(edited((old, new))).problems
    assert reason in [problem.reason for problem in problems]
    assert all(problem.line for problem in problems)


def test_an_alert_with_a_rhythm_of_its_own_binds_under_the_alert_only() -> None:
    daily = edited(('period = "week"\ncount = 5', 'period = "workday"\ncount = 1'))
    [quota] = [each for each in read(daily, "mine.toml").quotas if each.count == 0 and Role.RIVER_CHIEF in each.roles]
    assert (quota.period, quota.levels) == (Period.WORKDAY, VILLAGE)
    on = Alarm(days("2026-11-16", "2026-11-22"), quota.raises[0])
    assert [stands(quota, day, alarms=(on,)).required for day in ("2026-11-20", "2026-11-21", "2026-11-23")] == [
        1,
        0,
        0,
    ]


def test_every_shipped_profile_says_who_grants_leave_and_what_alerts_ask() -> None:
    for name in ("bishan", "fengjie", "leshan"):
        profile = load(name)
        assert profile.leave.approvers
        assert profile.leave.source
        assert {rule.colour for rule in profile.alerts} == set(Colour)
        assert all(rule.source for rule in profile.alerts)


def test_rules_tried_out_are_the_newest_of_a_profile_as_if_they_had_always_held() -> None:
    old = replace(WEEKLY, valid_to=date(2026, 12, 31))
    new = replace(WEEKLY, count=2, valid_from=date(2027, 1, 1))
    [tried] = as_if_always((old, new), date(2026, 11, 23))
    assert (tried.count, stands(tried, "2026-07-01").required) == (2, 2)
    assert last_whole(Period.QUARTER, date(2026, 11, 23)) == days("2026-07-01", "2026-09-30")


@pytest.mark.parametrize(
    ("done", "missing"),
    [
        ([], (3, 1)),
        (["2026-02-03", "2026-03-02", "2026-05-11"], (0, 1)),  # three a year, none in the second half
        (["2026-02-03", "2026-09-02"], (1, 0)),
        (["2026-02-03", "2026-03-03", "2026-09-02"], (0, 0)),
    ],
)
def test_L6_a_city_chief_owes_three_a_year_and_one_each_half_year(done: list[str], missing: tuple[int, int]) -> None:
    quotas = load("leshan").quotas_for(Role.RIVER_CHIEF, Level.CITY, date(2026, 11, 23))
    assert tuple(stands(quota, "2026-11-23", done=tuple(done)).missing for quota in quotas) == missing


def test_L4_the_general_chief_of_the_city_owes_one_a_year() -> None:
    [quota] = load("leshan").quotas_for(Role.GENERAL_CHIEF, Level.CITY, date(2026, 11, 23))
    assert stands(quota, "2026-11-23").missing == 1
    assert stands(quota, "2026-11-23", done=("2026-01-05",)).state is StandingState.MET


def test_L23_the_quotas_of_lower_levels_are_the_profiles() -> None:
    found = {
        name: [(q.count, q.period.value) for level in list(Level)[1:]
               for q in load(name).quotas_for(Role.RIVER_CHIEF, level, date(2026, 11, 23))]
        for name in ("fengjie", "leshan")
    }  # fmt: skip
    assert all(owed == [(1, "quarter"), (1, "month"), (1, "week")] for owed in found.values())
    own = read(edited(('count = 1\nperiod = "week"', 'count = 2\nperiod = "week"')), "mine.toml")
    assert [q.count for q in own.quotas_for(Role.RIVER_CHIEF, Level.VILLAGE, date(2026, 11, 23))] == [2]
