"""Whom one turns to above a post: the superior chief along the water, else the general chief of the region."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from rules.roles import Level, Role
from storage.direct import run
from storage.models import Post, Region, Water
from storage.posts.holders import Holder, holders, ids_of, posts_of

_WATER_CHIEFS = (Role.RIVER_CHIEF, Role.LAKE_CHIEF)

_IDS = bindparam("ids", expanding=True, type_=Post.id.type)
_PLACES = (
    select(Post.id, Post.role, Post.level, Region.path, Water.path)
    .join(Region, Region.id == Post.region_id)
    .outerjoin(Water, Water.id == Post.water_id)
    .where(Post.id.in_(_IDS))
)
# The role is looked at here, not by the database: SQLite would go through all chiefs there are for a few waters.
_ON_WATERS = (
    select(Post.water_id, Post.level, Post.id, Post.region_id, Post.role)
    .where(Post.water_id.in_(_IDS))
    .order_by(Post.id)
)
_WATER_PATHS = select(Water.id, Water.path).where(Water.id.in_(_IDS))

Chiefs = Mapping[tuple[int, Level], Sequence[tuple[int, int]]]  # (post, region) by water and level


class _Place(NamedTuple):
    """Where a post stands; the ancestors of its region and water are nearest first, itself included."""

    post_id: int
    role: Role
    level: Level
    regions: tuple[int, ...]
    waters: tuple[int, ...]


def superiors(session: Session, post_ids: Iterable[int], day: date) -> dict[int, tuple[Holder, ...]]:
    """The superior chief of each post.

    For the chief of a water: the chief of that water, or of the water it flows into, one level up in a region above;
    else the general chief of the region above; for any other post that of its own region, or above. A vacant seat is
    passed over, and so is one held by the very person spoken of.
    """
    places = _places(session, post_ids)
    on_water = [place for place in places if place.role in _WATER_CHIEFS]
    waters = water_chiefs(session, {water for place in on_water for water in place.waters})
    generals = posts_of(session, Role.GENERAL_CHIEF, {region for place in places for region in place.regions})
    ways = {place.post_id: _way_up(place, waters, generals) for place in places}
    asked = {seat for way in ways.values() for seat in way} | set(ways)
    held = holders(session, asked, day)
    found = {post_id: _first_other(post_id, way, held) for post_id, way in ways.items()}
    return {post_id: people for post_id, people in found.items() if people}


def chiefs_of(
    session: Session, waters: Iterable[tuple[int, Level]], day: date
) -> dict[tuple[int, Level], tuple[Holder, ...]]:
    """The chief at a level of each water, or of the nearest water that it is part of."""
    asked = set(waters)
    paths: Iterable[Any] = run(session, _WATER_PATHS, {"ids": list({water for water, _ in asked})}) if asked else ()
    upward = {water: ids_of(path) for water, path in paths}
    chiefs = water_chiefs(session, {above for way in upward.values() for above in way})
    held = holders(session, {post for seats in chiefs.values() for post, _ in seats}, day)
    found = {}
    for water, level in asked:
        seats = (post for above in upward.get(water, ()) for post, _ in chiefs.get((above, level), ()))
        people = next((held[post] for post in seats if post in held), ())
        if people:
            found[water, level] = people
    return found


def _places(session: Session, post_ids: Iterable[int]) -> list[_Place]:
    asked = list(set(post_ids))
    rows: Iterable[Any] = run(session, _PLACES, {"ids": asked}) if asked else ()
    return [_Place(post, role, level, ids_of(region), ids_of(water)) for post, role, level, region, water in rows]


def water_chiefs(session: Session, waters: set[int]) -> Chiefs:
    """The posts of chiefs on these very waters."""
    rows: Iterable[Any] = run(session, _ON_WATERS, {"ids": list(waters)}) if waters else ()
    found: dict[tuple[int, Level], list[tuple[int, int]]] = {}
    for water_id, level, post_id, region_id, role in rows:
        if role in _WATER_CHIEFS:
            found.setdefault((water_id, level), []).append((post_id, region_id))
    return found


def _way_up(place: _Place, waters: Chiefs, generals: Mapping[int, Sequence[int]]) -> list[int]:
    """The posts to turn to, in order. Never further than the region above: no district head hears of every village."""
    on_water = place.role in _WATER_CHIEFS
    way = _along_the_water(place, waters) if on_water else []
    # Only where there is no region above does the chief of a water look to the general chief of the own one.
    upward = (place.regions[1:2] or place.regions[:1]) if on_water else place.regions[:2]
    return way + [post for region in upward for post in generals.get(region, ()) if post != place.post_id]


def _along_the_water(place: _Place, waters: Chiefs) -> list[int]:
    above = place.level.superior
    if above is None:
        return []
    seats = [seat for water in place.waters for seat in waters.get((water, above), ())]
    return [post for post, region in seats if region in place.regions]


def _first_other(post_id: int, way: Iterable[int], held: Mapping[int, tuple[Holder, ...]]) -> tuple[Holder, ...]:
    """The holders of the first held post whose holder is not already who is spoken of."""
    own = {holder.person_id for holder in held.get(post_id, ())}
    for seat in way:
        others = tuple(holder for holder in held.get(seat, ()) if holder.person_id not in own)
        if others:
            return others
    return ()
