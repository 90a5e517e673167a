"""The figures 数据 of a period by township (or whatever the region is divided into) and in all. Reads only.

One source: patrols owed and done come from storage/duties.py, issues from the query of storage/ledger.py.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from rules.issue_states import State
from rules.periods import Span
from rules.profile import Profile
from rules.roles import Level
from rules.workdays import IsWorkday
from storage import ledger, patrols_owed
from storage.ledger import Asked
from storage.models import Issue, Patrol, PatrolState, Post, Region


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one part. `own` is what belongs to the region itself and to none of its parts (本级).

    `required` patrols fall due in the period (its running part included), `met` of them are done; `walked` patrols
    were made, `valid` of them count. `found` issues were reported in the period; of these, as they stand now:
    `assigned`, `closed`, `overdue`. `closed_then` were closed in the period, whenever they were found.
    """

    name: str
    own: bool = False
    required: int = 0
    met: int = 0
    walked: int = 0
    valid: int = 0
    found: int = 0
    assigned: int = 0
    closed: int = 0
    overdue: int = 0
    closed_then: int = 0

    @property
    def patrol_rate(self) -> float | None:
        """Done of what is required, 0..1; None where nothing is required."""
        return self.met / self.required if self.required else None

    @property
    def closing_rate(self) -> float | None:
        """Closed of what was found, 0..1; None where nothing was found."""
        return self.closed / self.found if self.found else None

    @property
    def is_empty(self) -> bool:
        """Nothing was owed and nothing happened."""
        return not (self.required or self.walked or self.found or self.closed_then)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a period: in all, and by part, where most was found first."""

    span: Span
    total: Line
    lines: tuple[Line, ...]


class Part(NamedTuple):
    """A part of the region that the figures are broken down by."""

    id: int
    name: str
    own: bool


def figures(
    session: Session,
    profile: Profile,
    regions: Sequence[str],
    level: Level,
    period: Span,
    today: date,
    is_workday: IsWorkday,
) -> Figures:
    """The figures of regions (by path), broken down by the regions of a level below them."""
    parts = parts_of(session, regions, level)
    counts: defaultdict[Part, Counter[str]] = defaultdict(Counter)
    for part in parts.values():
        counts[part]["found"] += 0
    moments = _moments(period, ZoneInfo(profile.timezone))
    for told in (_issues(session, regions, moments, today), _closed_then(session, regions, moments),
                 _patrols(session, regions, moments),
                 patrols_owed.owed(session, profile, period, today, is_workday)):  # fmt: skip
        for region_id, more in told.items():
            if region_id in parts:
                counts[parts[region_id]].update(more)
    lines = [_line(part.name, part.own, count) for part, count in counts.items()]
    total = sum(counts.values(), Counter[str]())
    return Figures(period, _line("", False, total), tuple(sorted(lines, key=_largest_first)))


def _line(name: str, own: bool, count: Counter[str]) -> Line:
    patrols = [count[each] for each in ("required", "met", "walked", "valid")]
    issues = [count[each] for each in ("found", "assigned", "closed", "overdue", "closed_then")]
    return Line(name, own, *patrols, *issues)


def _largest_first(line: Line) -> tuple[int, int, int, str]:
    return -line.found, -line.required, -line.walked, line.name


def _moments(period: Span, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The period from its first moment up to, not including, the first one after it."""
    after = period.last + timedelta(days=1)
    return datetime.combine(period.first, time.min, zone), datetime.combine(after, time.min, zone)


def parts_of(session: Session, regions: Sequence[str], level: Level) -> dict[int, Part]:
    """The part that each region in scope belongs to."""
    rows = session.execute(select(Region.id, Region.name, Region.level, Region.path).where(ledger.inside(regions)))
    known = {row.id: row for row in rows}
    parts = {}
    for region_id, row in known.items():
        way = (known.get(int(each)) for each in row.path.strip("/").split("/"))
        above = next((one for one in way if one is not None and one.level == level), None)
        parts[region_id] = Part(above.id, above.name, False) if above else Part(region_id, row.name, True)
    return parts


def _issues(
    session: Session, regions: Sequence[str], moments: tuple[datetime, datetime], today: date
) -> Mapping[int, Mapping[str, int]]:
    counted = (
        Region.id,
        func.count().label("found"),
        func.count(Issue.assigned_at).label("assigned"),
        func.sum(case((Issue.state == State.CLOSED, 1), else_=0)).label("closed"),
        func.sum(case((ledger.overdue(today), 1), else_=0)).label("overdue"),
    )
    rows = ledger.selected(Asked(regions, today, reported=moments), *counted)
    rows = rows.where(Issue.state.in_(ledger.standing_states())).group_by(Region.id)
    names = ("found", "assigned", "closed", "overdue")
    return {row.id: {name: getattr(row, name) for name in names} for row in session.execute(rows)}


def _closed_then(
    session: Session, regions: Sequence[str], moments: tuple[datetime, datetime]
) -> Mapping[int, Mapping[str, int]]:
    rows = (
        select(Region.id, func.count())
        .join(Issue, Issue.region_id == Region.id)
        .where(ledger.inside(regions), Issue.state == State.CLOSED)
        .where(Issue.closed_at >= moments[0], Issue.closed_at < moments[1])
        .group_by(Region.id)
    )
    return {region_id: {"closed_then": count} for region_id, count in session.execute(rows)}


def _patrols(
    session: Session, regions: Sequence[str], moments: tuple[datetime, datetime]
) -> Mapping[int, Mapping[str, int]]:
    valid = func.sum(case((Patrol.counts.is_(True), 1), else_=0))
    rows = (
        select(Region.id, func.count(), valid)
        .select_from(Patrol)
        .join(Post, Post.id == Patrol.post_id)
        .join(Region, Region.id == Post.region_id)
        .where(ledger.inside(regions), Patrol.state == PatrolState.FINISHED)
        .where(Patrol.started_at >= moments[0], Patrol.started_at < moments[1])
        .group_by(Region.id)
    )
    return {region_id: {"walked": count, "valid": good} for region_id, count, good in session.execute(rows)}
