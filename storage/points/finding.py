"""Points 点位 (outfalls, ponds, pumps, reservoirs, other spots): the nearest, those with some words. Reads only."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from rules.geodesy import Place, box, metres, nearest
from rules.ledger_words import spellings
from rules.points import POINT_KINDS, RESERVOIR, code_told, terms
from rules.roles import KEEPERS
from storage.ledger.listing import inside
from storage.models import Appointment, Person, Post, Region, Water
from storage.points.cards import Point, points
from storage.posts.holders import in_office
from storage.waters import line_of

NEAREST = 5  # what a caption and a phone's screen still carry
PAGE = 8
# Metres, one after the other until there are enough: nobody asks for the pond behind the next mountain.
RINGS = (300.0, 1_000.0, 3_000.0, 10_000.0)
_FAR_ENOUGH = 3_000.0
# Degrees, 28 kilometres: no reservoir with a keeper is taller. The index then reads a belt, not half the country.
TALLEST = 0.25


class Near(NamedTuple):
    """A point and how far it is off, in metres."""

    point: Point
    metres: float


def is_point() -> ColumnElement[bool]:
    """The condition that a water is a point; a reservoir by itself is one only if it has or had a keeper 库长."""
    kept = exists(select(Post.id).where(Post.water_id == Water.id, Post.role.in_(KEEPERS)).correlate(Water))
    by_itself = and_(Water.kind == RESERVOIR, Water.parent_id.is_(None))
    return Water.removed_on.is_(None) & Water.kind.in_(POINT_KINDS) & or_(~by_itself, kept)


def is_kept(day: date) -> ColumnElement[bool]:
    """The condition that somebody keeps a water on a day.

    All kept waters at once, not one by one: PostgreSQL takes seconds for 15,000 separate looks, and this is hashed.
    """
    return Water.id.in_(
        select(Post.water_id)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Person, Person.id == Appointment.person_id)
        .where(Post.water_id.is_not(None), Post.role.in_(KEEPERS), in_office(day), Person.on_roster)
    )


def near(session: Session, place: Place, day: date, limit: int = NEAREST) -> list[Near]:
    """The points nearest to a place: by the indexed boxes first, then by the metres; none beyond ten kilometres."""
    found: list[tuple[float, int]] = []
    for ring in RINGS:
        found = _within(session, place, ring)
        if len(found) >= limit or (found and ring >= _FAR_ENOUGH):
            break
    chosen = {water_id: off for off, water_id in found[:limit]}
    return [Near(point, chosen[point.id]) for point in points(session, tuple(chosen), day)]


def by_code(session: Session, code: str, day: date) -> Point | None:
    """The point with a code, as a QR code or a sign board has it; None for any other water."""
    water_id = session.scalar(select(Water.id).where(Water.code == code, is_point()))
    return _one(session, water_id, day)


def by_id(session: Session, water_id: int, day: date) -> Point | None:
    """The point, unless it was removed meanwhile."""
    return _one(session, session.scalar(select(Water.id).where(Water.id == water_id, is_point())), day)


def find(session: Session, words: str, day: date, offset: int = 0, limit: int = PAGE) -> tuple[list[Point], int]:
    """The points in whose name, code, village or water all the words are, or that somebody of that name keeps."""
    rows = selected(words, day, Water.id)
    total = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    shown = ordered(rows, words).offset(max(0, offset)).limit(limit)
    return points(session, session.scalars(shown).all(), day), total


def selected(
    words: str, day: date, *columns: Any, regions: Sequence[str] | None = None, vacant: bool = False
) -> Select[*tuple[Any, ...]]:
    """The columns of the points with these words, in these regions, without a keeper; Region is joined."""
    within = aliased(Water)
    rows = (
        select(*columns)
        .select_from(Water)
        .join(Region, Region.id == Water.region_id)
        .outerjoin(within, within.id == Water.parent_id)
        .where(is_point())
    )
    if regions is not None:
        rows = rows.where(inside(regions))
    if vacant:
        rows = rows.where(~is_kept(day))
    if (code := code_told(words)) is not None:
        return rows.where(Water.code == code)
    return rows.where(*(_has(within, term, day) for term in terms(words)))


def ordered(rows: Select[*tuple[Any, ...]], words: str) -> Select[*tuple[Any, ...]]:
    """A code told whole comes first, then village by village, in the order of the codes."""
    return rows.order_by(case((Water.code.in_(terms(words)), 0), else_=1), Region.path, Water.code)


def _within(session: Session, place: Place, ring: float) -> list[tuple[float, int]]:
    around = box((place,), ring)
    rows = session.execute(
        select(Water.id, Water.south, Water.north, Water.west, Water.east).where(
            Water.south.between(around.south - TALLEST, around.north),
            Water.north >= around.south,
            Water.west <= around.east,
            Water.east >= around.west,
            is_point(),
        )
    )
    offs, shores = list[tuple[float, int]](), list[int]()
    for water_id, south, north, west, east in rows:
        if south is not None and west is not None and (south, west) == (north, east):
            # Nearly all: a spot is its own box, its line need not be read.
            offs.append((metres(place, Place(south, west)), water_id))
        else:
            shores.append(water_id)
    return sorted(off for off in (*offs, *_off_shores(session, place, shores)) if off[0] <= ring)


def _off_shores(session: Session, place: Place, water_ids: Sequence[int]) -> list[tuple[float, int]]:
    rows = session.execute(select(Water.id, Water.line).where(Water.id.in_(water_ids)))
    return [(nearest(place, line).metres_off, row.id) for row in rows if (line := line_of(row.line))]


def _one(session: Session, water_id: int | None, day: date) -> Point | None:
    return None if water_id is None else points(session, (water_id,), day)[0]


def _has(within: Any, term: str, day: date) -> ColumnElement[bool]:
    kept = (
        select(Post.water_id)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Person, Person.id == Appointment.person_id)
        .where(Person.name == term, Person.on_roster, Post.role.in_(KEEPERS), in_office(day))
    )
    columns = (Water.name, Water.code, Region.name, within.name)
    told = [column.icontains(each, autoescape=True) for column in columns for each in spellings(term)]
    return or_(*told, Water.id.in_(kept))
