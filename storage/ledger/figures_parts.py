"""What figures are broken down by: the regions of a level, the rivers, the reaches of one river. Reads only."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.roles import Level
from storage.ledger import listing
from storage.models import Region, Water
from storage.posts.tenures import Seat

NO_WATER = 0  # stands for the water of what has none
NOWHERE = -1


class Part(NamedTuple):
    """A part that the figures are broken down by; `own` is what belongs to the whole and to none of its parts."""

    id: int
    name: str
    own: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: in regions (by path), from a moment up to another, by region or water, of one water or all."""

    regions: Sequence[str]
    moments: tuple[datetime, datetime]
    today: date
    by_water: bool = False
    water_id: int | None = None

    def place_of(self, regions: Container[int]) -> Callable[[Seat], int]:
        """Where a seat's patrols are counted; `regions` are those in scope."""

        def place(seat: Seat) -> int:
            if not self.by_water:
                return seat.region_id
            return (seat.water_id or NO_WATER) if seat.region_id in regions else NOWHERE

        return place


def parts_of(session: Session, regions: Sequence[str], level: Level) -> dict[int, Part]:
    """The part that each region in scope belongs to."""
    rows = session.execute(select(Region.id, Region.name, Region.level, Region.path).where(listing.inside(regions)))
    known = {row.id: row for row in rows}
    parts = {}
    for region_id, row in known.items():
        way = (known.get(int(each)) for each in row.path.strip("/").split("/"))
        above = next((one for one in way if one is not None and one.level == level), None)
        parts[region_id] = Part(above.id, above.name, False) if above else Part(region_id, row.name, True)
    return parts


def waters_of(session: Session, water_id: int | None) -> dict[int, Part]:
    """The river that each water belongs to; below one water, its reach right below."""
    known = {row.id: row for row in session.execute(select(Water.id, Water.name, Water.path))}
    parts = {} if water_id else {NO_WATER: Part(NO_WATER, "未填河流", False)}
    for each, row in known.items():
        way = [int(one) for one in row.path.strip("/").split("/") if one]
        if water_id is None:
            parts[each] = Part(way[0], known[way[0]].name, False)
        elif water_id in way:
            below = way[way.index(water_id) + 1 :][:1] or [water_id]
            parts[each] = Part(below[0], known[below[0]].name, below[0] == water_id)
    return parts
