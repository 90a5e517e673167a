"""What stands on the drawn responsibility tree 树状图 of a region: posts with their holders, points. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.points import KEEPER_OF
from rules.roles import KEEPERS, Level, Role
from storage.models import Appointment, Person, Post, Region, Water
from storage.points.finding import is_point
from storage.posts.holders import in_office
from storage.posts.tree_seats import GENERALS, WATER_CHIEFS

_SHOWN = GENERALS | WATER_CHIEFS | KEEPERS


@dataclass(frozen=True, slots=True)
class TreePost:
    """A post of the tree; `people` is empty where nobody holds it. A point that never had a keeper is one too."""

    role: Role
    level: Level
    region_id: int
    region_path: str
    water_path: str
    water: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TreeRegion:
    """A region of the tree."""

    id: int
    name: str
    level: Level
    path: str


@dataclass(frozen=True, slots=True)
class TreeRows:
    """The region, those below it, every post."""

    root: TreeRegion
    regions: tuple[TreeRegion, ...]
    posts: tuple[TreePost, ...]


def rows(session: Session, region_id: int, day: date) -> TreeRows | None:
    """All of a region's tree; None if the region is no more."""
    root = session.get(Region, region_id)
    if root is None:
        return None
    below = session.scalars(select(Region).where(Region.path.startswith(root.path)).order_by(Region.path)).all()
    regions = tuple(TreeRegion(each.id, each.name, each.level, each.path) for each in below)
    own = next(each for each in regions if each.id == region_id)
    posts = (*_posts(session, root.path, day), *_unkept(session, root.path))
    return TreeRows(own, regions, posts)


def _posts(session: Session, path: str, day: date) -> Sequence[TreePost]:
    found = session.execute(
        select(Post.id, Post.role, Post.level, Region.id, Region.path, Water.path, Water.name)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .where(Region.path.startswith(path), Post.role.in_(_SHOWN), Water.removed_on.is_(None))
        .order_by(Water.path, Post.id)
    ).all()
    held = _held(session, path, day)
    return [
        TreePost(role, level, region_id, region_path, water_path or "", water or "",
                 tuple(dict.fromkeys(held.get(post_id, ()))))
        for post_id, role, level, region_id, region_path, water_path, water in found
    ]  # fmt: skip


def _held(session: Session, path: str, day: date) -> dict[int, list[str]]:
    """Names by post: one select for the whole region, however many posts it has."""
    found: dict[int, list[str]] = {}
    rows = session.execute(
        select(Appointment.post_id, Person.name)
        .join(Person, Person.id == Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .where(Region.path.startswith(path), Post.role.in_(_SHOWN), in_office(day), Person.on_roster)
        .order_by(Appointment.id)
    )
    for post_id, name in rows:
        found.setdefault(post_id, []).append(name)
    return found


def _unkept(session: Session, path: str) -> Sequence[TreePost]:
    """Points for which there is no keeper's post at all: vacant too."""
    kept = select(Post.water_id).where(Post.role.in_(KEEPERS), Post.water_id.is_not(None))
    found = session.execute(
        select(Water.kind, Region.id, Region.path, Water.path, Water.name)
        .join(Region, Region.id == Water.region_id)
        .where(Region.path.startswith(path), is_point(), Water.id.not_in(kept))
        .order_by(Water.path)
    )
    return [
        TreePost(KEEPER_OF[kind], Level.VILLAGE, region_id, region_path, water_path, name, ())
        for kind, region_id, region_path, water_path, name in found
    ]
