"""Whom an office may name by hand: people in office and units, by what they are called. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.roles import CHIEFS, Role
from storage.circulars.places import Subject, places, posts_at
from storage.models import Post, Region
from storage.posts.holders import holders
from storage.posts.naming import posts_named

MOST_FOUND = 8
_NAMEABLE = CHIEFS | {Role.UNIT, Role.OFFICE, Role.LIAISON}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be named: by which post, and what that is called."""

    subject: Subject
    post_id: int
    seat: str


def candidates(session: Session, words: str, path: str, today: date) -> list[Candidate]:
    """The first people, then the units, found by these words in their name, unit, title, region or water."""
    matching = (
        select(Post.id)
        .join(Region, Region.id == Post.region_id)
        .where(Post.id.in_(posts_named(words, today)), Post.role.in_(_NAMEABLE), Region.path.startswith(path))
        .order_by(Post.id)
        .limit(MOST_FOUND * 2)
    )
    found = of_posts(session, session.scalars(matching).all(), today)
    people = [each for each in found if each.subject.person_id]
    units = {each.subject.key: each for each in found if not each.subject.person_id}
    return people[:MOST_FOUND] + list(units.values())[: MOST_FOUND // 2]


def of_posts(session: Session, post_ids: Collection[int], today: date) -> list[Candidate]:
    """The holders of these posts, and the unit that answers for each."""
    where, held = places(session), holders(session, post_ids, today)
    found = []
    for post in posts_at(session, post_ids).values():
        for holder in held.get(post.post_id, ()):
            if post.role in CHIEFS:
                own = Subject(f"p{holder.person_id}", holder.name, person_id=holder.person_id)
                found.append(Candidate(own, post.post_id, where.seat(post)))
        unit = where.unit_subject(post)
        if unit is not None:
            found.append(Candidate(unit, post.post_id, ""))
    return found
