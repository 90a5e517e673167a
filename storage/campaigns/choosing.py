"""Whom and what an office may choose for a campaign: committee members, other people, waters. Reads only."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import false, func, or_, select, true
from sqlalchemy.orm import Session

from rules.ledger_words import spellings
from rules.roles import Role
from storage.ledger.listing import inside
from storage.models import Account, Appointment, Person, Post, Region, Water
from storage.points.finding import is_point
from storage.posts.holders import in_office

MOST = 8  # what a phone shows at once


class Choice(NamedTuple):
    """One water or person to choose, with what tells it from another of the same name."""

    id: int
    name: str
    beside: str


def committee(session: Session, regions: Sequence[str], today: date) -> list[int]:
    """The committee members 委员 of some regions that serve today, by name."""
    rows = (
        select(Person.id, Person.name)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .where(Post.role == Role.MEMBER, inside(regions), in_office(today), Person.on_roster)
        .order_by(Person.name, Person.id)
        .distinct()
    )
    return [person_id for person_id, _ in session.execute(rows)]


def find_waters(
    session: Session, regions: Sequence[str], words: str, within: Sequence[int] = ()
) -> tuple[list[Choice], int]:
    """Rivers, lakes and reaches with these words in their name, the largest first; and how many.

    `within`: only those waters and what belongs to them, where any are given.
    """
    named = or_(*(Water.name.icontains(each, autoescape=True) for each in spellings(words)))
    paths = session.scalars(select(Water.path).where(Water.id.in_(within))).all()
    below = or_(true() if not within else false(), *(Water.path.startswith(path) for path in paths))
    rows = (
        select(Water.id, Water.name, Region.name)
        .join(Region, Region.id == Water.region_id)
        .where(named, below, inside(regions), Water.removed_on.is_(None), ~is_point())
    )
    total = session.scalar(select(func.count()).select_from(rows.with_only_columns(Water.id).subquery())) or 0
    depth = func.length(Water.path) - func.length(func.replace(Water.path, "/", ""))
    found = session.execute(rows.order_by(depth, Water.name, Water.id).limit(MOST))
    return [Choice(*row) for row in found], total


def waters(session: Session, water_ids: Sequence[int]) -> list[Choice]:
    """Some waters in the order given."""
    rows = session.execute(select(Water.id, Water.name, Region.name).join(Region).where(Water.id.in_(water_ids)))
    found = {row.id: Choice(*row) for row in rows}
    return [found[each] for each in water_ids if each in found]


def people(session: Session, person_ids: Sequence[int]) -> list[Choice]:
    """Some people in the order given."""
    rows = session.execute(select(Person.id, Person.name, Person.workplace).where(Person.id.in_(person_ids)))
    found = {row.id: Choice(*row) for row in rows}
    return [found[each] for each in person_ids if each in found]


def unbound(session: Session, person_ids: Sequence[int]) -> int:
    """How many of some people have no account bound, so that nothing can be told them here."""
    bound = select(func.count(Account.person_id.distinct()))
    reached = session.scalar(bound.where(Account.person_id.in_(person_ids), Account.unbound_at.is_(None))) or 0
    return len(set(person_ids)) - reached
