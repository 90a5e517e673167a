"""The list of measures that concern somebody: one query behind chat, sheet and counts. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from rules.measures import HIDDEN, LIVE, MeasureKind, MeasureState
from rules.periods import Span
from storage.ledger.listing import inside
from storage.models import Measure, Region

PAGE = 8


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see: whole regions (paths), what is asked of them as a superior, what is about them.

    `offices`: the regions (ids) in whose very office they sit, which clues 问责线索 are shown to.
    """

    person_id: int
    posts: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    offices: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted: whose sight, a kind, only what is not settled, ordered in a span of days."""

    sight: Sight
    kind: MeasureKind | None = None
    live: bool = False
    span: Span | None = None


def page(session: Session, asked: Asked, offset: int = 0, limit: int | None = PAGE) -> tuple[list[Measure], int]:
    """Some of what is asked (all of it without a limit), and how much there is."""
    rows = selected(asked, Measure).order_by(*_order()).offset(max(0, offset)).limit(limit)
    total = session.scalar(select(func.count()).select_from(selected(asked, Measure.id).subquery())) or 0
    return list(session.scalars(rows)), total


def selected(asked: Asked, *columns: Any) -> Select[*tuple[Any, ...]]:
    """The columns of all measures asked for."""
    rows = select(*columns).select_from(Measure).join(Region, Region.id == Measure.region_id)
    rows = rows.where(within(asked.sight))
    if asked.kind is not None:
        rows = rows.where(Measure.kind == asked.kind)
    if asked.live:
        rows = rows.where(Measure.state.in_(LIVE))
    if asked.span is not None:
        rows = rows.where(Measure.ordered_on.between(asked.span.first, asked.span.last))
    return rows


def within(sight: Sight) -> ColumnElement[bool]:
    """The condition that a measure is somebody's to see; clues and undecided requests never by who they are about.

    Clues, else, only by the office that keeps them and by the post that ordered them.
    """
    clues = Measure.kind == MeasureKind.CLUES
    person, post = func.coalesce(Measure.person_id, -1), func.coalesce(Measure.post_id, -1)
    own = or_(person == sight.person_id, and_(person == -1, post.in_(sight.posts)))
    untold = or_(clues, Measure.state.in_(HIDDEN), _quiet())
    keeps = or_(Measure.region_id.in_(sight.offices), func.coalesce(Measure.ordered_post_id, -1).in_(sight.posts))
    region = inside(sight.regions)
    asked = func.coalesce(Measure.superior_post_id, -1).in_(sight.posts)
    return or_(and_(own, ~untold), and_(~own, or_(asked, and_(region, or_(~clues, keeps)))))


def waiting_for(session: Session, posts: Sequence[int]) -> list[Measure]:
    """Requests 提请约谈 that the holder of these posts has to answer; of several together the first."""
    rows = select(Measure).where(Measure.superior_post_id.in_(posts), Measure.state == MeasureState.REQUESTED)
    first = or_(Measure.together_id.is_(None), Measure.together_id == Measure.id)
    return list(session.scalars(rows.where(first).order_by(Measure.id)))


def is_late(measure: Measure, today: date) -> bool:
    """Whether who it is about should have answered by now."""
    return measure.state is MeasureState.OPEN and measure.due_on is not None and measure.due_on < today


def _quiet() -> ColumnElement[bool]:
    """A measure that never reached who it is about: a request that was declined or called off."""
    called_off = and_(Measure.kind == MeasureKind.INTERVIEW, Measure.state == MeasureState.CANCELLED)
    return and_(called_off, Measure.received_at.is_(None))


def _order() -> tuple[Any, ...]:
    """What is not settled first, by its day; the rest newest first."""
    settled = case((Measure.state.in_(LIVE), 0), else_=1)
    return settled, case((settled == 0, Measure.due_on)).nulls_last(), Measure.id.desc()
