"""Duty lists 履职清单 as the profile has them, and how far records have come with an item: tables of days."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from rules.duty_lists import DutyItem, Proof, Task, defaults, of_rank, stamp
from rules.duty_progress import DutyState, periods_of, progress
from rules.periods import Period
from rules.profile import ProfileError, load, read, shipped
from rules.profile_duty_lists import month_and_day
from rules.roles import Level, Role

TODAY = date(2026, 11, 23)
JANUARY = date(2026, 1, 1)


def item(proof: Proof, count: int, period: Period, due_on: date | None = None) -> DutyItem:
    return DutyItem(Role.RIVER_CHIEF, Level.COUNTY, "one", Task.GENERAL, "巡查", "走一遍", proof, count, period, due_on,
                    "记录", "本办自定")  # fmt: skip


def on(*days: str) -> list[date]:
    return [date.fromisoformat(f"2026-{day}") for day in days]


MONTHLY = [date(2026, month, 5) for month in (1, 2, 3, 4, 5, 6, 7, 8, 10)]
WEEKLY = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(46)]


@pytest.mark.parametrize(
    ("period", "count", "days", "words", "state"),
    [
        (Period.QUARTER, 1, on("02-10", "05-06", "08-31"), "1–3季度 已完成 3/4", DutyState.OPEN),
        (Period.QUARTER, 1, on("02-10", "08-31"), "1、3季度 已完成 2/4", DutyState.LATE),
        (Period.QUARTER, 1, on("01-01", "06-30", "07-01", "12-31"), "1–4季度 已完成 4/4", DutyState.DONE),
        (Period.HALF_YEAR, 1, on("06-30"), "上半年 已完成 1/2", DutyState.OPEN),
        (Period.HALF_YEAR, 1, on("07-01"), "下半年 已完成 1/2", DutyState.LATE),
        (Period.MONTH, 1, MONTHLY, "1–8、10月 已完成 9/12", DutyState.LATE),
        (Period.WEEK, 1, WEEKLY, "已完成 46/48 周", DutyState.LATE),
        (Period.YEAR, 3, on("02-28", "03-01"), "今年 2/3 次", DutyState.OPEN),
        (Period.YEAR, 1, on("03-01"), "今年 1/1 次", DutyState.DONE),
    ],
)
def test_F1_an_item_says_how_far_its_records_have_come(
    period: Period, count: int, days: list[date], words: str, state: DutyState
) -> None:
    told = progress(item(Proof.PATROL, count, period), 2026, days, TODAY, JANUARY)
    assert (told.words, told.state) == (words, state)


def test_F1_a_day_of_the_year_gone_by_is_late_and_an_old_year_is_judged_whole() -> None:
    by_march = item(Proof.NOTE, 1, Period.YEAR, date(2026, 3, 31))
    assert progress(by_march, 2026, [], date(2026, 3, 31)).state is DutyState.OPEN
    assert progress(by_march, 2026, [], date(2026, 4, 1)).state is DutyState.LATE
    yearly = item(Proof.NOTE, 1, Period.YEAR)
    assert progress(yearly, 2026, [], date(2026, 12, 31)).state is DutyState.OPEN
    assert progress(yearly, 2026, [], date(2027, 1, 1)).state is DutyState.LATE


def test_F1_what_was_over_before_records_began_is_nobodys_omission() -> None:
    told = progress(item(Proof.PATROL, 1, Period.QUARTER), 2026, on("08-31"), TODAY, date(2026, 7, 20))
    assert (told.words, told.state, told.total) == ("3季度 已完成 1/2", DutyState.OPEN, 2)
    by_march = item(Proof.NOTE, 1, Period.YEAR, date(2026, 3, 31))
    assert progress(by_march, 2026, [], TODAY, date(2026, 7, 20)).state is DutyState.OPEN


def test_F1_what_has_no_number_runs_all_year_and_settled_issues_are_done() -> None:
    rectify = item(Proof.RECTIFY, 0, Period.YEAR)
    assert progress(rectify, 2026, [], TODAY).words == "目前没有交办的问题"
    half = progress(rectify, 2026, on("05-01"), TODAY, JANUARY, 2)
    assert (half.words, half.state) == ("已办结 1/2 件", DutyState.RUNNING)
    assert progress(rectify, 2026, on("05-01", "05-01"), TODAY, JANUARY, 2).state is DutyState.DONE
    assert progress(item(Proof.REPORT, 0, Period.YEAR), 2026, on("05-01"), TODAY).words == "已记 1 件"


def test_the_weeks_of_a_year_are_those_that_end_in_it() -> None:
    weeks = periods_of(Period.WEEK, 2026)
    assert (weeks[0].first, weeks[-1].last, len(weeks)) == (date(2025, 12, 29), date(2026, 12, 27), 52)


@pytest.mark.parametrize("name", shipped())
def test_F1_every_shipped_profile_has_a_list_for_every_rank_that_patrols(name: str) -> None:
    profile = load(name)
    listed = defaults(profile.duties, profile.quotas, 2026)
    for quota in profile.quotas:
        for level in quota.levels:
            for role in quota.roles:
                own = of_rank(listed, role, level)
                assert (quota.count, quota.period) in [(i.count, i.period) for i in own if i.proof is Proof.PATROL]
    codes = [(each.level, each.role, each.code) for each in listed]
    assert len(codes) == len(set(codes))
    assert all(each.how and each.source for each in listed)


def test_F1_leshans_city_chief_owes_three_a_year_and_one_each_half_year() -> None:
    profile = load("leshan")
    own = of_rank(defaults(profile.duties, profile.quotas, 2026), Role.RIVER_CHIEF, Level.CITY)
    assert [each.often for each in own if each.proof is Proof.PATROL] == ["每年3次", "每半年1次"]


def test_F1_a_changed_word_is_another_text_to_read() -> None:
    first = item(Proof.NOTE, 1, Period.YEAR)
    assert stamp(2026, [first]) == stamp(2026, [item(Proof.NOTE, 1, Period.YEAR)])
    assert len({stamp(2026, [first]), stamp(2027, [first]), stamp(2026, [item(Proof.NOTE, 2, Period.YEAR)])}) == 3


def test_F1_L6_a_wrong_duty_or_brief_is_refused_with_its_line_and_reason() -> None:
    text = (Path(__file__).parents[2] / "rules" / "profiles" / "fengjie.toml").read_text(encoding="utf-8")
    wrong = text.replace('code = "town_clean"', 'code = "town_find"').replace('due = "12-31"', 'due = "2-30"')
    wrong = wrong.replace("send_days = 1 ", "send_days = 5 ").replace('proof = "rectify"', 'proof = "hearsay"', 1)
    with pytest.raises(ProfileError) as error:
        read(wrong, "mine.toml")
    told = {problem.reason for problem in error.value.problems}
    assert len(error.value.problems) == 4
    assert all(problem.line > 0 for problem in error.value.problems)
    assert "“town_find”在同一级别、同一职务、同一时期里写了两遍" in told
    assert '“due”是每年的月和日，写作 "03-31"' in told
    assert "“send_days”要小于“gather_days”：先收集线索，再报送" in told


def test_a_day_of_every_year_is_written_as_month_and_day() -> None:
    assert month_and_day("3-31") == month_and_day("03-31") == (3, 31)
    assert [month_and_day(told) for told in ("2-30", "13-1", "三月", "")] == [None] * 4
