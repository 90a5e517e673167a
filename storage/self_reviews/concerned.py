"""Which chiefs a round of self-review concerns, each once, under the highest of their posts. Reads only."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.roles import CHIEFS, Level, Role, post_word
from storage.issues.matters import seat_words
from storage.ledger.listing import inside
from storage.models import Appointment, Person, Post, Region, SelfReviewRound, Water
from storage.posts.holders import in_office


class Concerned(NamedTuple):
    """One chief: the post and level that count, and how one says the post."""

    person_id: int
    name: str
    post_id: int
    level: Level
    region_id: int
    region: str
    seat: str


def of_round(
    session: Session, one: SelfReviewRound, day: date, paths: Sequence[str] | None = None, person_id: int | None = None
) -> list[Concerned]:
    """The chiefs of a round in office on a day; of some regions (their paths) only, or one person only."""
    own = session.scalar(select(Region.path).where(Region.id == one.region_id)) or ""
    within = [own] if paths is None else common(own, paths)
    return chiefs(session, one.levels, one.roles, within, day, person_id)


def chiefs(
    session: Session, levels: Collection[str], roles: Collection[str], paths: Sequence[str], day: date,
    person_id: int | None = None,
) -> list[Concerned]:  # fmt: skip
    """The chiefs of these levels and roles in these regions (by their paths) in office on a day."""
    rows = (
        select(Person.id, Person.name, Post.id, Post.role, Post.level, Region.id, Region.name, Water.name)
        .select_from(Appointment)
        .join(Person, Person.id == Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .where(
            Person.on_roster,
            in_office(day),
            Post.role.in_([Role(role) for role in roles if Role(role) in CHIEFS]),
            Post.level.in_([Level(level) for level in levels]),
            inside(paths),
        )
        .order_by(Person.id, Post.id)
    )
    if person_id is not None:
        rows = rows.where(Person.id == person_id)
    return _each_once(session.execute(rows))


def common(own: str, paths: Iterable[str]) -> list[str]:
    """Where a round's region and other regions overlap: the inner of the two, each."""
    return [path if path.startswith(own) else own for path in paths if path.startswith(own) or own.startswith(path)]


def _each_once(rows: Iterable[Any]) -> list[Concerned]:
    """Each person under the highest of the posts."""
    found: dict[int, Concerned] = {}
    for person, name, post, role, level, region_id, region, water in rows:
        before = found.get(person)
        if before is None or level.rank < before.level.rank:
            seat = seat_words(role, post_word(role, level), region, water, None, ())
            found[person] = Concerned(person, name, post, level, region_id, region, seat)
    return sorted(found.values(), key=lambda each: (each.level.rank, each.region_id, each.person_id))
