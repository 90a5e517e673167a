"""Who speaks for whoever is named: the person; a unit's own people; a township's chief office. Reads only."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.roles import Role
from storage.models import Circular, CircularName, Post
from storage.posts import binding
from storage.posts.holders import holders, people_at, posts_of


def speakers(session: Session, rows: Iterable[CircularName], today: date) -> dict[int, tuple[int, ...]]:
    """The people who hear of each name, by its id; a unit without anybody in office has none."""
    listed = list(rows)
    posts = posts_speaking(session, listed)
    held = holders(session, {post for each in posts.values() for post in each}, today)
    found: dict[int, tuple[int, ...]] = {}
    for row in listed:
        people = (holder.person_id for post in posts.get(row.id, ()) for holder in held.get(post, ()))
        found[row.id] = (row.person_id,) if row.person_id else tuple(dict.fromkeys(people))
    return found


def unreached(session: Session, rows: Iterable[CircularName], today: date) -> list[str]:
    """The names that nobody with an account would hear of: they are to be told by phone."""
    listed = list(rows)
    told = speakers(session, listed, today)
    everybody = {person for people in told.values() for person in people}
    reached = binding.bound(session, everybody)
    return [row.name for row in listed if not reached.intersection(told[row.id])]


def gone(session: Session, rows: Iterable[CircularName], today: date) -> set[int]:
    """The names of people who hold the post for which they are named no more on that day."""
    asked = {row.id: (row.post_id, row.person_id) for row in rows if row.post_id and row.person_id}
    have_left = left(session, asked.values(), today)
    return {name_id for name_id, pair in asked.items() if pair in have_left}


def left(session: Session, pairs: Iterable[tuple[int, int]], today: date) -> frozenset[tuple[int, int]]:
    """Those of these posts and people (post, person) that hold together no more on that day."""
    asked = frozenset(pairs)
    held = holders(session, {post for post, _ in asked}, today)
    return asked - {(post, holder.person_id) for post, people in held.items() for holder in people}


def posts_speaking(session: Session, rows: Collection[CircularName]) -> dict[int, list[int]]:
    """The posts that answer for each unit or township, by the id of its name."""
    units: dict[int, list[int]] = {}
    asked = {row.unit_id for row in rows if row.unit_id}
    if asked:
        in_unit = select(Post.unit_id, Post.id).where(Post.unit_id.in_(asked), Post.role == Role.UNIT)
        for unit_id, post_id in session.execute(in_unit.order_by(Post.id)):
            units.setdefault(unit_id or 0, []).append(post_id)
    towns = {row.region_id for row in rows if row.region_id}
    offices = posts_of(session, Role.OFFICE, towns)
    chiefs = posts_of(session, Role.GENERAL_CHIEF, towns - set(offices))
    found = {row.id: units.get(row.unit_id, []) for row in rows if row.unit_id}
    return found | {row.id: [*offices.get(row.region_id, ()), *chiefs.get(row.region_id, ())]
                    for row in rows if row.region_id}  # fmt: skip


def office_people(session: Session, circular: Circular, today: date) -> list[int]:
    """Who sits in the office that issues it; the one who began it or sent it to be signed first."""
    posts = posts_of(session, Role.OFFICE, {circular.region_id}).get(circular.region_id, [])
    people = people_at(session, posts, today)
    own = (circular.sent_by_id, circular.drafted_by_id)
    return sorted(people, key=lambda person: person not in own)
