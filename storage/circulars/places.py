"""Where somebody belongs: regions by id, the township around each, posts with the unit they speak for. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.roles import Level, Role, post_word
from storage.models import Post, Region, Unit, Water
from storage.posts.holders import ids_of


class Subject(NamedTuple):
    """A person, unit or region that may be named; `key` as CircularName.subject."""

    key: str
    name: str
    person_id: int | None = None
    unit_id: int | None = None
    region_id: int | None = None


class PostAt(NamedTuple):
    """A post with what it is called by."""

    post_id: int
    role: Role
    level: Level
    region_id: int
    water: str | None
    unit_id: int | None
    unit: str | None


@dataclass(frozen=True)
class Places:
    """All regions: name, level and path by id."""

    names: dict[int, str]
    levels: dict[int, Level]
    paths: dict[int, str]

    def town_of(self, region_id: int) -> int | None:
        """The township that a region is or lies in; None for what lies above."""
        way = ids_of(self.paths.get(region_id, ""))
        return next((each for each in way if self.levels.get(each) is Level.TOWNSHIP), None)

    def town_subject(self, region_id: int) -> Subject | None:
        """The township as a unit that may be named."""
        town = self.town_of(region_id)
        return None if town is None else Subject(f"r{town}", self.names[town], region_id=town)

    def unit_subject(self, post: PostAt) -> Subject | None:
        """The unit that answers for a post: its own, else the township."""
        if post.unit_id is not None and post.unit:
            return Subject(f"u{post.unit_id}", post.unit, unit_id=post.unit_id)
        return self.town_subject(post.region_id)

    def seat(self, post: PostAt) -> str:
        """大路街道青溪村村级河长（璧南河青溪村段）."""
        return self.seat_at(post.region_id, post.role, post.level, post.water)

    def seat_at(self, region_id: int, role: Role, level: Level, water: str | None) -> str:
        """As `seat`, for a seat of no post that was read."""
        way = [each for each in reversed(ids_of(self.paths[region_id])) if self.levels[each] not in _ABOVE]
        where = "".join(self.names[each] for each in way) or self.names[region_id]
        return where + post_word(role, level) + (f"（{water}）" if water else "")


_ABOVE = frozenset({Level.CITY, Level.COUNTY})


def places(session: Session) -> Places:
    """All regions, in one statement."""
    rows = session.execute(select(Region.id, Region.name, Region.level, Region.path)).all()
    return Places({r.id: r.name for r in rows}, {r.id: r.level for r in rows}, {r.id: r.path for r in rows})


def posts_at(session: Session, post_ids: Collection[int]) -> dict[int, PostAt]:
    """These posts by id."""
    rows = session.execute(
        select(Post.id, Post.role, Post.level, Post.region_id, Water.name, Post.unit_id, Unit.name)
        .outerjoin(Water, Water.id == Post.water_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Post.id.in_(set(post_ids)))
    )
    return {
        post: PostAt(post, role, level, region, water, unit, name)
        for post, role, level, region, water, unit, name in rows
    }
