"""Where a place belongs: the chief's own reach, else the nearest water, else the person's own region."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.geodesy import Box, Place, box, metres, nearest
from rules.tracks import Fix
from storage.models import Region, TrackPoint, Water
from storage.posts.desks import Desk

# No source gives these numbers; they are the program's own and only decide what is proposed to the reporter.
OWN_WITHIN_M = 500.0  # this near to the own reach, and
OWN_SLACK_M = 100.0  # not this much nearer to another one, it is a matter of the own reach
WATER_WITHIN_M = 2_000.0  # this near, it is a matter of that water
COUNTY_WITHIN_M = 8_000.0  # farther than this from every water of the roster, it is another county
SAME_M = 30.0  # a river and its reach lie on one line: the reach is meant


@dataclass(frozen=True, slots=True)
class Own:
    """What the person answers for: paths of their waters, the region of their first post."""

    water_paths: tuple[str, ...] = ()
    region_id: int | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """The region and water a place belongs to. `name` is the nearest water's, `metres` how far off it is.

    `outside`: nothing on the roster is near, so it belongs to nobody yet and `region_id` is None.
    """

    region_id: int | None
    region: str
    water_id: int | None
    name: str
    metres: float | None = None
    outside: bool = False


class _Near(NamedTuple):
    water: Water
    metres: float


def own_of(desk: Desk) -> Own:
    """What a person answers for, by the posts held today."""
    paths = tuple(seat.water_path for seat in desk.seats if seat.water_path)
    return Own(paths, desk.seats[0].region_id if desk.seats else None)


def belonging(session: Session, place: Place, own: Own) -> Where:
    """The reach and region a place belongs to; a place far from every water is `outside`, assigned to nobody."""
    near = _nearest(session, place)
    if not near:
        return _outside(session, place) or described(session, own)
    reachable = min(OWN_WITHIN_M, near[0].metres + OWN_SLACK_M)
    first = next((each for each in near if each.metres <= reachable and _is_own(each, own)), near[0])
    reach = _most_exact(first, near)
    if reach.metres <= WATER_WITHIN_M:
        return _on(session, reach.water, reach.metres)
    region = _region(session, own.region_id or reach.water.region_id)
    return Where(region.id, region.name, None, reach.water.name, reach.metres)


def on_reach(session: Session, water_id: int) -> Where | None:
    """A water as a whole, without a point; None if it is no longer on the roster."""
    water = session.scalar(select(Water).where(Water.id == water_id, Water.removed_on.is_(None)))
    return None if water is None else _on(session, water, None)


def described(session: Session, own: Own) -> Where:
    """A place told in words only: the person's own region, else the whole jurisdiction."""
    region = _region(session, own.region_id)
    return Where(region.id, region.name, None, "")


def water_by_code(session: Session, code: str) -> Water | None:
    """The water a sign board's code names, unless it was removed from the roster."""
    return session.scalar(select(Water).where(Water.code == code, Water.removed_on.is_(None)))


def water_by_id(session: Session, water_id: int) -> Water | None:
    """A water, unless it was removed from the roster."""
    return session.scalar(select(Water).where(Water.id == water_id, Water.removed_on.is_(None)))


def newest_point(session: Session, patrol_id: int) -> Fix | None:
    """Where a patrol was last heard to be."""
    row = session.scalar(
        select(TrackPoint).where(TrackPoint.patrol_id == patrol_id).order_by(TrackPoint.at.desc()).limit(1)
    )
    return None if row is None else Fix(row.at, Place(row.lat, row.lon), row.accuracy)


def lines_around(session: Session, place: Place, margin_m: float) -> list[tuple[Place, ...]]:
    """The lines of the waters near a place, for a map."""
    return [_line(water) for water in _in_box(session, box((place,), margin_m))]


def _nearest(session: Session, place: Place) -> list[_Near]:
    """Waters within the smallest ring in which there are any, nearest first: far lines are not even read."""
    for ring in (OWN_WITHIN_M, WATER_WITHIN_M, COUNTY_WITHIN_M):
        waters = _in_box(session, box((place,), ring))
        near = [_Near(water, nearest(place, _line(water)).metres_off) for water in waters]
        within = [each for each in near if each.metres <= ring]
        if within:
            return sorted(within, key=lambda each: (each.metres, each.water.id))
    return []


def _in_box(session: Session, around: Box) -> Sequence[Water]:
    rows = select(Water).where(
        Water.south <= around.north,
        Water.north >= around.south,
        Water.west <= around.east,
        Water.east >= around.west,
        Water.removed_on.is_(None),
    )
    return [water for water in session.scalars(rows) if water.line]


def _most_exact(first: _Near, near: Sequence[_Near]) -> _Near:
    inside = [
        each for each in near if each.water.path.startswith(first.water.path) and each.metres <= first.metres + SAME_M
    ]
    return max(inside, key=lambda each: each.water.path.count("/"), default=first)


def _is_own(near: _Near, own: Own) -> bool:
    return any(near.water.path.startswith(path) for path in own.water_paths)


def _outside(session: Session, place: Place) -> Where | None:
    """The nearest water of all, by the boxes; None where no water has a line."""
    rows = session.execute(
        select(Water.id, Water.south, Water.west, Water.north, Water.east).where(
            Water.south.is_not(None), Water.removed_on.is_(None)
        )
    )
    boxes = {row.id: Box(row.south, row.west, row.north, row.east) for row in rows}
    if not boxes:
        return None
    water = session.get_one(Water, min(boxes, key=lambda one: _metres_to(place, boxes[one])))
    return Where(None, "", None, water.name, nearest(place, _line(water)).metres_off, outside=True)


def _metres_to(place: Place, around: Box) -> float:
    lat = min(max(place.lat, around.south), around.north)
    lon = min(max(place.lon, around.west), around.east)
    return metres(place, Place(lat, lon))


def _on(session: Session, water: Water, off: float | None) -> Where:
    region = _region(session, water.region_id)
    return Where(region.id, region.name, water.id, water.name, off)


def _region(session: Session, region_id: int | None) -> Region:
    if region_id is not None:
        return session.get_one(Region, region_id)
    root = select(Region).where(Region.parent_id.is_(None)).order_by(Region.id).limit(1)
    return session.scalars(root).one()


def _line(water: Water) -> tuple[Place, ...]:
    return tuple(Place(*point) for point in water.line or ())
