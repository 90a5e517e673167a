"""Whom an assessment concerns: who holds a post of its roles and levels today. Reads only."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import Session

from rules.assessments import Assessment
from rules.roles import Level, Role, post_word
from storage.ledger.listing import inside
from storage.models import Appointment, Notice, Person, Post, Region, Water
from storage.posts.holders import in_office

PEOPLE_A_CHUNK = 2_000


class Seat(NamedTuple):
    """One post of one person."""

    person_id: int
    name: str
    post_id: int
    role: Role
    level: Level
    region: str
    region_path: str
    water: str | None

    @property
    def word(self) -> str:
        """The post as one says it: 村级河长（璧南河青溪村段）."""
        return f"{post_word(self.role, self.level)}（{self.water or self.region}）"


def next_people(
    session: Session, assessment: Assessment, today: date, after: int, regions: Sequence[str] = (),
    most: int = PEOPLE_A_CHUNK,
) -> list[int]:  # fmt: skip
    """The next people it concerns (only in regions, by path, if given), in the order of their ids."""
    asked = _held(select(Appointment.person_id), assessment, today).where(Appointment.person_id > after)
    if regions:
        asked = asked.join(Region, Region.id == Post.region_id).where(inside(regions))
    return list(session.scalars(asked.distinct().order_by(Appointment.person_id).limit(most)))


def seats_of(session: Session, assessment: Assessment, today: date, people: Collection[int]) -> dict[int, list[Seat]]:
    """The posts by which it concerns these people."""
    asked: Select[*tuple[Any, ...]] = select(
        Person.id, Person.name, Post.id, Post.role, Post.level, Region.name, Region.path, Water.name
    ).select_from(Appointment)
    rows = (
        _held(asked, assessment, today)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .where(Appointment.person_id.in_(people))
        .order_by(Person.id, Post.id)
    )
    found: dict[int, list[Seat]] = {}
    for row in session.execute(rows):
        found.setdefault(row[0], []).append(Seat(*row))
    return found


def is_told(session: Session, today: date, key: str) -> bool:
    """Whether the office of any region was told under this key (with its person behind it)."""
    offices = select(Appointment.person_id).join(Post, Post.id == Appointment.post_id)
    people = session.scalars(offices.where(Post.role == Role.OFFICE, in_office(today))).all()
    return bool(session.scalar(select(exists().where(Notice.key.in_([f"{key}:{person}" for person in people])))))


def was_told(session: Session, key: str, before: datetime) -> bool:
    """Whether whoever ever sat in an office was told under this key before a moment."""
    people = session.scalars(
        select(Appointment.person_id).join(Post, Post.id == Appointment.post_id).where(Post.role == Role.OFFICE)
    )
    keys = [f"{key}:{person}" for person in set(people)]
    return bool(session.scalar(select(exists().where(Notice.key.in_(keys), Notice.created_at < before))))


def _held(asked: Select[*tuple[Any, ...]], assessment: Assessment, today: date) -> Select[*tuple[Any, ...]]:
    on_roster = and_(Person.id == Appointment.person_id, Person.on_roster)
    return (
        asked.join(Post, Post.id == Appointment.post_id)
        .join(Person, on_roster)
        .where(in_office(today), Post.role.in_(assessment.roles), Post.level.in_(assessment.levels))
    )
