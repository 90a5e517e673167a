"""Who is above those who have an issue in hand: the superior chief, and the office above the one in charge."""

from datetime import date

from sqlalchemy.orm import Session

from rules.roles import CHIEFS, Role
from storage.issues.matters import Matter
from storage.models import Post
from storage.posts.holders import holders, ids_of, posts_of
from storage.posts.superiors import chiefs_of, superiors


def above(session: Session, now: Matter, day: date) -> tuple[int, ...]:
    """The people with whom something about the issue is filed 报上级备案, each once."""
    people = (*_chiefs(session, now, day), *_office(session, now, day))
    return tuple(dict.fromkeys(people))


def _chiefs(session: Session, now: Matter, day: date) -> list[int]:
    post = session.get(Post, now.issue.assignee_post_id) if now.issue.assignee_post_id else None
    if post is None:
        return []
    if post.role in CHIEFS:
        found = superiors(session, [post.id], day).get(post.id, ())
    else:
        # A unit answers to the chief of its level on this water.
        where = (now.issue.water_id or 0, post.level)
        found = chiefs_of(session, [where], day).get(where, ()) if now.issue.water_id else ()
    return [holder.person_id for holder in found]


def _office(session: Session, now: Matter, day: date) -> list[int]:
    """The first office above the one that is in charge."""
    way = ids_of(now.region_path)
    posts = posts_of(session, Role.OFFICE, set(way))
    held = holders(session, [post for some in posts.values() for post in some], day)
    seats = ([person.person_id for post in posts.get(region, ()) for person in held.get(post, ())] for region in way)
    manned = [people for people in seats if people]
    return manned[1] if len(manned) > 1 else []
