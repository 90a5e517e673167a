"""Who holds a post on a day; which office is in charge of a region; who speaks for a liaison unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from rules.roles import Role
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


def holders(session: Session, post_ids: Iterable[int], day: date) -> dict[int, tuple[Holder, ...]]:
    """Who holds each post on a day; a vacant post is not in the answer."""
    rows = session.execute(
        select(Appointment.post_id, Person.id, Person.name, Appointment.title)
        .join(Person, Person.id == Appointment.person_id)
        .where(Appointment.post_id.in_(set(post_ids)), in_office(day), Person.on_roster)
        .order_by(Appointment.id)
    )
    found: dict[int, dict[int, Holder]] = {}
    for row in rows:
        found.setdefault(row.post_id, {})[row.id] = Holder(row.post_id, row.id, row.name, row.title)
    return {post_id: tuple(people.values()) for post_id, people in found.items()}


def offices(session: Session, region_ids: Iterable[int], day: date) -> dict[int, tuple[Holder, ...]]:
    """Who sits in the chief office in charge of each region: that of the region itself or the nearest above."""
    paths = session.execute(select(Region.id, Region.path).where(Region.id.in_(set(region_ids)))).all()
    ways = {region_id: ids_of(path) for region_id, path in paths}
    posts = posts_of(session, Role.OFFICE, {above for way in ways.values() for above in way})
    held = holders(session, [post for each in posts.values() for post in each], day)
    return _nearest(ways, posts, held)


def liaisons(session: Session, water_ids: Iterable[int], day: date) -> dict[int, tuple[Holder, ...]]:
    """Who speaks for the liaison unit 联络员单位 of each water, or of the nearest water it belongs to."""
    paths = session.execute(select(Water.id, Water.path).where(Water.id.in_(set(water_ids)))).all()
    ways = {water_id: ids_of(path) for water_id, path in paths}
    asked = {above for way in ways.values() for above in way}
    posts: dict[int, list[int]] = {}
    rows = select(Post.water_id, Post.id).where(Post.role == Role.LIAISON, Post.water_id.in_(asked))
    for water_id, post_id in session.execute(rows):
        if water_id is not None:
            posts.setdefault(water_id, []).append(post_id)
    return _nearest(ways, posts, holders(session, [post for each in posts.values() for post in each], day))


def ids_of(path: str | None) -> tuple[int, ...]:
    """The ids of a path, nearest first, itself included."""
    return tuple(int(part) for part in reversed((path or "").strip("/").split("/")) if part)


def posts_of(session: Session, role: Role, region_ids: set[int]) -> dict[int, list[int]]:
    """The posts in a role by region."""
    rows = select(Post.region_id, Post.id).where(Post.role == role, Post.region_id.in_(region_ids))
    found: dict[int, list[int]] = {}
    for region_id, post_id in session.execute(rows.order_by(Post.id)):
        found.setdefault(region_id, []).append(post_id)
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
