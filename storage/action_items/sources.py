"""What a matter may rest on: patrols that chiefs ended, waters whose key problems one keeps. Reads only."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rules.points import POINT_KINDS
from rules.roles import CHIEFS, Level
from storage.models import Patrol, PatrolState, Person, Post, Region, Water

MOST = 12


class PatrolChoice(NamedTuple):
    """A patrol that is over."""

    id: int
    at: datetime
    water: str
    chief: str
    post_id: int
    water_id: int
    region_id: int
    region_path: str


class WaterChoice(NamedTuple):
    """A water whose key problems somebody keeps."""

    id: int
    name: str
    region_id: int


def patrols(
    session: Session, posts: Sequence[int], regions: Sequence[str], patrol_id: int | None = None, limit: int = MOST
) -> list[PatrolChoice]:
    """The newest patrols of these posts, and of chiefs above the village in these regions; or the one asked for."""
    rows = (
        select(Patrol.id, Patrol.started_at, Water.name, Person.name, Post.id, Water.id, Region.id, Region.path)
        .join(Post, Post.id == Patrol.post_id)
        .join(Region, Region.id == Post.region_id)
        .join(Water, Water.id == Patrol.water_id)
        .join(Person, Person.id == Patrol.person_id)
        .where(Patrol.state == PatrolState.FINISHED, Post.role.in_(CHIEFS), or_(
            Post.id.in_(posts),
            *((Region.path.startswith(path)) & (Post.level != Level.VILLAGE) for path in regions),
        ))
        .order_by(Patrol.started_at.desc())
    )  # fmt: skip
    if patrol_id is not None:
        rows = rows.where(Patrol.id == patrol_id)
    return [PatrolChoice(*row) for row in session.execute(rows.limit(limit))]


def waters(
    session: Session, regions: Sequence[str], paths: Sequence[str], words: str = "", water_id: int | None = None
) -> list[WaterChoice]:
    """The waters in these regions or below these waters (by their paths), the largest first; with some words only."""
    rows = (
        select(Water.id, Water.name, Water.region_id)
        .join(Region, Region.id == Water.region_id)
        .where(
            Water.removed_on.is_(None),
            Water.kind.not_in(POINT_KINDS - {"水库"}),
            or_(Water.id.is_(None), *(Region.path.startswith(path) for path in regions),
                *(Water.path.startswith(path) for path in paths)),
        )
        .order_by(Water.parent_id.is_not(None), Water.path)
    )  # fmt: skip
    if words:
        rows = rows.where(Water.name.contains(words.strip(), autoescape=True))
    if water_id is not None:
        rows = rows.where(Water.id == water_id)
    return [WaterChoice(*row) for row in session.execute(rows.limit(MOST))]


def paths_of(session: Session, water_id: int) -> tuple[str, str]:
    """The paths of a water's region and of the water itself; both empty where there is no such water."""
    row = session.execute(
        select(Region.path, Water.path).join(Water, Water.region_id == Region.id).where(Water.id == water_id)
    ).first()
    return (row[0], row[1]) if row else ("", "")
