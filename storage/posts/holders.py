"""Who holds a post on a day; which office is in charge of a region; who speaks for a liaison unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import Session

from rules.roles import Role
from storage.direct import run
from storage.models import Appointment, Person, Post, Region, Water


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in office. `title` is how the roster names the appointment, often empty."""

    post_id: int
    person_id: int
    name: str
    title: str


def in_office(day: date) -> ColumnElement[bool]:
    """The condition that an appointment is held on a day."""
    return (Appointment.from_on <= day) & or_(Appointment.until_on.is_(None), Appointment.until_on >= day)


_DAY = bindparam("day", type_=Appointment.from_on.type)
_IDS = bindparam("ids", expanding=True, type_=Post.id.type)
# Asked at every step of every matter: built once (see storage/direct.py).
_HELD = (
    select(Appointment.post_id, Person.id, Person.name, Appointment.title)
    .join(Person, Person.id == Appointment.person_id)
    .where(Appointment.post_id.in_(_IDS), Appointment.from_on <= _DAY, Person.on_roster)
    .where(or_(Appointment.until_on.is_(None), Appointment.until_on >= _DAY))
    .order_by(Appointment.id)
)
_PATHS = select(Region.id, Region.path).where(Region.id.in_(_IDS))
_WATER_PATHS = select(Water.id, Water.path).where(Water.id.in_(_IDS))
_LIAISONS = select(Post.water_id, Post.id).where(Post.role == Role.LIAISON, Post.water_id.in_(_IDS))
_IN_ROLE = select(Post.region_id, Post.id).where(Post.role == bindparam("role", type_=Post.role.type))
_IN_ROLE = _IN_ROLE.where(Post.region_id.in_(_IDS)).order_by(Post.id)


def holders(session: Session, post_ids: Iterable[int], day: date) -> dict[int, tuple[Holder, ...]]:
    """Who holds each post on a day; a vacant post is not in the answer."""
    asked = list(set(post_ids))
    rows = run(session, _HELD, {"ids": asked, "day": day}) if asked else ()
    found: dict[int, dict[int, Holder]] = {}
    for row in rows:
        found.setdefault(row.post_id, {})[row.id] = Holder(row.post_id, row.id, row.name, row.title)
    return {post_id: tuple(people.values()) for post_id, people in found.items()}


def offices(session: Session, region_ids: Iterable[int], day: date) -> dict[int, tuple[Holder, ...]]:
    """Who sits in the chief office in charge of each region: that of the region itself or the nearest above."""
    asked = list(set(region_ids))
    paths = run(session, _PATHS, {"ids": asked}) if asked else ()
    ways = {row.id: ids_of(row.path) for row in paths}
    posts = posts_of(session, Role.OFFICE, {above for way in ways.values() for above in way})
    held = holders(session, [post for each in posts.values() for post in each], day)
    return _nearest(ways, posts, held)


def people_at(session: Session, post_ids: Iterable[int], day: date) -> tuple[int, ...]:
    """Everybody who holds one of these posts on a day, each once."""
    return people_of(holders(session, post_ids, day).values())


def office_people(session: Session, region_id: int, day: date) -> tuple[int, ...]:
    """Everybody in the chief office in charge of a region, each once."""
    return people_of(offices(session, [region_id], day).values())


def people_of(held: Iterable[Iterable[Holder]]) -> tuple[int, ...]:
    """The people among holders of several posts, each once."""
    return tuple(dict.fromkeys(holder.person_id for people in held for holder in people))


def liaisons(session: Session, water_ids: Iterable[int], day: date) -> dict[int, tuple[Holder, ...]]:
    """Who speaks for the liaison unit 联络员单位 of each water, or of the nearest water it belongs to."""
    own = list(set(water_ids))
    paths: Iterable[Any] = run(session, _WATER_PATHS, {"ids": own}) if own else ()
    ways = {water_id: ids_of(path) for water_id, path in paths}
    asked = {above for way in ways.values() for above in way}
    posts: dict[int, list[int]] = {}
    rows: Iterable[Any] = run(session, _LIAISONS, {"ids": list(asked)}) if asked else ()
    for water_id, post_id in rows:
        if water_id is not None:
            posts.setdefault(water_id, []).append(post_id)
    return _nearest(ways, posts, holders(session, [post for each in posts.values() for post in each], day))


def ids_of(path: str | None) -> tuple[int, ...]:
    """The ids of a path, nearest first, itself included."""
    return tuple(int(part) for part in reversed((path or "").strip("/").split("/")) if part)


def part_of(path: str, regions: Iterable[str]) -> int:
    """The region right below the innermost of these (paths) in which a path lies; that one itself for its own."""
    own = max((region for region in regions if path.startswith(region)), key=len)
    return ids_of(path)[::-1][: len(ids_of(own)) + 1][-1]


def posts_of(session: Session, role: Role, region_ids: set[int]) -> dict[int, list[int]]:
    """The posts in a role by region."""
    found: dict[int, list[int]] = {}
    for row in run(session, _IN_ROLE, {"role": role, "ids": list(region_ids)}) if region_ids else ():
        found.setdefault(row.region_id, []).append(row.id)
    return found


def _nearest(
    ways: Mapping[int, Sequence[int]],
    posts: Mapping[int, Sequence[int]],
    held: Mapping[int, tuple[Holder, ...]],
) -> dict[int, tuple[Holder, ...]]:
    found = {}
    for asked, way in ways.items():
        seats = ([person for post in posts.get(above, ()) for person in held.get(post, ())] for above in way)
        people = next((people for people in seats if people), [])
        if people:
            found[asked] = tuple(people)
    return found
