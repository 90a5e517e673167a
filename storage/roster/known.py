"""What the database knows of the roster, in the form in which a workbook is compared with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from rules.issue_states import OPEN
from storage.models import Appointment, Base, Issue, Person, Post, Region, Unit, Water
from storage.roster.book import Record


@dataclass(frozen=True, slots=True)
class StoredTerm:
    """One appointment: `key` of its post, `phone` of its person ("#id" for somebody without a number)."""

    id: int
    key: str
    phone: str
    title: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """All that is stored. Records carry their columns, with codes instead of ids, and their own "id"."""

    regions: dict[str, Record]
    waters: dict[str, Record]
    units: dict[str, Record]
    people: dict[str, Record]
    posts: dict[str, Record]
    terms: tuple[StoredTerm, ...]


def known(session: Session) -> Known:
    """Reads all of it, in six selects."""
    regions = _by(session, Region, "code")
    waters = _by(session, Water, "code")
    units = _by(session, Unit, "code")
    _name_parents(regions)
    _name_parents(waters)
    codes = {record["id"]: code for code, record in regions.items()}
    for record in (*waters.values(), *units.values()):
        record["region"] = codes[record["region_id"]]
    return Known(regions, waters, units, _by(session, Person, "phone"), _by(session, Post, "key"), _terms(session))


def open_issues(session: Session, keys: Collection[str]) -> dict[str, int]:
    """How many open issues are assigned to each of these posts."""
    if not keys:
        return {}
    counted = (
        select(Post.key, func.count())
        .join(Issue, Issue.assignee_post_id == Post.id)
        .where(Issue.state.in_(OPEN))
        .group_by(Post.key)
    )
    return {key: count for key, count in session.execute(counted) if key in keys}


def _by(session: Session, table: type[Base], key: str) -> dict[str, Record]:
    stored = table.__table__
    assert isinstance(stored, Table)  # noqa: S101 - for the type checker: every table of ours is one
    rows = session.execute(select(stored)).mappings()
    return {row[key]: dict(row) for row in rows if row[key] is not None}


def _name_parents(records: dict[str, Record]) -> None:
    codes = {record["id"]: code for code, record in records.items()}
    for record in records.values():
        record["parent"] = codes.get(record["parent_id"])


def _terms(session: Session) -> tuple[StoredTerm, ...]:
    rows = session.execute(
        select(
            Appointment.id, Post.key, Person.phone, Person.id.label("person_id"),
            Appointment.title, Appointment.from_on, Appointment.until_on,
        )
        .join(Post, Post.id == Appointment.post_id)
        .join(Person, Person.id == Appointment.person_id)
        .order_by(Appointment.from_on, Appointment.id)
    )  # fmt: skip
    return tuple(
        StoredTerm(
            row.id, row.key, row.phone or f"#{row.person_id}", row.title, row.from_on, row.until_on
        )
        for row in rows
    )  # fmt: skip
