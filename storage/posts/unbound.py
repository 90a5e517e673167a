"""Who serves and has no account bound yet: by part of the region in numbers, and one by one. Reads only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from rules.roles import Level, Role, post_word
from storage.ledger.figures import Part, parts_of
from storage.ledger.listing import inside
from storage.models import Appointment, Person, Post, Region, Unit, Water
from storage.posts.holders import in_office
from storage.posts.people import is_bound

_T = TypeVarTuple("_T")


@dataclass(frozen=True, slots=True)
class Standing:
    """How many people of a part serve, and how many of them have an account bound."""

    part: Part
    serving: int
    bound: int

    @property
    def unbound(self) -> int:
        """How many have none yet."""
        return self.serving - self.bound


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody without an account: `posts` as one says them, `part` where the first of them belongs."""

    person_id: int
    name: str
    phone: str | None
    workplace: str
    part: Part
    posts: tuple[str, ...]


def standings(session: Session, regions: Sequence[str], level: Level, today: date) -> list[Standing]:
    """By part, those with most people still to be won first; a person counts where their first post belongs."""
    parts = parts_of(session, regions, level)
    homes: dict[int, tuple[Part, bool]] = {}
    rows = select(Person.id, Post.region_id, is_bound()).select_from(Appointment)
    for person_id, region_id, bound in session.execute(_in_office(rows, regions, today)):
        homes.setdefault(person_id, (parts[region_id], bound))
    serving: defaultdict[Part, list[bool]] = defaultdict(list)
    for part, bound in homes.values():
        serving[part].append(bound)
    counted = [Standing(part, len(each), sum(each)) for part, each in serving.items()]
    return sorted(counted, key=lambda one: (-one.unbound, -one.serving, one.part.name))


def missing(session: Session, regions: Sequence[str], level: Level, today: date) -> list[Missing]:
    """Everybody without an account, township by township."""
    parts = parts_of(session, regions, level)
    rows = select(
        Person.id, Person.name, Person.phone, Person.workplace, Appointment.title,
        Post.role, Post.level, Post.region_id, Region.name, Water.name, Unit.name,
    ).select_from(Appointment)  # fmt: skip
    rows = _in_office(rows, regions, today).where(~is_bound())
    rows = rows.outerjoin(Water, Water.id == Post.water_id).outerjoin(Unit, Unit.id == Post.unit_id)
    found: dict[int, Missing] = {}
    for row in session.execute(rows):
        person_id, name, phone, workplace, title, role, rank, region_id, *places = row
        seat = _seat(title, role, rank, *places)
        before = found.get(person_id)
        part, posts = (before.part, before.posts) if before else (parts[region_id], ())
        found[person_id] = Missing(person_id, name, phone, workplace, part, (*posts, seat))
    return sorted(found.values(), key=lambda one: (not one.part.own, one.part.id, one.person_id))


def _in_office(rows: Select[*_T], regions: Sequence[str], today: date) -> Select[*_T]:
    return (
        rows.join(Person, Person.id == Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .where(Person.on_roster, in_office(today), inside(regions))
        .order_by(Person.id, Post.id)
    )


def _seat(title: str, role: Role, level: Level, region: str, water: str | None, unit: str | None) -> str:
    seat = f"{water}{post_word(role, level)}" if water else f"{region}{role.word}"
    where = unit if role is Role.UNIT and unit else seat
    return f"{title}（{where}）" if title else where
