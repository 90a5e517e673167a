from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.deadlines import RectificationRules, due_on, extended_to, may_ask_extension, may_return, returnable_until
from rules.issue_types import DayKind, IssueType, Severity, grouped
from rules.refusals import Refusal
from tests.rules.calendar_of_2026 import is_workday

DAYS = {Severity.GENERAL: 2, Severity.SERIOUS: 5, Severity.MAJOR: 0}
DUMPING = IssueType("dumping", "乱堆", "四乱", ("四乱",), Severity.GENERAL, DAYS, DayKind.CALENDAR)
SEWAGE = IssueType("sewage", "污水直排", "排污", ("三排", "三乱"), Severity.SERIOUS, DAYS)
RULES = RectificationRules(return_hours=24, extensions=1, extension_days=10)
FIVE_PM = datetime(2026, 11, 20, 17, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("issue_type", "severity", "assigned", "due"),
    [
        (DUMPING, Severity.GENERAL, "2026-11-20", "2026-11-22"),  # over the weekend all the same
        (DUMPING, Severity.GENERAL, "2028-02-28", "2028-03-01"),  # leap day
        (DUMPING, Severity.GENERAL, "2026-12-31", "2027-01-02"),
        (SEWAGE, Severity.GENERAL, "2026-11-20", "2026-11-24"),
        (SEWAGE, Severity.SERIOUS, "2026-02-13", "2026-02-27"),  # over the Spring Festival
        (SEWAGE, Severity.SERIOUS, "2026-09-30", "2026-10-13"),  # over the National Day week
        (SEWAGE, Severity.MAJOR, "2026-11-22", "2026-11-22"),  # the same day
    ],
)
def test_the_last_day_to_rectify(issue_type: IssueType, severity: Severity, assigned: str, due: str) -> None:
    assert due_on(issue_type, severity, date.fromisoformat(assigned), is_workday) == date.fromisoformat(due)


def test_an_assignment_may_be_returned_until_its_hours_are_over() -> None:
    until = returnable_until(FIVE_PM, 24)
    assert until == datetime(2026, 11, 21, 17, tzinfo=ZoneInfo("Asia/Shanghai"))
    may_return(RULES, FIVE_PM, until)
    with pytest.raises(Refusal) as refused:
        may_return(RULES, FIVE_PM, until + timedelta(seconds=1))
    assert (refused.value.text, refused.value.values) == (
        "refusal/too_late_to_return",
        {"until": until, "hours": 24},
    )


@pytest.mark.parametrize(
    ("granted_before", "days", "today", "refusal"),
    [
        (0, 10, "2026-11-24", None),
        (0, 1, "2026-11-20", None),
        (1, 5, "2026-11-24", "refusal/no_more_extensions"),
        (0, 11, "2026-11-24", "refusal/extension_too_long"),
        (0, 0, "2026-11-24", "refusal/extension_too_long"),
        (0, 5, "2026-11-25", "refusal/extension_after_due"),
    ],
)
def test_an_extension_has_its_limits(granted_before: int, days: int, today: str, refusal: str | None) -> None:
    asked = (RULES, granted_before, days, date(2026, 11, 24), date.fromisoformat(today))
    if refusal is None:
        may_ask_extension(*asked)
        return
    with pytest.raises(Refusal) as refused:
        may_ask_extension(*asked)
    assert refused.value.text == refusal


def test_an_extension_moves_the_due_date_by_its_kind_of_days() -> None:
    assert extended_to(RULES, date(2026, 11, 24), 5, is_workday) == date(2026, 12, 1)
    calendar = RectificationRules(24, 1, 10, DayKind.CALENDAR)
    assert extended_to(calendar, date(2026, 11, 24), 5, is_workday) == date(2026, 11, 29)


def test_types_are_grouped_for_a_keyboard_in_the_order_of_the_profile() -> None:
    assert grouped([DUMPING, SEWAGE]) == {"四乱": (DUMPING,), "排污": (SEWAGE,)}
    assert [severity.word for severity in Severity] == ["一般", "较重", "重大"]
    assert [f"5{kind.word}" for kind in DayKind] == ["5个工作日", "5天"]
