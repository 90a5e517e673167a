"""Which chiefs answer for waters on a day: those of the very water, and all along it and above it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rules.roles import CHIEFS, Level, Role, post_word
from storage.models import Post, Region, Water
from storage.posts.holders import holders, ids_of

_GENERALS = (Role.GENERAL_CHIEF, Role.DEPUTY_GENERAL_CHIEF)


@dataclass(frozen=True, slots=True)
class Chief:
    """Somebody in office as people read it: 村级河长 张卫民, 青溪村党支部书记. Never a telephone number."""

    name: str
    post: str
    title: str


@dataclass(frozen=True, slots=True)
class Along:
    """The chiefs of a water: its own (or those of the nearest water above), those one step up, everybody's names."""

    own: tuple[Chief, ...] = ()
    above: tuple[Chief, ...] = ()
    serving: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its own chiefs."""
        return tuple(dict.fromkeys(chief.name for chief in self.own))


def along(session: Session, water_ids: Iterable[int], day: date) -> dict[int, Along]:
    """The chiefs of each water on a day."""
    rows = session.execute(
        select(Water.id, Water.path, Region.path)
        .join(Region, Region.id == Water.region_id)
        .where(Water.id.in_(set(water_ids)))
    )
    ways = {water_id: (ids_of(path), ids_of(region)) for water_id, path, region in rows}
    waters = {each for way, _ in ways.values() for each in way}
    regions = {each for _, way in ways.values() for each in way}
    chiefs = _chiefs(session, waters, regions, day)
    return {water_id: _along([*way], [*upward], chiefs) for water_id, (way, upward) in ways.items()}


def _along(way: list[int], upward: list[int], chiefs: dict[tuple[str, int], list[tuple[Level, Chief]]]) -> Along:
    rings = [found for each in way if (found := chiefs.get(("water", each)))]
    rings += [found for each in upward if (found := chiefs.get(("region", each)))]
    serving = frozenset(chief.name for ring in rings for _, chief in ring)
    own = tuple(chief for _, chief in rings[0]) if rings else ()
    above = tuple(chief for _, chief in rings[1]) if len(rings) > 1 else ()
    return Along(own, above, serving)


def _chiefs(
    session: Session, waters: set[int], regions: set[int], day: date
) -> dict[tuple[str, int], list[tuple[Level, Chief]]]:
    on_water = Post.water_id.in_(waters) & Post.role.in_(CHIEFS)
    general = Post.water_id.is_(None) & Post.region_id.in_(regions) & Post.role.in_(_GENERALS)
    posts = session.execute(
        select(Post.id, Post.role, Post.level, Post.water_id, Post.region_id)
        .where(or_(on_water, general))
        .order_by(Post.id)
    ).all()
    held = holders(session, [post.id for post in posts], day)
    found: dict[tuple[str, int], list[tuple[Level, Chief]]] = {}
    for post in sorted(posts, key=lambda each: -each.level.rank):
        key = ("water", post.water_id) if post.water_id is not None else ("region", post.region_id)
        word = post_word(post.role, post.level)
        found.setdefault(key, []).extend(
            (post.level, Chief(each.name, word, each.title)) for each in held.get(post.id, ())
        )
    return found
