"""A post changes hands by a newer roster: both people hear of it once, open issues and records stay with the post."""

from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit import By
from storage.database import Database
from storage.models import Notice, Person
from storage.roster import importing
from tests.storage.rosters import Roster, chief

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SUCCESSOR = "13900000009"


def notices(session: Session) -> list[tuple[str, str, datetime]]:
    rows = session.execute(
        select(Notice.kind, Person.name, Notice.not_before).join(Person, Person.id == Notice.person_id)
    )
    return sorted((kind, name, when) for kind, name, when in rows)


def test_both_hear_of_it_once_on_the_day(database: Database) -> None:
    roster = Roster()
    database.write_now(importing.bring_in, By(NOW), roster.book, TODAY)
    roster.people.append(("新来顺", SUCCESSOR, "柳树村书记"))
    roster.posts.append(chief("新来顺", SUCCESSOR, since="2026-12-01"))
    for _ in range(2):
        plan = database.write_now(importing.bring_in, By(NOW), roster.book, TODAY)
        assert plan.faults == ()
    told = database.read_now(notices)
    assert [(kind, name) for kind, name, _ in told] == [
        ("succession/handed_over", "张大山"),
        ("succession/taken_over", "新来顺"),
    ]
    assert {when.date() for *_, when in told} == {date(2026, 12, 1)}
