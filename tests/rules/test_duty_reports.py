"""The rules of self-review and duty reports: order of the deeds, the day of each year, profiles that are wrong."""

from datetime import date
from pathlib import Path

import pytest

from rules import duty_reports, self_reviews
from rules.duty_reports import Part, ReportDeed, ReportState
from rules.profile import ProfileError, load
from rules.profile import read as read_profile
from rules.refusals import Refusal
from rules.roles import Level, Role
from rules.self_reviews import ProblemDeed, ProblemState

FENGJIE = load("fengjie")


def test_F3c_the_first_rule_that_binds_counts_and_gives_the_day() -> None:
    rules = FENGJIE.duty_reports
    assert duty_reports.first_binding(rules, Role.RIVER_CHIEF, Level.COUNTY, 2026) == 0
    assert duty_reports.first_binding(rules, Role.GENERAL_CHIEF, Level.TOWNSHIP, 2026) == 1
    assert duty_reports.first_binding(rules, Role.GENERAL_CHIEF, Level.COUNTY, 2026) is None
    assert duty_reports.first_binding(rules, Role.RIVER_CHIEF, Level.VILLAGE, 2021) is None  # not in force yet
    assert rules[0].due_on(2026) == date(2026, 12, 20)
    assert load("bishan").duty_reports[0].due_on(2026) == date(2027, 1, 31)
    assert load("leshan").duty_reports == ()


def test_F3c_parts_are_asked_in_turn_and_before_july_one_reports_on_the_year_gone_by() -> None:
    assert duty_reports.next_part({}) is Part.HIGHLIGHTS
    assert duty_reports.next_part({Part.PROBLEMS: "有"}, Part.PROBLEMS) is Part.NEXT
    assert duty_reports.next_part({Part.NEXT: "做"}, Part.NEXT) is Part.HIGHLIGHTS
    assert duty_reports.next_part(dict.fromkeys(Part, "写了")) is None
    assert [duty_reports.year_of(date(2027, month, 1)) for month in (1, 6, 7, 12)] == [2026, 2026, 2027, 2027]


def test_F3a_F3c_deeds_out_of_order_are_refused() -> None:
    assert duty_reports.after(ReportState.RETURNED, ReportDeed.SUBMIT) is ReportState.SUBMITTED
    assert self_reviews.after(ProblemState.DONE, ProblemDeed.SEND_BACK) is ProblemState.OPEN
    with pytest.raises(Refusal, match="duty_report_moved_on"):
        duty_reports.after(ReportState.RECEIVED, ReportDeed.RETURN)
    with pytest.raises(Refusal, match="self_review_moved_on"):
        self_reviews.after(ProblemState.DRAFT, ProblemDeed.FINISH)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('receiver = "县委常委会"', 'receiver = ""', "要在“receiver”写明名称"),
        ("month = 12\nday = 20", "month = 2\nday = 30", "没有2月30日这一天"),
        ('roles = ["general_chief"]\nreports_to', 'roles = ["chief_office"]\nreports_to', "述职的只能是河长"),
        ("superior_after_days = 15 ", "superior_after_days = 0 ", "不能小于1"),
        ('reports_to = "body"', 'reports_to = "nobody"', "可用的有：body、general_chief"),
    ],
)
def test_F3c_a_profile_that_contradicts_itself_is_refused_with_the_reason(old: str, new: str, reason: str) -> None:
    text = (Path(__file__).parents[2] / "rules" / "profiles" / "fengjie.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(ProfileError) as error:
        read_profile(text.replace(old, new, 1), "x.toml")
    assert reason in str(error.value)
