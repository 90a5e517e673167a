"""What is said of points: where they are, who keeps each, who kept it last, under which chief. Reads only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session, aliased

from rules.geodesy import Place
from rules.points import KEEPER_OF
from rules.roles import KEEPERS, Level, Role
from storage.models import Appointment, Person, Post, Region, Water
from storage.posts.holders import ids_of, in_office
from storage.waters import line_of

_WATER_CHIEFS = (Role.RIVER_CHIEF, Role.LAKE_CHIEF)
_RANK = {level: rank for rank, level in enumerate(reversed(Level))}  # the village's first


@dataclass(frozen=True, slots=True)
class InOffice:
    """Somebody who holds, or held, a post: `until_on` is the last day, None while serving."""

    person_id: int
    name: str
    phone: str | None
    title: str
    role: Role
    level: Level
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Point:
    """A point with its keepers on a day; `last` kept it before, where nobody does now; `chief` is the chief above."""

    id: int
    code: str
    name: str
    kind: str
    note: str
    region: str
    region_path: str
    water_id: int | None
    water: str
    water_path: str
    place: Place | None
    keepers: tuple[InOffice, ...]
    last: InOffice | None
    chief: InOffice | None

    @property
    def role(self) -> Role:
        """The kind of keeper it has: 塘长 for a pond."""
        return KEEPER_OF[self.kind]


def points(session: Session, water_ids: Sequence[int], day: date) -> list[Point]:
    """The points in the given order, in four statements however many they are."""
    above = aliased(Water)
    rows = session.execute(
        select(Water, Region.name, Region.path, above.name)
        .join(Region, Region.id == Water.region_id)
        .outerjoin(above, above.id == Water.parent_id)
        .where(Water.id.in_(water_ids))
    ).all()
    keepers = _keepers(session, water_ids, day)
    gone = _former(session, [water_id for water_id in water_ids if water_id not in keepers], day)
    chiefs = _chiefs(session, {above for row in rows for above in ids_of(row[0].path)}, day)
    found = {row[0].id: _point(row, keepers.get(row[0].id, ()), gone, chiefs) for row in rows}
    return [found[water_id] for water_id in water_ids if water_id in found]


def _point(
    row: Row[*tuple[Any, ...]], keepers: tuple[InOffice, ...], gone: Mapping[int, InOffice], chiefs: "_Chiefs"
) -> Point:
    water, region, region_path, above = row
    return Point(
        water.id,
        water.code,
        water.name,
        water.kind,
        water.note,
        region,
        region_path,
        water.parent_id,
        above or "",
        water.path,
        _middle(water),
        keepers,
        gone.get(water.id),
        _chief_above(water.path, region_path, chiefs),
    )


def _middle(water: Water) -> Place | None:
    line = line_of(water.line)
    if not line:
        return None
    return Place(sum(place.lat for place in line) / len(line), sum(place.lon for place in line) / len(line))


def _held() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Post.water_id, Person.id, Person.name, Person.phone, Appointment.title, Post.role, Post.level,
            Appointment.until_on, Region.path,
        )
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Person, Person.id == Appointment.person_id)
        .join(Region, Region.id == Post.region_id)
    )  # fmt: skip


def _keepers(session: Session, water_ids: Iterable[int], day: date) -> dict[int, tuple[InOffice, ...]]:
    rows = session.execute(
        _held()
        .where(Post.water_id.in_(water_ids), Post.role.in_(KEEPERS), in_office(day), Person.on_roster)
        .order_by(Appointment.id)
    )
    found: dict[int, tuple[InOffice, ...]] = {}
    for water_id, *who, _ in rows:
        found[water_id] = (*found.get(water_id, ()), InOffice(*who))
    return found


def _former(session: Session, water_ids: Sequence[int], day: date) -> dict[int, InOffice]:
    """Who kept each of these last; also who has left the roster and on paper still does."""
    if not water_ids:
        return {}  # an empty list would be looked for among all keepers
    rows = session.execute(
        _held()
        .where(Post.water_id.in_(water_ids), Post.role.in_(KEEPERS), Appointment.from_on <= day)
        .where(or_(Appointment.until_on < day, ~Person.on_roster))
        .order_by(Appointment.from_on, Appointment.id)
    )
    return {water_id: InOffice(*who) for water_id, *who, _ in rows}


_Chiefs = Mapping[int, Sequence[tuple[str, InOffice]]]  # (path of the region, chief) by water, lowest level first


def _chiefs(session: Session, water_ids: set[int], day: date) -> _Chiefs:
    rows = session.execute(
        _held()
        .where(Post.water_id.in_(water_ids), Post.role.in_(_WATER_CHIEFS), in_office(day), Person.on_roster)
        .order_by(Appointment.id)
    )
    found: dict[int, list[tuple[str, InOffice]]] = {}
    for water_id, *who, path in rows:
        found.setdefault(water_id, []).append((path, InOffice(*who)))
    return {water: sorted(held, key=lambda one: _RANK[one[1].level]) for water, held in found.items()}


def _chief_above(path: str, region_path: str, chiefs: _Chiefs) -> InOffice | None:
    """The chief of the nearest water upwards who is in charge where the point lies; the lowest level first."""
    for water_id in ids_of(path):
        for chief_path, chief in chiefs.get(water_id, ()):
            if region_path.startswith(chief_path):
                return chief
    return None
