"""A post changes hands by a newer roster: both people hear of it once, open issues and records stay with the post."""

from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.sandbox.county import sample_county
from storage.audit import By
from storage.database import Database
from storage.models import Notice, Person
from storage.roster import importing
from storage.roster.book import RosterBook, Row
from storage.roster.sheets import PEOPLE, POSTS

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def handed_to_another(book: RosterBook, phone: str, name: str, successor: str) -> RosterBook:
    """The roster with the village chief's first post given to somebody new from 1 December on."""
    posts = list(book.rows(POSTS))
    old = next(row for row in posts if row["手机号"] == phone)
    new = Row(len(posts) + 2, {**old.cells, "姓名": name, "手机号": successor, "起始日期": "2026-12-01"})
    people = [*book.rows(PEOPLE), Row(9_999, {"姓名": name, "手机号": successor})]
    return RosterBook({**book.sheets, POSTS.name: [*posts, new], PEOPLE.name: people})


def notices(session: Session) -> list[tuple[str, str, datetime]]:
    rows = session.execute(
        select(Notice.kind, Person.name, Notice.not_before).join(Person, Person.id == Notice.person_id)
    )
    return sorted((kind, name, when) for kind, name, when in rows)


def test_both_hear_of_it_once_on_the_day(database: Database) -> None:
    book = sample_county()
    database.write_now(importing.bring_in, By(NOW), book, TODAY)
    changed = handed_to_another(book, "+8619900000101", "新来顺", "+8619900000999")
    for _ in range(2):
        plan = database.write_now(importing.bring_in, By(NOW), changed, TODAY)
        assert plan.faults == ()
    told = database.read_now(notices)
    assert [(kind, name) for kind, name, _ in told] == [
        ("succession/handed_over", "罗春山"),
        ("succession/taken_over", "新来顺"),
    ]
    assert {when.date() for *_, when in told} == {date(2026, 12, 1)}
