"""Measures that somebody must answer by a day, and promises with theirs. Reads only."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from rules.measures import MeasureKind, MeasureState
from rules.roles import Level, Role
from storage.models import Commitment, Measure, Post, Region


class Owed(NamedTuple):
    """One answer, or (`promise_id`) one promise, with its day."""

    measure: Measure
    due_on: date
    promise_id: int | None = None
    promised: str = ""


class Office(NamedTuple):
    """A chief office with its region."""

    post_id: int
    region_id: int
    path: str


_OPEN = (
    select(Measure)
    .where(Measure.id > bindparam("after"), Measure.state == MeasureState.OPEN, Measure.kind != MeasureKind.CLUES)
    .order_by(Measure.id)
    .limit(bindparam("most"))
)

_MEETINGS = (
    select(Measure)
    .where(Measure.state.in_((MeasureState.AGREED, MeasureState.NOTIFIED)))
    .where(Measure.meet_at >= bindparam("first"), Measure.meet_at < bindparam("after"))
    .order_by(Measure.meet_at, Measure.id)
)


def with_deadline(session: Session, after: int, most: int) -> tuple[list[Owed], int]:
    """What is owed, measure by measure after one; and the last measure looked at (0: no more)."""
    measures = session.scalars(_OPEN, {"after": after, "most": most}).all()
    if not measures:
        return [], 0
    found = [Owed(each, each.due_on) for each in measures if each.due_on is not None]
    return [*found, *_promises(session, measures)], measures[-1].id


def requests(session: Session, today: date) -> list[Measure]:
    """Interviews that a superior was asked for before today and has not answered; of several together the first."""
    first = or_(Measure.together_id.is_(None), Measure.together_id == Measure.id)
    rows = select(Measure).where(Measure.state == MeasureState.REQUESTED, Measure.ordered_on < today, first)
    return list(session.scalars(rows.order_by(Measure.id)))


def meetings(session: Session, first: datetime, after: datetime) -> list[list[Measure]]:
    """Interviews to be held from a moment up to another; those ordered together 集中约谈 stand together."""
    found: dict[int, list[Measure]] = {}
    for each in session.scalars(_MEETINGS, {"first": first, "after": after}):
        found.setdefault(each.together_id or each.id, []).append(each)
    return list(found.values())


def offices_at(session: Session, level: Level) -> list[Office]:
    """The chief offices of a level."""
    rows = session.execute(
        select(Post.id, Post.region_id, Region.path)
        .join(Region, Region.id == Post.region_id)
        .where(Post.role == Role.OFFICE, Post.level == level)
        .order_by(Post.id)
    )
    return [Office(*row) for row in rows]


def _promises(session: Session, measures: Sequence[Measure]) -> list[Owed]:
    known = {each.id: each for each in measures}
    rows = session.scalars(
        select(Commitment)
        .where(Commitment.measure_id.in_(known), Commitment.done_at.is_(None))
        .order_by(Commitment.due_on, Commitment.id)
    )
    return [Owed(known[each.measure_id], each.due_on, each.id, each.words) for each in rows]
