"""The countdown to an assessment. The last quarter of 2026 ends on a Thursday; everybody could record since October."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from documents.assessment_sheet import assessment_sheet
from reminders import telling
from reminders.assessments import SUBJECT, warnings
from rules.assessments import Assessment, Counted, ahead, next_one
from rules.periods import Period
from rules.profile import Profile
from rules.quotas import Quota
from rules.roles import Level, Role
from storage.assessments import concerned
from storage.assessments.lacking import Look
from storage.database import Database
from storage.models import Account, Delivery, Notice
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.reminders.records import assigned, at, told, walked
from tests.rules.calendar_of_2026 import is_workday

CHIEFS = frozenset({Role.RIVER_CHIEF})
VILLAGES = frozenset({Level.VILLAGE})
QUARTERLY = Assessment(
    "季度考核", VILLAGES, CHIEFS, Period.QUARTER, counts=frozenset({Counted.PATROLS, Counted.ISSUES})
)
MONTHLY = Quota(VILLAGES, CHIEFS, 1, Period.MONTH)
END = date(2026, 12, 31)


@pytest.fixture
def monthly(profile: Profile, database: Database, county: County) -> Profile:
    """One patrol a month; an assessment each quarter. Zhang has done everything, Sun nothing, Bai has an issue."""
    database.write_now(lambda session: session.execute(update(Account).values(bound_at=at(date(2026, 10, 1), 8))))
    for month in (10, 11, 12):
        for chief in ("zhang", "bai"):
            database.write_now(walked, county, chief, at(date(2026, month, 1)))
    database.write_now(assigned, county, "2026-0007", "bai", date(2026, 12, 1), water="brook", region="baiyun")
    return replace(profile, quotas=(MONTHLY,), assessments=(QUARTERLY,))


def _warn(database: Database, profile: Profile, day: date) -> int:
    args = (warnings, SUBJECT, database, profile, at(day, 7, 55), is_workday)
    return database.read_now(telling.record_in_pieces, *args)


def _delivered(database: Database) -> None:
    database.write_now(lambda session: session.execute(update(Notice).values(state=Delivery.SENT)))


@pytest.mark.parametrize(
    ("today", "step"),
    [
        ("2026-11-30", None), ("2026-12-01", 30), ("2026-12-23", 30), ("2026-12-24", 7), ("2026-12-30", 1),
        ("2026-12-31", None),
    ],
)  # fmt: skip
def test_L23_an_assessment_is_told_of_thirty_seven_and_one_days_before(today: str, step: int | None) -> None:
    day = date.fromisoformat(today)
    assert [each.step for each in ahead([QUARTERLY], day, day)] == ([] if step is None else [step])


def test_a_fixed_day_comes_round_every_year_and_what_falls_on_days_off_is_told_before_them() -> None:
    yearly = replace(QUARTERLY, period=None, on=((12, 20), (2, 29)))
    assert [next_one(yearly, date(2026, 12, day)) for day in (20, 21)] == [
        ((date(2026, 1, 1), date(2026, 12, 20)), date(2026, 12, 20)),
        ((date(2027, 1, 1), date(2027, 2, 28)), date(2027, 2, 28)),
    ]
    friday = date(2026, 12, 18)  # the day before the assessment is a Saturday
    assert [each.step for each in ahead([yearly], friday, date(2026, 12, 20))] == [1]
    assert next_one(replace(QUARTERLY, valid_to=date(2026, 1, 1)), friday) is None


@ONE_DATABASE
def test_L23_each_person_hears_exactly_what_is_lacking_once_a_step_and_offices_get_the_count(
    database: Database, county: County, monthly: Profile
) -> None:
    assert _warn(database, monthly, date(2026, 11, 30)) == 0
    assert _warn(database, monthly, date(2026, 12, 1)) == 7  # four chiefs, three offices
    assert _warn(database, monthly, date(2026, 12, 1)) == 0
    people = {key: database.read_now(told, county.people[key]) for key in ("zhang", "sun", "bai", "chen", "li")}
    assert people == {
        "zhang": ["assessment/complete"], "sun": ["assessment/lacking"], "bai": ["assessment/lacking"],
        "chen": ["assessment/office"], "li": [],
    }  # fmt: skip
    rows = {row.person_id: row for row in database.read_now(lambda s: s.scalars(select(Notice)).all())}
    sun, bai, chen = (rows[county.people[key]].values for key in ("sun", "bai", "chen"))
    assert [(each["period"], each["missing"]) for each in sun["patrols"]] == [("2026年12月", 1)]
    assert (sun["gone"][0]["period"], sun["gone_count"]) == ("2026年11月", 2)
    assert (sun["days"], bai["patrols"], [each["number"] for each in bai["issues"]]) == (30, [], ["2026-0007"])
    assert [chen[key] for key in ("people", "lacking", "patrols", "issues")] == [4, 3, 2, 1]

    _delivered(database)
    assert _warn(database, monthly, date(2026, 12, 2)) == 0
    database.write_now(walked, county, "sun", at(date(2026, 12, 3)))
    assert _warn(database, monthly, date(2026, 12, 28)) == 6  # four days late; who lacks nothing hears no more
    assert database.read_now(told, county.people["zhang"]) == ["assessment/complete"]


@ONE_DATABASE
def test_what_was_done_while_the_message_waited_is_not_said(
    database: Database, county: County, monthly: Profile
) -> None:
    _warn(database, monthly, date(2026, 12, 24))
    database.write_now(lambda session: session.execute(update(Notice).where(Notice.kind.endswith("office"))
                                                       .values(state=Delivery.SENT)))  # fmt: skip
    done = replace(monthly, assessments=(replace(QUARTERLY, counts=frozenset({Counted.ISSUES})),))
    _warn(database, done, date(2026, 12, 25))
    assert database.read_now(told, county.people["sun"]) == []
    assert database.read_now(told, county.people["bai"]) == ["assessment/lacking"]


@ONE_DATABASE
def test_the_sheet_says_who_lacks_what_those_who_lack_most_on_top(
    database: Database, county: County, monthly: Profile
) -> None:
    today = date(2026, 12, 1)
    (span, on) = next_one(QUARTERLY, today) or pytest.fail("no assessment")
    look = Look(monthly, QUARTERLY, span, on, today, is_workday)
    people = database.read_now(concerned.next_people, QUARTERLY, today, 0, ["/1/"])
    book = load_workbook(BytesIO(assessment_sheet("季度考核", END, today, database.read_now(look.at, people))))
    assert book["还差什么"]["A1"].value == "季度考核（2026年12月31日）还差什么：截至2026年12月1日，4人中3人有欠缺"
    rows = [[cell.value for cell in row] for row in book["还差什么"].iter_rows(min_row=3)]
    assert [row[1] for row in rows] == ["孙小河", "张大江", "白云生"]
    assert rows[0][4:6] == [1, 2]
    assert rows[2][9] == "整改2026-0007（2026年12月1日）"
    assert [row[1].value for row in book["都已完成"].iter_rows(min_row=3)] == ["张卫民"]
