"""Where findings go (clause L15): to the locality to assign, and to the department and the liaison unit to know."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.inspections import DEPARTMENT_LEVELS
from rules.roles import Role
from rules.unit_words import fits
from storage.models import FindingRoute, Issue, Post, Receiver, Region, Unit
from storage.once import insert_once
from storage.posts.holders import Holder, holders, ids_of, liaisons, offices, people_at


def receivers(session: Session, issue: Issue, today: date) -> dict[Receiver, tuple[Holder, ...]]:
    """Who gets a finding.

    The locality is the office of its township, or the nearest above; the departments are those of the county or
    above whose work its type usually is (by their names); the liaison unit is that of its water or the river above.
    """
    found = {
        Receiver.LOCALITY: offices(session, [issue.region_id], today).get(issue.region_id, ()),
        Receiver.DEPARTMENT: _departments(session, issue, today),
    }
    if issue.water_id is not None:
        found[Receiver.LIAISON] = liaisons(session, [issue.water_id], today).get(issue.water_id, ())
    return found


def keep(session: Session, issue: Issue, found: Mapping[Receiver, tuple[Holder, ...]], at: datetime) -> None:
    """Writes down which posts a finding went to; a post that is two of these is written as the first."""
    posts: dict[int, Receiver] = {}
    for receiver, people in found.items():
        for holder in people:
            posts.setdefault(holder.post_id, receiver)
    rows = [{"issue_id": issue.id, "post_id": post, "receiver": each, "at": at} for post, each in posts.items()]
    insert_once(session, FindingRoute, rows)


def handed_to(session: Session, issue_id: int, today: date) -> tuple[int, ...]:
    """The people to whom a finding was handed to know: they may open it."""
    posts = session.scalars(select(FindingRoute.post_id).where(FindingRoute.issue_id == issue_id)).all()
    return people_at(session, posts, today)


def _departments(session: Session, issue: Issue, today: date) -> tuple[Holder, ...]:
    upward = ids_of(session.get_one(Region, issue.region_id).path)
    rows = session.execute(
        select(Post.id, Unit.name)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Post.role == Role.UNIT, Post.level.in_(DEPARTMENT_LEVELS), Post.region_id.in_(upward))
        .order_by(Post.id)
    )
    held = holders(session, [post for post, unit in rows if fits(unit, issue.type)], today)
    return tuple(holder for people in held.values() for holder in people)
