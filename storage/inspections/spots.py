"""What may be inspected: a water or a region that the inspecting post answers for, by name or by place."""

from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rules.geodesy import Place
from rules.refusals import Refusal
from storage import places
from storage.models import Region, Water
from storage.posts.desks import Seat

MOST = 8  # as many as a phone shows at a glance
WATER, REGION = "w", "r"


class Spot(NamedTuple):
    """A water (`kind` "w") or a region ("r"), with the region that it lies in."""

    kind: str
    id: int
    name: str
    region: str


def by_name(session: Session, words: str, seat: Seat) -> list[Spot]:
    """Waters and regions within the post's reach whose name has these words; the shortest names first."""
    waters = session.execute(
        select(Water.id, Water.name, Region.name, Region.path, Water.path)
        .join(Region, Region.id == Water.region_id)
        .where(Water.removed_on.is_(None), Water.name.contains(words, autoescape=True))
        .where(or_(Region.path.startswith(seat.region_path), Water.path.startswith(seat.water_path or "-")))
    )
    regions = session.execute(
        select(Region.id, Region.name, Region.path).where(
            Region.name.contains(words, autoescape=True), Region.path.startswith(seat.region_path)
        )
    )
    found = [Spot(WATER, row[0], row[1], row[2]) for row in waters]
    found += [Spot(REGION, row[0], row[1], row[1]) for row in regions]
    return sorted(found, key=lambda spot: (len(spot.name), spot.name, spot.kind, spot.id))[:MOST]


def at(session: Session, place: Place, seat: Seat) -> Spot:
    """The water nearest to a place, else the region around it; refuses what is outside the post's reach."""
    where = places.belonging(session, place, places.Own(region_id=seat.region_id))
    if where.outside or where.region_id is None:
        raise Refusal("refusal/inspection_place_far", name=where.name, metres=where.metres)
    kind, spot_id = (WATER, where.water_id) if where.water_id else (REGION, where.region_id)
    return within(session, kind, spot_id, seat)


def within(session: Session, kind: str, spot_id: int, seat: Seat) -> Spot:
    """The spot by its id; refuses one that is gone or that the post has no say over."""
    if kind == WATER:
        water = session.get(Water, spot_id)
        region = session.get(Region, water.region_id) if water and water.removed_on is None else None
    else:
        water, region = None, session.get(Region, spot_id)
    if region is None:
        raise Refusal("refusal/button_too_old")
    own_water = water is not None and seat.water_path is not None and water.path.startswith(seat.water_path)
    if not own_water and not region.path.startswith(seat.region_path):
        raise Refusal("refusal/not_your_region")
    return Spot(kind, spot_id, water.name if water else region.name, region.name)
