"""Inspections of a period, listed and counted by township: what the yearly assessment asks for (L15). Reads only."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from rules.inspections import Body, Side, Way
from rules.issue_states import State
from rules.roles import Level
from storage.ledger.figures import Part, parts_of
from storage.ledger.listing import inside, standing_states
from storage.models import FindingRoute, Inspection, Issue, Person, Region, Water

PAGE = 6


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose inspections one sees: those that ended in `regions` (paths), those that handed a finding to one of
    `post_ids`, and the own ones, under way or not."""

    person_id: int
    regions: Sequence[str]
    post_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class Line:
    """One inspection in a list or a row of the sheet. `rectified`: reported done or closed."""

    id: int
    name: str
    region: str
    body: Body
    way: Way
    person: str
    started_at: datetime
    ended_at: datetime | None
    found: int
    rectified: int
    marks: tuple[str, str, str]
    conclusion: str


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of one part: inspections held, unannounced ones among them, issues found, rectified, closed."""

    name: str
    own: bool = False
    held: int = 0
    unannounced: int = 0
    found: int = 0
    rectified: int = 0
    closed: int = 0

    @property
    def rate(self) -> float | None:
        """Rectified of what was found, 0..1; None where nothing was found."""
        return self.rectified / self.found if self.found else None


@dataclass(frozen=True, slots=True)
class InspectionFigures:
    """The figures of a period: in all, and by part, where most was found first."""

    total: Count
    parts: tuple[Count, ...]


Moments = tuple[datetime, datetime]
_RECTIFIED = (State.DONE, State.CLOSED)


def listed(session: Session, sight: Sight, moments: Moments, offset: int = 0, limit: int | None = PAGE) -> list[Line]:
    """The inspections begun in a period, newest first."""
    counted = (
        select(
            Issue.inspection_id,
            func.count().label("found"),
            func.sum(case((Issue.state.in_(_RECTIFIED), 1), else_=0)).label("rectified"),
        )
        .where(Issue.state.in_(standing_states()), Issue.inspection_id.is_not(None))
        .group_by(Issue.inspection_id)
        .subquery()
    )
    rows = session.execute(
        select(Inspection, Water.name, Region.name, Person.name, counted.c.found, counted.c.rectified)
        .join(Region, Region.id == Inspection.region_id)
        .join(Person, Person.id == Inspection.person_id)
        .outerjoin(Water, Water.id == Inspection.water_id)
        .outerjoin(counted, counted.c.inspection_id == Inspection.id)
        .where(_seen(sight), _begun(moments))
        .order_by(Inspection.started_at.desc(), Inspection.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [_line(*row) for row in rows]


def how_many(session: Session, sight: Sight, moments: Moments) -> int:
    """How many inspections are listed."""
    rows = select(func.count()).select_from(Inspection).join(Region, Region.id == Inspection.region_id)
    return session.scalar(rows.where(_seen(sight), _begun(moments))) or 0


def may_see(session: Session, sight: Sight, inspection_id: int) -> bool:
    """Whether an inspection is one of those that a person sees."""
    rows = select(Inspection.id).join(Region, Region.id == Inspection.region_id)
    return session.scalar(rows.where(_seen(sight), Inspection.id == inspection_id)) is not None


def figures(session: Session, sight: Sight, moments: Moments, level: Level) -> InspectionFigures:
    """The same inspections counted by the regions of a level; those under way are not counted yet."""
    parts = parts_of(session, sight.regions, level)
    counts: defaultdict[Part, Counter[str]] = defaultdict(Counter)
    for region_id, told in (*_held(session, sight, moments), *_found(session, sight, moments)):
        counts[parts[region_id]].update(told)
    lines = [Count(part.name, part.own, **count) for part, count in counts.items()]
    total = sum(counts.values(), Counter[str]())
    order = sorted(lines, key=lambda line: (-line.found, -line.held, line.name))
    return InspectionFigures(Count("", False, **total), tuple(order))


def _held(session: Session, sight: Sight, moments: Moments) -> list[tuple[int, dict[str, int]]]:
    unannounced = func.sum(case((Inspection.way == Way.UNANNOUNCED, 1), else_=0))
    rows = (
        select(Region.id, func.count(), unannounced)
        .select_from(Inspection)
        .join(Region, Region.id == Inspection.region_id)
        .where(_counted(sight), _begun(moments))
        .group_by(Region.id)
    )
    return [(region_id, {"held": held, "unannounced": sudden}) for region_id, held, sudden in session.execute(rows)]


def _found(session: Session, sight: Sight, moments: Moments) -> list[tuple[int, dict[str, int]]]:
    """By where the issue lies: an inspection of a river finds in several townships."""
    rows = (
        select(
            Region.id,
            func.count().label("found"),
            func.sum(case((Issue.state.in_(_RECTIFIED), 1), else_=0)).label("rectified"),
            func.sum(case((Issue.state == State.CLOSED, 1), else_=0)).label("closed"),
        )
        .select_from(Issue)
        .join(Inspection, Inspection.id == Issue.inspection_id)
        .join(Region, Region.id == Issue.region_id)
        .where(_counted(sight), _begun(moments), Issue.state.in_(standing_states()))
        .group_by(Region.id)
    )
    return [
        (row.id, {"found": row.found, "rectified": row.rectified, "closed": row.closed})
        for row in session.execute(rows)
    ]


def _counted(sight: Sight) -> ColumnElement[bool]:
    return Inspection.ended_at.is_not(None) & inside(sight.regions)


def _seen(sight: Sight) -> ColumnElement[bool]:
    handed = (
        select(Issue.inspection_id)
        .join(FindingRoute, FindingRoute.issue_id == Issue.id)
        .where(FindingRoute.post_id.in_(sight.post_ids))
    )
    return or_(Inspection.person_id == sight.person_id, _counted(sight), Inspection.id.in_(handed))


def _begun(moments: Moments) -> ColumnElement[bool]:
    return (Inspection.started_at >= moments[0]) & (Inspection.started_at < moments[1])


def _line(
    inspection: Inspection, water: str | None, region: str, person: str, found: int | None, rectified: int | None
) -> Line:
    marks = [getattr(inspection, side) for side in Side]
    patrol, check, treat = (mark.word if mark else "" for mark in marks)
    return Line(
        id=inspection.id,
        name=water or region,
        region=region,
        body=inspection.body,
        way=inspection.way,
        person=person,
        started_at=inspection.started_at,
        ended_at=inspection.ended_at,
        found=found or 0,
        rectified=rectified or 0,
        marks=(patrol, check, treat),
        conclusion=inspection.conclusion,
    )
