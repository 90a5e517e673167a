"""Measures of any period by kind: units, person-times, papers; and what they deduct in an assessment. Reads only."""

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from rules.ladder import Ladder
from rules.measures import MeasureKind, MeasureState
from rules.periods import Span
from storage.measures.lists import Asked, Sight, selected
from storage.models import Measure, Region

_NEVER = (MeasureState.CANCELLED, MeasureState.DECLINED, MeasureState.REQUESTED)  # nothing that was done to anybody


@dataclass(frozen=True, slots=True)
class Count:
    """So many measures of a kind; `units` that they are about (of self-criticisms: whose people wrote them).

    `persons` counts everybody once, `person_times` each time; `papers` are answers received; `open`: not settled.
    """

    kind: MeasureKind
    measures: int = 0
    units: int = 0
    persons: int = 0
    person_times: int = 0
    papers: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points that a measure costs in the year's assessment, by the profile; the assessment decides what it does."""

    measure_id: int
    kind: MeasureKind
    subject: str
    person_id: int | None
    unit: str
    points: float


def counted(session: Session, sight: Sight, span: Span | None) -> list[Count]:
    """Each kind of which there is any in the span (None: ever), in the order of the kinds."""
    asked = Asked(sight, span=span)
    home = case(
        (Measure.kind == MeasureKind.SELF_CRITICISM, Measure.home_unit), (Measure.person_id.is_(None), Measure.subject)
    )
    still = case((Measure.state.in_((MeasureState.OPEN, MeasureState.ANSWERED, MeasureState.NOTIFIED)), 1), else_=0)
    rows = session.execute(
        selected(
            asked, Measure.kind, func.count(), func.count(func.distinct(home)),
            func.count(func.distinct(Measure.person_id)), func.count(Measure.person_id),
            func.sum(case((Measure.answers > 0, 1), else_=0)), func.sum(still),
        )
        .where(Measure.state.not_in(_NEVER))
        .group_by(Measure.kind)
    )  # fmt: skip
    found = {row[0]: Count(*row) for row in rows}
    return [found[kind] for kind in MeasureKind if kind in found]


def deductions(session: Session, ladder: Ladder, span: Span, region_path: str) -> list[Deduction]:
    """What the measures ordered in a span cost, in a region (its path); kinds that cost nothing are left out."""
    rows = session.scalars(
        select(Measure)
        .join(Region, Region.id == Measure.region_id)
        .where(Measure.ordered_on.between(span.first, span.last), Region.path.startswith(region_path))
        .where(Measure.state.not_in(_NEVER))
        .order_by(Measure.id)
    )
    return [
        Deduction(each.id, each.kind, each.subject, each.person_id, each.home_unit, rung.deduct)
        for each in rows
        if (rung := ladder.rung(each.kind)) is not None and rung.deduct
    ]
