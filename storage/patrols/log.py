"""The patrols 巡河 that a person's log has: those walked, and those a delegate walked for them. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from rules.refusals import Refusal
from storage.ledger.listing import inside
from storage.models import Delegation, Patrol, PatrolState, Person, Post, Region, Water

PAGE = 8
ENDED = (PatrolState.FINISHED, PatrolState.LAPSED)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose log, from a moment up to, not including, another; `regions` (paths) where an office looks, None: all."""

    person_id: int
    moments: tuple[datetime, datetime]
    regions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One patrol in a list; `walker` is who walked it for the person, empty if they did themselves."""

    id: int
    started_at: datetime
    minutes: int
    metres: float | None
    water: str
    counts: bool
    walker: str


@dataclass(frozen=True, slots=True)
class Sight:
    """Who a patrol belongs to: who walked it, for whom, and where."""

    people: frozenset[int]
    region_path: str


def counted(session: Session, whose: Whose) -> tuple[int, int, float]:
    """How many patrols, how many of them count, metres walked."""
    valid = func.count().filter(Patrol.counts.is_(True))
    told = session.execute(_of(whose, func.count(), valid, func.sum(Patrol.metres))).one()
    return int(told[0]), int(told[1]), float(told[2] or 0.0)


def page(session: Session, whose: Whose, offset: int = 0, limit: int = PAGE) -> list[Line]:
    """Some of them, the newest first."""
    rows = _of(whose, Patrol, Water.name, Person.name)
    rows = rows.order_by(Patrol.started_at.desc(), Patrol.id.desc()).offset(max(0, offset)).limit(limit)
    return [_line(whose, *tuple(row)) for row in session.execute(rows)]


def patrols(session: Session, whose: Whose) -> list[Patrol]:
    """All of them in the order of the calendar."""
    return list(session.scalars(_of(whose, Patrol).order_by(Patrol.started_at, Patrol.id)))


def one(session: Session, patrol_id: int) -> tuple[Patrol, Sight]:
    """A patrol that has ended and whom it belongs to; refuses what there is not."""
    row = session.execute(
        select(Patrol, Region.path)
        .join(Post, Post.id == Patrol.post_id)
        .join(Region, Region.id == Post.region_id)
        .where(Patrol.id == patrol_id, Patrol.state.in_(ENDED))
    ).first()
    if row is None:
        raise Refusal("refusal/button_too_old")
    patrol, path = row
    chiefs = select(Delegation.chief_id).where(
        Delegation.post_id == patrol.post_id, Delegation.delegate_id == patrol.person_id
    )
    given = set(session.scalars(chiefs)) if patrol.delegated else set()
    return patrol, Sight(frozenset({patrol.person_id, *given}), path)


def _of(whose: Whose, *columns: Any) -> Select[*tuple[Any, ...]]:
    told = [
        Patrol.state.in_(ENDED),
        Patrol.started_at >= whose.moments[0],
        Patrol.started_at < whose.moments[1],
        or_(Patrol.person_id == whose.person_id, _walked_for(whose.person_id)),
    ]
    if whose.regions is not None:
        told.append(inside(whose.regions))
    return (
        select(*columns)
        .select_from(Patrol)
        .join(Post, Post.id == Patrol.post_id)
        .join(Region, Region.id == Post.region_id)
        .join(Water, Water.id == Patrol.water_id)
        .join(Person, Person.id == Patrol.person_id)
        .where(*told)
    )


def _walked_for(person_id: int) -> ColumnElement[bool]:
    given = exists().where(
        Delegation.post_id == Patrol.post_id,
        Delegation.delegate_id == Patrol.person_id,
        Delegation.chief_id == person_id,
    )
    return and_(Patrol.delegated, given)


def _line(whose: Whose, patrol: Patrol, water: str, walker: str) -> Line:
    lasted = (patrol.ended_at or patrol.started_at) - patrol.started_at
    return Line(
        id=patrol.id,
        started_at=patrol.started_at,
        minutes=max(0, int(lasted.total_seconds() - patrol.paused_seconds) // 60),
        metres=patrol.metres,
        water=water,
        counts=bool(patrol.counts),
        walker="" if patrol.person_id == whose.person_id else walker,
    )
