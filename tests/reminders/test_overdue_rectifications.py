"""Warnings about rectifications. The town's cleaning station (Zhao) must rectify; Wang is the town's office."""

from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from reminders.overdue_rectifications import warn
from rules.issue_states import State
from rules.profile import Profile
from storage.database import Database
from storage.models import Appointment, Delivery, Issue, Notice
from tests.county import County
from tests.reminders.records import assigned, at, succeeds, told
from tests.rules.calendar_of_2026 import is_workday

TUESDAY = date(2026, 11, 24)
WEDNESDAY = date(2026, 11, 25)
THURSDAY = date(2026, 11, 26)


def _warn(database: Database, profile: Profile, day: date) -> int:
    return database.write_now(warn, profile, at(day, 7, 35), is_workday)


def _told(database: Database, county: County, person: str) -> list[str]:
    return database.read_now(told, county.people[person])


def test_due_already_told_and_not_yet(database: Database, county: County, profile: Profile) -> None:
    database.write_now(assigned, county, "2026-0001", "zhao", WEDNESDAY)
    database.write_now(assigned, county, "2026-0002", "zhao", date(2026, 12, 9))

    assert _warn(database, profile, TUESDAY) == 1
    assert _warn(database, profile, TUESDAY) == 0
    assert _told(database, county, "zhao") == ["rectification_warning/before"]


def test_before_on_the_day_after_it_and_then_the_office_and_the_superior(
    database: Database, county: County, profile: Profile
) -> None:
    issue = database.write_now(assigned, county, "2026-0001", "zhao", WEDNESDAY, state=State.ASSIGNED)
    for day in range(7):
        _warn(database, profile, TUESDAY + timedelta(days=day))
        database.write_now(lambda session: session.execute(update(Notice).values(state=Delivery.SENT)))

    assert [kind.split("/")[1] for kind in _told(database, county, "zhao")] == ["before", "due", "overdue"]
    assert _told(database, county, "wang") == ["rectification_warning/superior"]
    assert _told(database, county, "li") == ["rectification_warning/superior"]  # the town's chief of this water
    assert _told(database, county, "gu") == []

    [row] = database.read_now(
        lambda session: session.scalars(select(Notice).where(Notice.person_id == county.people["li"])).all()
    )
    assert row.values | {"type": "", "severity": ""} == {
        "number": "2026-0001",
        "type": "",
        "severity": "",
        "state": "待签收",
        "place": "璧南河青溪村段",
        "due_on": "2026-11-25",
        "assignee": "大路街道环卫所",
        "people": ["赵铁军"],
        "late": True,
        "above": [],
    }
    assert row.buttons == [[["rectification_warning.open", f"issue:open:{issue}"]]]


def test_for_a_chief_who_must_rectify_the_superior_is_the_chiefs_own(
    database: Database, county: County, profile: Profile
) -> None:
    database.write_now(assigned, county, "2026-0001", "li", date(2026, 11, 20), water="dalu_reach", region="dalu")

    _warn(database, profile, TUESDAY)

    assert _told(database, county, "li") == ["rectification_warning/overdue"]
    assert _told(database, county, "zhou") == ["rectification_warning/superior"]


def test_what_was_handed_in_or_closed_is_not_warned_about(database: Database, county: County, profile: Profile) -> None:
    database.write_now(assigned, county, "2026-0001", "zhao", date(2026, 11, 20), state=State.DONE)
    database.write_now(assigned, county, "2026-0002", "zhao", date(2026, 11, 20), state=State.CLOSED)

    assert _warn(database, profile, TUESDAY) == 0


def test_an_extension_begins_the_warnings_anew(database: Database, county: County, profile: Profile) -> None:
    issue = database.write_now(assigned, county, "2026-0001", "zhao", WEDNESDAY)
    _warn(database, profile, WEDNESDAY)
    assert _told(database, county, "zhao") == ["rectification_warning/due"]

    later = update(Issue).where(Issue.id == issue).values(due_on=date(2026, 12, 2))
    database.write_now(lambda session: session.execute(later))
    _warn(database, profile, THURSDAY)
    assert _told(database, county, "zhao") == []  # the row had not gone out and is true no more

    _warn(database, profile, date(2026, 12, 2))
    assert _told(database, county, "zhao") == ["rectification_warning/due"]


def test_when_the_post_changes_hands_the_successor_is_told(
    database: Database, county: County, profile: Profile
) -> None:
    database.write_now(assigned, county, "2026-0001", "zhao", WEDNESDAY)
    _warn(database, profile, WEDNESDAY)
    database.write_now(lambda session: session.execute(update(Notice).values(state=Delivery.SENT)))
    successor = database.write_now(succeeds, county, "zhao", "钱接手", THURSDAY)

    _warn(database, profile, THURSDAY)

    assert database.read_now(told, successor) == ["rectification_warning/overdue"]
    assert _told(database, county, "zhao") == ["rectification_warning/due"]


def test_the_matters_of_a_vacant_post_go_to_the_office(database: Database, county: County, profile: Profile) -> None:
    database.write_now(assigned, county, "2026-0001", "zhao", WEDNESDAY)
    left = update(Appointment).where(Appointment.person_id == county.people["zhao"]).values(until_on=date(2026, 11, 1))
    database.write_now(lambda session: session.execute(left))

    _warn(database, profile, WEDNESDAY)

    assert _told(database, county, "wang") == ["rectification_warning/due"]


def test_after_an_outage_nothing_is_lost_and_nothing_is_told_late(
    database: Database, county: County, profile: Profile
) -> None:
    database.write_now(assigned, county, "2026-0001", "zhao", date(2026, 11, 16))

    _warn(database, profile, TUESDAY)

    assert _told(database, county, "zhao") == ["rectification_warning/overdue"]
    assert _told(database, county, "wang") == ["rectification_warning/superior"]


def test_a_deadline_on_monday_is_warned_of_on_friday(database: Database, county: County, profile: Profile) -> None:
    monday = date(2026, 11, 30)
    database.write_now(assigned, county, "2026-0001", "zhao", monday)

    assert _warn(database, profile, date(2026, 11, 26)) == 0
    assert _warn(database, profile, date(2026, 11, 27)) == 1


def test_the_day_turns_at_midnight_in_shanghai(database: Database, county: County, profile: Profile) -> None:
    database.write_now(assigned, county, "2026-0001", "zhao", WEDNESDAY)

    def warn_at(moment: datetime) -> list[str]:
        database.write_now(warn, profile, moment, is_workday)
        return _told(database, county, "zhao")

    assert warn_at(at(TUESDAY, 23, 59)) == ["rectification_warning/before"]
    assert warn_at(at(WEDNESDAY, 0, 0)) == ["rectification_warning/due"]
