"""The figures 数据 of a period by township (or whatever the region is divided into) and in all. Reads only.

One source: patrols owed and done come from storage/posts/duties.py, issues from the query of storage/ledger/listing.py.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from rules import periods
from rules.issue_states import State
from rules.periods import Span
from rules.profile import Profile
from rules.roles import Level
from rules.workdays import IsWorkday
from storage.ledger import listing
from storage.ledger.figures_parts import NO_WATER, Part, Scope, parts_of, waters_of
from storage.ledger.listing import Asked
from storage.look_back.counts import looked_back
from storage.models import Issue, Patrol, PatrolState, Post, Region
from storage.patrols import owed as patrols_owed

Counts = Mapping[int, Mapping[str, int]]

__all__ = ["Figures", "Line", "Part", "figures", "parts_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one part. `own` is what belongs to the region itself and to none of its parts (本级).

    `required` patrols fall due in the period (its running part included), `met` of them are done; `walked` patrols
    were made, `valid` of them count. `found` issues were reported in the period; of these, as they stand now:
    `assigned`, `closed`, `overdue`. `closed_then` were closed in the period, whenever they were found.
    `looked_back` were looked at again in the period 回头看, `relapsed` of them had come back 反弹.
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
    looked_back: int = 0
    relapsed: int = 0

    @property
    def patrol_rate(self) -> float | None:
        """Done of what is required, 0..1; None where nothing is required."""
        return self.met / self.required if self.required else None

    @property
    def closing_rate(self) -> float | None:
        """Closed of what was found, 0..1; None where nothing was found."""
        return self.closed / self.found if self.found else None

    @property
    def relapse_rate(self) -> float | None:
        """Relapsed of what was looked at again, 0..1; None where nothing was."""
        return self.relapsed / self.looked_back if self.looked_back else None

    @property
    def is_empty(self) -> bool:
        """Nothing was owed and nothing happened."""
        return not self.required and self.is_quiet

    @property
    def is_quiet(self) -> bool:
        """Nothing happened, whatever was owed."""
        return not (self.walked or self.met or self.found or self.closed_then or self.looked_back)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a period: in all, and by part, where most was found first."""

    span: Span
    total: Line
    lines: tuple[Line, ...]


def figures(
    session: Session,
    profile: Profile,
    regions: Sequence[str],
    level: Level,
    period: Span,
    today: date,
    is_workday: IsWorkday,
    *,
    by_water: bool = False,
    water_id: int | None = None,
) -> Figures:
    """The figures of regions (by path), broken down by the regions of a level below them.

    `by_water`: by river instead. `water_id`: of this water and its reaches only, and by its reaches.
    """
    by_water = by_water or water_id is not None
    places = parts_of(session, regions, level)
    parts = waters_of(session, water_id) if by_water else places
    counts = {part: Counter[str]() for part in parts.values()}
    scope = Scope(regions, periods.moments(period, ZoneInfo(profile.timezone)), today, by_water, water_id)
    owed = patrols_owed.owed(session, profile, period, today, is_workday, scope.place_of(places))
    for told in (owed, *(count(session, scope) for count in (_issues, _closed_then, _patrols, looked_back))):
        for place_id, more in told.items():
            if place_id in parts:
                counts[parts[place_id]].update(more)
    lines = [_line(part.name, part.own, count) for part, count in counts.items()]
    total = sum(counts.values(), Counter[str]())
    return Figures(period, _line("", False, total), tuple(sorted(lines, key=_largest_first)))


def _line(name: str, own: bool, count: Counter[str]) -> Line:
    patrols = [count[each] for each in ("required", "met", "walked", "valid")]
    issues = [count[each] for each in ("found", "assigned", "closed", "overdue", "closed_then")]
    issues += [count[each] for each in ("looked_back", "relapsed")]
    return Line(name, own, *patrols, *issues)


def _largest_first(line: Line) -> tuple[int, int, int, str]:
    return -line.found, -line.required, -line.walked, line.name


def _issues(session: Session, scope: Scope) -> Counts:
    place = func.coalesce(Issue.water_id, NO_WATER) if scope.by_water else Region.id
    counted = (
        place,
        func.count().label("found"),
        func.count(Issue.assigned_at).label("assigned"),
        func.sum(case((Issue.state == State.CLOSED, 1), else_=0)).label("closed"),
        func.sum(case((listing.overdue(scope.today), 1), else_=0)).label("overdue"),
    )
    rows = listing.selected(
        Asked(scope.regions, scope.today, reported=scope.moments, water_id=scope.water_id), *counted
    )
    rows = rows.where(Issue.state.in_(listing.standing_states())).group_by(place)
    names = ("found", "assigned", "closed", "overdue")
    return {row[0]: {name: getattr(row, name) for name in names} for row in session.execute(rows)}


def _closed_then(session: Session, scope: Scope) -> Counts:
    place = func.coalesce(Issue.water_id, NO_WATER) if scope.by_water else Region.id
    rows = listing.selected(Asked(scope.regions, scope.today, water_id=scope.water_id), place, func.count())
    rows = rows.where(Issue.state == State.CLOSED, Issue.closed_at >= scope.moments[0])
    rows = rows.where(Issue.closed_at < scope.moments[1]).group_by(place)
    return {place_id: {"closed_then": count} for place_id, count in session.execute(rows)}


def _patrols(session: Session, scope: Scope) -> Counts:
    place = Patrol.water_id if scope.by_water else Region.id
    valid = func.sum(case((Patrol.counts.is_(True), 1), else_=0))
    rows = (
        select(place, func.count(), valid)
        .select_from(Patrol)
        .join(Post, Post.id == Patrol.post_id)
        .join(Region, Region.id == Post.region_id)
        .where(listing.inside(scope.regions), _WALKED)
        .where(Patrol.started_at >= scope.moments[0], Patrol.started_at < scope.moments[1])
        .group_by(place)
    )
    return {place_id: {"walked": count, "valid": good} for place_id, count, good in session.execute(rows)}


# One that was forgotten and ended by the bot was walked if it was long enough to count.
_WALKED = or_(Patrol.state == PatrolState.FINISHED, and_(Patrol.state == PatrolState.LAPSED, Patrol.counts.is_(True)))
