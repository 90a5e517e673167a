"""The responsibility tree 树状图: from the general chief over towns, villages and reaches to points. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from rules.points import POINT_KINDS
from rules.roles import KEEPERS, Level
from storage.models import Appointment, Person, Post, Region, Water
from storage.points.cards import Point, points
from storage.points.finding import PAGE, is_kept, is_point
from storage.posts.holders import ids_of, in_office
from storage.posts.tree_seats import GENERALS, SUPPORT, WATER_CHIEFS, Seat, seats

BRANCHES = 12  # buttons a screen, two in a row
_Table = type[Region] | type[Water]

__all__ = ["BRANCHES", "PAGE", "Branch", "RegionNode", "Seat", "Step", "WaterNode", "points_of", "region", "water"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the breadcrumb."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A region or water below, and how many chiefs serve in it and all that is below it."""

    id: int
    name: str
    chiefs: int


@dataclass(frozen=True, slots=True)
class Spots:
    """How many points there are, how many of them nobody keeps, and how many people keep the others."""

    count: int
    unkept: int
    keepers: int


@dataclass(frozen=True, slots=True)
class RegionNode:
    """A region: general chiefs, how many people are chiefs of waters by level here and below, offices, branches."""

    id: int
    level: Level
    trail: tuple[Step, ...]
    generals: tuple[Seat, ...]
    chiefs: Mapping[Level, int]
    support: int
    spots: Spots
    branches: tuple[Branch, ...]
    total: int

    @property
    def own(self) -> int:
        """How many chiefs of waters the region has on its own level."""
        return self.chiefs.get(self.level, 0)


@dataclass(frozen=True, slots=True)
class WaterNode:
    """A water: where it lies, its chiefs from the highest level down, the waters and points that are part of it."""

    id: int
    trail: tuple[Step, ...]
    region: Step
    chiefs: tuple[Seat, ...]
    spots: Spots
    branches: tuple[Branch, ...]
    total: int


def root(session: Session) -> int | None:
    """The topmost region; None while there is no roster."""
    return session.scalar(select(Region.id).where(Region.parent_id.is_(None)).order_by(Region.id).limit(1))


def region(session: Session, region_id: int, day: date, offset: int = 0) -> RegionNode | None:
    """A region of the tree with a page of its branches; None if it is no more."""
    here = session.get(Region, region_id)
    if here is None:
        return None
    chiefs = _chiefs(session, Region, here.path, day)
    by_level: dict[Level, set[int]] = {}
    for level, person_id, _ in chiefs:
        by_level.setdefault(level, set()).add(person_id)
    return RegionNode(
        here.id,
        here.level,
        _trail(session, Region, here.path),
        seats(session, day, GENERALS, Post.region_id == region_id),
        {level: len(by_level[level]) for level in Level if level in by_level},
        len(seats(session, day, SUPPORT, Post.region_id == region_id)),
        _spots(session, Region.path.startswith(here.path), day),
        *_branches(
            session, select(Region.id, Region.name).where(Region.parent_id == region_id), Region, chiefs, offset
        ),
    )


def water(session: Session, water_id: int, day: date, offset: int = 0) -> WaterNode | None:
    """A water of the tree with a page of its parts; None if it is no more."""
    here = session.scalar(select(Water).where(Water.id == water_id, Water.removed_on.is_(None)))
    if here is None:
        return None
    lies_in = session.get_one(Region, here.region_id)
    parts = select(Water.id, Water.name).where(
        Water.parent_id == water_id, Water.kind.not_in(POINT_KINDS), Water.removed_on.is_(None)
    )
    return WaterNode(
        here.id,
        _trail(session, Water, here.path),
        Step(lies_in.id, lies_in.name),
        seats(session, day, WATER_CHIEFS | KEEPERS, Post.water_id == water_id),
        _spots(session, Water.path.startswith(here.path) & (Water.id != water_id), day),
        *_branches(session, parts, Water, _chiefs(session, Water, here.path, day), offset),
    )


def points_of(
    session: Session, day: date, offset: int, *, region_id: int | None = None, water_id: int | None = None
) -> tuple[list[Point], int]:
    """A page of the points in a region or of a water, those that nobody keeps first; and how many there are."""
    table, key = (Region, region_id) if water_id is None else (Water, water_id)
    path = session.scalar(select(table.path).where(table.id == key)) or ""
    rows = (
        select(Water.id)
        .join(Region, Region.id == Water.region_id)
        .where(is_point(), table.path.startswith(path), Water.id != (water_id or 0))
    )
    total = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    shown = rows.order_by(is_kept(day), Region.path, Water.code).offset(offset).limit(PAGE)
    return points(session, session.scalars(shown).all(), day), total


def _chiefs(session: Session, table: _Table, path: str, day: date) -> Sequence[tuple[Level, int, str]]:
    """Level, person and place (its path) of every chief of waters in a subtree."""
    rows = session.execute(
        select(Post.level, Person.id, table.path)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Person, Person.id == Appointment.person_id)
        .join(table, table.id == (Post.region_id if table is Region else Post.water_id))
        .where(table.path.startswith(path), Post.role.in_(WATER_CHIEFS), in_office(day), Person.on_roster)
    )
    return rows.all()


def _branches(
    session: Session,
    rows: Select[int, str],
    table: _Table,
    chiefs: Sequence[tuple[Level, int, str]],
    offset: int,
) -> tuple[tuple[Branch, ...], int]:
    serving: dict[int, set[int]] = {}
    for _, person_id, path in chiefs:
        for above in ids_of(path):
            serving.setdefault(above, set()).add(person_id)
    total = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    shown = session.execute(rows.order_by(table.code).offset(offset).limit(BRANCHES))
    return tuple(Branch(each, name, len(serving.get(each, ()))) for each, name in shown), total


def _spots(session: Session, where: ColumnElement[bool], day: date) -> Spots:
    counted = (
        select(func.count(), func.count().filter(~is_kept(day)))
        .select_from(Water)
        .join(Region, Region.id == Water.region_id)
        .where(is_point(), where)
    )
    keepers = (
        select(func.count(func.distinct(Person.id)))
        .select_from(Water)
        .join(Region, Region.id == Water.region_id)
        .join(Post, Post.water_id == Water.id)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Person, Person.id == Appointment.person_id)
        .where(where, Water.removed_on.is_(None), Post.role.in_(KEEPERS), in_office(day), Person.on_roster)
    )
    count, unkept = session.execute(counted).one()
    return Spots(count, unkept, session.scalar(keepers) or 0)


def _trail(session: Session, table: _Table, path: str) -> tuple[Step, ...]:
    """From the top down to the node itself."""
    way = ids_of(path)[::-1]
    names = dict(session.execute(select(table.id, table.name).where(table.id.in_(way))).all())
    return tuple(Step(each, names[each]) for each in way if each in names)
