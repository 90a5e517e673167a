"""The first steps of an issue in the tables, for tests of the later ones."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules import profile as profiles
from rules.issue_states import State
from storage.audit import By
from storage.database import Database
from storage.issues import assigning, rectifications
from storage.issues.steps import Hand
from storage.models import Issue, Media, MediaUse, Notice, Person, Subject
from tests.county import County
from tests.issue_making import photographed, registered
from tests.river import MONDAY_MORNING
from tests.transfer_making import seen

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
PROFILE = profiles.load("bishan")


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def hand(county: County, who: str, later: timedelta = timedelta()) -> Hand:
    at = MONDAY_MORNING + later
    return Hand(By(at, county.people[who], county.posts.get(who), 7), PROFILE, MONDAY + timedelta(later.days), weekdays)


def step(
    database: Database, county: County, issue_id: int, who: str, act: Callable[..., object], *told: object
) -> None:
    database.write_now(lambda session: act(session, hand(county, who), seen(session, issue_id), *told))


def assigned(database: Database, county: County, to: str = "zhao", due_on: date = FRIDAY) -> int:
    """An issue that 王晓梅 verified and assigned."""
    issue_id = database.write_now(registered, county)
    step(database, county, issue_id, "wang", assigning.verify)
    step(database, county, issue_id, "wang", assigning.assign, county.posts[to], due_on, "清运干净")
    return issue_id


def submitted(database: Database, county: County, file_id: str = "after", due_on: date = FRIDAY) -> int:
    """An issue that 赵铁军 put right and handed in with one photo."""
    issue_id = assigned(database, county, due_on=due_on)
    put_right(database, county, issue_id, file_id)
    return issue_id


def put_right(database: Database, county: County, issue_id: int, file_id: str = "after") -> None:
    """赵铁军 takes in hand what was assigned to him and hands it in with one photo."""
    step(database, county, issue_id, "zhao", rectifications.accept)

    def submit(session: Session) -> None:
        photo = photographed(session, issue_id, county.people["zhao"], file_id, MediaUse.AFTER)
        session.execute(update(Media).where(Media.id == photo).values(subject=Subject.DRAFT, subject_id=55))
        rectifications.submit(session, hand(county, "zhao"), seen(session, issue_id), "清完了", 55)

    database.write_now(submit)


def state_of(database: Database, issue_id: int) -> State:
    return database.read_now(lambda session: session.get_one(Issue, issue_id).state)


def told(database: Database, kind: str) -> set[str]:
    """The names of those who have a notice of a kind."""
    rows = select(Person.name).join(Notice, Notice.person_id == Person.id).where(Notice.kind == f"rectification/{kind}")
    return set(database.read_now(lambda session: list(session.scalars(rows))))
