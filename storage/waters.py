"""Waters 水体 and reaches 河段: their lines, what lies near a place, what lies beside a reach."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from rules.geodesy import Line, Place, box, metres, nearest
from storage.direct import run
from storage.models import Water

JOINT = 300.0  # metres; reaches whose ends are farther apart are not one line
MOST_NEIGHBOURS = 12
_MARGIN = 1_500.0


_LINE = select(Water.path, Water.line).where(Water.id == bindparam("water"))


class Near(NamedTuple):
    """A water and how far a place is off its line, in metres."""

    water_id: int
    name: str
    metres: float


def line_of(told: Sequence[Any] | None) -> Line | None:
    """The line of a water as the table keeps it; None where it has none."""
    return tuple(Place(float(lat), float(lon)) for lat, lon in told) if told else None


def lines_of(session: Session, water_id: int) -> tuple[Line, ...]:
    """The water's own line, else the lines of the reaches it is made of (nearest below it in the tree)."""
    water = run(session, _LINE, {"water": water_id}).first()
    return lines_from(session, water_id, water.path, water.line) if water else ()


def lines_from(session: Session, water_id: int, path: str, told: Sequence[Any] | None) -> tuple[Line, ...]:
    """As `lines_of`, of a water that was read already: `told` is its line as the table keeps it."""
    own = line_of(told)
    return (own,) if own else _lines_below(session, water_id, path)


def line_to_walk(session: Session, water_id: int) -> Line | None:
    """The one line along which a patrol of this water is measured; None where its reaches do not join."""
    return joined(lines_of(session, water_id))


def joined(lines: Iterable[Line]) -> Line | None:
    """Several lines as one, in whatever order and direction they were drawn; None if their ends do not meet."""
    left = [line for line in lines if line]
    if not left:
        return None
    whole = left.pop(0)
    while left:
        longer = next((made for line in left if (made := _with(whole, line)) is not None), None)
        if longer is None:
            return None
        left.remove(longer[1])
        whole = longer[0]
    return whole


def off(place: Place, lines: Iterable[Line]) -> float | None:
    """How many metres a place is off the nearest of some lines; None where there is no line."""
    return min((nearest(place, line).metres_off for line in lines if line), default=None)


def nearest_of(session: Session, place: Place, water_ids: Iterable[int]) -> Near | None:
    """Which of these waters is nearest to a place; None where none has a line."""
    names = session.execute(select(Water.id, Water.name).where(Water.id.in_(set(water_ids))).order_by(Water.id))
    found = [
        Near(water_id, name, metres_off)
        for water_id, name in names
        if (metres_off := off(place, lines_of(session, water_id))) is not None
    ]
    return min(found, key=lambda near: near.metres, default=None)


def near(session: Session, place: Place, within: float) -> list[Near]:
    """The waters with a line within so many metres of a place, the nearest first."""
    rows = session.execute(
        select(Water.id, Water.name, Water.line).where(_touches((place,), within), Water.line.is_not(None))
    )
    found = [Near(row.id, row.name, nearest(place, line).metres_off) for row in rows if (line := line_of(row.line))]
    return sorted((each for each in found if each.metres <= within), key=lambda each: each.metres)


def neighbours(session: Session, water_id: int) -> list[tuple[str, Line]]:
    """Names and lines of the waters beside a reach, without those it is part of or made of."""
    water, lines = session.get_one(Water, water_id), lines_of(session, water_id)
    if not lines:
        return []
    rows = session.execute(
        select(Water.name, Water.line, Water.path)
        .where(
            _touches([place for line in lines for place in line], _MARGIN),
            Water.line.is_not(None),
            ~Water.path.startswith(water.path),
        )
        .order_by(Water.length_m.desc())
        .limit(MOST_NEIGHBOURS)
    )
    return [(row.name, line) for row in rows if not water.path.startswith(row.path) and (line := line_of(row.line))]


def _lines_below(session: Session, water_id: int, path: str) -> tuple[Line, ...]:
    rows = session.execute(
        select(Water.path, Water.line)
        .where(
            Water.path.startswith(path),
            Water.id != water_id,
            Water.line.is_not(None),
            Water.removed_on.is_(None),
        )
        .order_by(Water.path)
    )
    found: dict[str, Line] = {}
    for below, told in rows:
        line = line_of(told)
        if line and not any(below.startswith(above) for above in found):
            found[below] = line
    return tuple(found.values())


def _with(whole: Line, line: Line) -> tuple[Line, Line] | None:
    first, last = whole[0], whole[-1]
    if metres(last, line[0]) <= JOINT:
        return whole + line, line
    if metres(line[-1], first) <= JOINT:
        return line + whole, line
    if metres(last, line[-1]) <= JOINT:
        return whole + line[::-1], line
    if metres(line[0], first) <= JOINT:
        return line[::-1] + whole, line
    return None


def _touches(places: Sequence[Place], margin: float) -> ColumnElement[bool]:
    around = box(tuple(places), margin)
    return (
        (Water.south <= around.north)
        & (Water.north >= around.south)
        & (Water.west <= around.east)
        & (Water.east >= around.west)
        & Water.removed_on.is_(None)
    )
