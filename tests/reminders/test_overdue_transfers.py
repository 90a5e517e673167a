"""Warnings about transfers 移交. The town's cleaning station (Zhao) must answer; Wang is the town's office."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from reminders.overdue_transfers import warn
from rules.profile import Profile
from rules.transfers import Outcome
from storage.database import Database
from storage.models import Transfer
from tests.county import County
from tests.reminders.records import at, told
from tests.rules.calendar_of_2026 import is_workday
from tests.transfer_making import sent_out

TUESDAY = date(2026, 12, 1)  # the day for the answer


def _prepared(session: Session, county: County) -> int:
    """Three transfers: one whose answer is due, one answered, one with time left."""
    transfer_id = sent_out(session, county)
    due = session.get_one(Transfer, transfer_id)
    for outcome, day in ((Outcome.RESULT, due.due_on), (None, date(2026, 12, 20))):
        told = {column.name: getattr(due, column.name) for column in Transfer.__table__.columns if column.name != "id"}
        session.add(Transfer(**told | {"outcome": outcome, "due_on": day}))
    session.flush()
    assert due.due_on == TUESDAY
    return transfer_id


def _warn(database: Database, profile: Profile, day: date) -> int:
    return database.write_now(warn, profile, at(day, 7, 50), is_workday)


def test_L3_due_already_told_and_not_yet(database: Database, county: County, profile: Profile) -> None:
    database.write_now(_prepared, county)
    assert _warn(database, profile, TUESDAY) == 1
    assert _warn(database, profile, TUESDAY) == 0
    assert database.read_now(told, county.people["zhao"])[-1] == "transfer_warning/soon"


def test_L3_a_late_answer_is_told_to_the_department_and_the_office(
    database: Database, county: County, profile: Profile
) -> None:
    database.write_now(_prepared, county)
    for day in range(3):
        _warn(database, profile, TUESDAY + timedelta(days=day))
    assert "transfer_warning/overdue" in database.read_now(told, county.people["zhao"])
    assert database.read_now(told, county.people["wang"])[-1:] == ["transfer_warning/overdue"]
