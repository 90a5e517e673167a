"""Places by name that figures can be narrowed down to: regions in scope, and waters in them. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from rules.roles import Level
from storage.ledger import listing
from storage.models import Region, Water

MOST = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A region (its path and level) or, without a level, a water."""

    id: int
    name: str
    path: str
    level: Level | None = None


def named(session: Session, regions: Sequence[str], words: str) -> list[Place]:
    """The places so called; if none is, those whose name has the words in it, regions before waters."""
    exact = [*_regions(session, regions, Region.name == words), *_waters(session, regions, Water.name == words)]
    if exact:
        return exact[:MOST]
    inside = (Region.name.contains(words, autoescape=True), Water.name.contains(words, autoescape=True))
    return [*_regions(session, regions, inside[0]), *_waters(session, regions, inside[1])][:MOST]


def region(session: Session, regions: Sequence[str], region_id: int) -> Place | None:
    """The region, if it lies in scope."""
    return next(iter(_regions(session, regions, Region.id == region_id)), None)


def water(session: Session, regions: Sequence[str], water_id: int) -> Place | None:
    """The water, if it has to do with the scope."""
    return next(iter(_waters(session, regions, Water.id == water_id)), None)


def _regions(session: Session, regions: Sequence[str], which: ColumnElement[bool]) -> list[Place]:
    rows = select(Region.id, Region.name, Region.path, Region.level)
    rows = rows.where(listing.inside(regions), which).order_by(Region.path).limit(MOST)
    return [Place(row.id, row.name, row.path, row.level) for row in session.execute(rows)]


def _waters(session: Session, regions: Sequence[str], which: ColumnElement[bool]) -> list[Place]:
    """Waters in the regions, and longer ones of which a reach lies there."""
    reach, there = aliased(Water), aliased(Region)
    reaches = exists().where(
        reach.path.startswith(Water.path), there.id == reach.region_id, listing.inside(regions, there)
    )
    rows = select(Water.id, Water.name, Water.path).where(which, reaches).order_by(Water.path).limit(MOST)
    return [Place(row.id, row.name, row.path) for row in session.execute(rows)]
