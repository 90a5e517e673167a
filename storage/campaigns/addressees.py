"""To whom an office may forward an opinion: the departments and the offices of the townships. Reads only."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Row, Select, case, select
from sqlalchemy.orm import Session

from rules.ledger_words import spellings
from rules.roles import Level, Role, post_word
from storage.issues.matters import seat_words
from storage.ledger.listing import inside
from storage.models import Post, Region, Unit
from storage.posts.holders import Holder, holders

MOST = 8
ANSWERING = (Role.UNIT, Role.OFFICE, Role.LIAISON)
_Shape = tuple[int, Role, Level, str, str]  # the last is None where there is no unit


class Addressee(NamedTuple):
    """A post that somebody holds, as one says it."""

    post_id: int
    seat: str


def addressees(
    session: Session, regions: Sequence[str], words: str, not_holder: int, today: date, offset: int = 0
) -> tuple[list[Addressee], int]:
    """Held posts with these words in the seat (all, where there are none), a page; and how many.

    A seat of `not_holder` is left out, and so is a liaison of a unit that is listed already.
    """
    order = case({Role.OFFICE: 0, Role.UNIT: 1}, value=Post.role, else_=2)
    rows = session.execute(_posts().where(inside(regions)).order_by(order, Region.path, Post.id)).all()
    held = holders(session, [row[0] for row in rows], today)
    found: dict[str, Addressee] = {}
    for row in rows:
        people = held.get(row[0], ())
        seat = _seat(row, people)
        if people and all(each.person_id != not_holder for each in people):
            found.setdefault(seat, Addressee(row[0], seat))
    named = [one for one in found.values() if not words or any(each in one.seat for each in spellings(words))]
    return named[offset : offset + MOST], len(named)


def addressee(session: Session, post_id: int | None, today: date) -> Addressee | None:
    """The post as one says it, also when nobody holds it; None if it is no post that answers."""
    row = session.execute(_posts().where(Post.id == post_id)).first()
    return None if row is None else Addressee(row[0], _seat(row, holders(session, [row[0]], today).get(row[0], ())))


def may_forward_to(session: Session, post_id: int, regions: Sequence[str], today: date) -> bool:
    """Whether a post answers opinions of these regions and somebody holds it."""
    there = session.execute(_posts().where(Post.id == post_id, inside(regions))).first() is not None
    return there and bool(holders(session, [post_id], today))


def _posts() -> Select[*_Shape]:
    return (
        select(Post.id, Post.role, Post.level, Region.name, Unit.name)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Post.role.in_(ANSWERING))
    )


def _seat(row: Row[*_Shape], people: Sequence[Holder]) -> str:
    _, role, level, region, unit = row
    role = Role.UNIT if role is Role.LIAISON and unit else role
    return seat_words(role, post_word(role, level), region, None, unit, people)
