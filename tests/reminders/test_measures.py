"""Answers and promises that are due, told already, and not yet; what the rules suggest (clauses B3b, F5b)."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from reminders.measures import SUBJECT, begins_week, warnings
from rules.measures import Deed, MeasureKind
from rules.profile import Profile
from storage.audit import By
from storage.database import Database
from storage.measures.deeds import Done, perform
from storage.models import Notice
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.measure_making import MONDAY, met, ordered
from tests.reminders.records import at, told, warned
from tests.rules.calendar_of_2026 import is_workday


@ONE_DATABASE
def test_B3b_an_overdue_self_criticism_is_chased_once_and_the_office_hears_it(
    database: Database, county: County, profile: Profile
) -> None:
    warn = partial(warned, database, warnings, SUBJECT, profile)
    database.write_now(ordered, county, MeasureKind.SELF_CRITICISM, "li", due_on=MONDAY + timedelta(days=1))
    (handed_in,) = database.write_now(ordered, county, MeasureKind.SELF_CRITICISM, "sun", due_on=MONDAY)
    database.write_now(ordered, county, MeasureKind.SELF_CRITICISM, "zhang", due_on=MONDAY + timedelta(days=60))
    hand = By(at(MONDAY), county.people["sun"])
    database.write_now(perform, hand, Done(handed_in, 0, Deed.ANSWER, "检讨"), MONDAY)
    tuesday, thursday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)
    assert (warn(tuesday), warn(tuesday)) == (1, 0)
    assert told_of(database, county, "li") == ["measure_warning/due"]
    assert (warn(thursday), warn(thursday)) == (2, 0)
    assert told_of(database, county, "li")[-1:] == ["measure_warning/overdue"]
    assert told_of(database, county, "chen") == ["measure_warning/overdue"]
    assert told_of(database, county, "sun") == []


@ONE_DATABASE
def test_F5b_a_promise_is_reminded_of_and_on_mondays_the_office_hears_what_the_rules_suggest(
    database: Database, county: County, profile: Profile
) -> None:
    warn = partial(warned, database, warnings, SUBJECT, profile)
    database.write_now(met, county)
    database.write_now(ordered, county, MeasureKind.INTERVIEW, "zhang", superior_post_id=county.posts["li"])
    warn(date(2026, 12, 10))
    row = database.read_now(lambda s: s.scalars(select(Notice).where(Notice.kind == "measure_warning/due")).one())
    assert (row.person_id, row.values["promised"]) == (county.people["li"], "清完垃圾")
    assert (warn(date(2026, 12, 14)), warn(date(2026, 12, 14)))[1] == 0
    assert "measure_warning/suggested" in told_of(database, county, "chen")
    assert told_of(database, county, "li").count("measure_warning/asked") == 1


@ONE_DATABASE
def test_F5b_who_is_interviewed_who_holds_it_and_the_office_hear_it_on_the_working_day_before(
    database: Database, county: County, profile: Profile
) -> None:
    warn = partial(warned, database, warnings, SUBJECT, profile)
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)
    (measure_id,) = database.write_now(ordered, county, MeasureKind.INTERVIEW, "li")
    meeting = {"meet_at": at(monday, 9), "place": "三楼", "superior_id": county.people["zhou"]}
    by = county.by("chen", at(MONDAY))
    database.write_now(perform, by, Done(measure_id, 0, Deed.AGREE, changes=meeting), MONDAY)
    assert warn(friday - timedelta(days=1)) == 0
    assert (warn(friday), warn(friday)) == (2, 0)
    assert told_of(database, county, "li") == []  # the notice is not out yet: the office is told so
    assert _said_of_meeting(database, county, "chen")["notified"] is False
    database.write_now(perform, by, Done(measure_id, 0, Deed.NOTIFY), MONDAY, tell=False)
    assert (warn(friday), warn(friday + timedelta(days=1))) == (1, 0)
    warn(monday)
    said = _said_of_meeting(database, county, "li")
    assert (said["mine"], said["place"]) == (True, "三楼")
    assert told_of(database, county, "zhou").count("measure_warning/meeting") == 1


def _said_of_meeting(database: Database, county: County, key: str) -> dict[str, object]:
    own = select(Notice.values).where(Notice.kind == "measure_warning/meeting", Notice.person_id == county.people[key])
    return database.read_now(lambda session: session.scalars(own).one())


def told_of(database: Database, county: County, key: str) -> list[str]:
    found = database.read_now(told, county.people[key])
    return [each for each in found if each.startswith(SUBJECT)]


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),
        (date(2026, 10, 5), False),  # in the holidays: nothing would go out, and the next day took it back
        (date(2026, 10, 8), True),
        (date(2026, 10, 9), False),
    ],
)
def test_the_weekly_word_is_said_on_the_first_working_day(day: date, begins: bool) -> None:
    assert begins_week(day, is_workday) is begins
