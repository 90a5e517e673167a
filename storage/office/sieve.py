"""The open issues of an office by filters, oldest first, a page at a time at the same cost wherever it begins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from heapq import merge
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from rules.issue_states import OPEN, Act, State
from rules.issue_types import Severity
from storage.inspections.secrecy import released
from storage.models import Extension, Issue, Region, Shortlisted, Source, Water
from storage.posts.holders import part_of

PAGE = 8
MOST_COUNTED = 5_000  # beyond it "more than" is said: counting must not grow with the ledger
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Kind(StrEnum):
    """What the issues wait for. `ANY` is all that is open."""

    VERIFY = "verify"
    RETURNED = "returned"
    ASSIGN = "assign"
    IN_HAND = "in_hand"
    OVERDUE = "overdue"
    EXTENSION = "extension"
    REVIEW = "review"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is wanted. `region_id` is a subtree, `days` how long it has stood where it stands at least.

    `starred` names the owner of a shortlist (storage/office/shortlist.py).
    """

    kind: Kind = Kind.ANY
    region_id: int | None = None
    type: str | None = None
    severity: Severity | None = None
    source: Source | None = None
    days: int | None = None
    starred: str | None = None


class View(NamedTuple):
    """Whose eyes, when: the paths of the office's regions, the day, the moment."""

    regions: Sequence[str]
    today: date
    now: datetime


class Mark(NamedTuple):
    """Where a page begins or ends: the place in the order (a whole number) and the issue's id."""

    place: int
    issue_id: int


class Line(NamedTuple):
    """One issue of the list. `since`: from when it stands where it stands."""

    id: int
    number: str
    type: str
    state: State
    severity: Severity
    place: str
    since: datetime | None
    due_on: date | None
    mark: Mark


_STATES = {
    Kind.VERIFY: (State.REGISTERED,),
    Kind.RETURNED: (State.VERIFIED,),
    Kind.ASSIGN: (State.VERIFIED,),
    Kind.IN_HAND: (State.ASSIGNED, State.ACCEPTED),
    Kind.OVERDUE: (State.ASSIGNED, State.ACCEPTED),
    Kind.EXTENSION: (State.ASSIGNED, State.ACCEPTED),
    Kind.REVIEW: (State.DONE,),
    Kind.ANY: tuple(state for state in State if state in OPEN),
}


def page(
    session: Session, view: View, sieve: Sieve, after: Mark | None = None, limit: int = PAGE, back: bool = False
) -> list[Line]:
    """The issues that follow a mark (or, `back`, that stand before it), oldest first.

    One statement a state, each along its index and no longer than the page.
    """
    rows = select(
        Issue.id, Issue.number, Issue.type, Issue.state, Issue.severity, func.coalesce(Water.name, Region.name),
        Issue.turned_at, Issue.due_on,
    )  # fmt: skip
    rows = rows.join(Region, Region.id == Issue.region_id).outerjoin(Water, Water.id == Issue.water_id)
    rows = rows.where(*_conditions(view, sieve))
    key = _key(sieve.kind)
    if after is not None:
        here = tuple_(key, Issue.id)
        there = tuple_(literal(_value(key, after.place), key.type), after.issue_id)
        rows = rows.where(here < there if back else here > there)
    rows = rows.order_by(*((key.desc(), Issue.id.desc()) if back else (key, Issue.id))).limit(limit)
    piles = [
        [_line(sieve.kind, row) for row in session.execute(rows.where(Issue.state == state))]
        for state in _STATES[sieve.kind]
    ]
    found = list(merge(*piles, key=lambda line: line.mark, reverse=back))[:limit]
    return found[::-1] if back else found


def counted(session: Session, view: View, sieve: Sieve) -> int:
    """How many there are; not more than one beyond MOST_COUNTED is counted."""
    rows = select(Issue.id).where(Issue.state.in_(_STATES[sieve.kind]), *_conditions(view, sieve))
    return session.scalar(select(func.count()).select_from(rows.limit(MOST_COUNTED + 1).subquery())) or 0


def shared_out(session: Session, view: View, sieve: Sieve, column: InstrumentedAttribute[Any]) -> dict[Any, int]:
    """How many there are by the values of a column of Issue, whatever the sieve wants of it."""
    rows = select(column, func.count()).where(Issue.state.in_(_STATES[sieve.kind]), *_conditions(view, sieve))
    return {row[0]: row[1] for row in session.execute(rows.group_by(column))}


def by_region(session: Session, view: View, sieve: Sieve) -> dict[int, tuple[str, int]]:
    """The parts (townships of a county, villages of a township) of the office's regions: name and number of issues."""
    counts = shared_out(session, view, replace(sieve, region_id=None), Issue.region_id)
    paths = {row.id: row.path for row in session.execute(select(Region.id, Region.path).where(Region.id.in_(counts)))}
    found: dict[int, int] = {}
    for region_id, count in counts.items():
        part = part_of(paths[region_id], view.regions)
        found[part] = found.get(part, 0) + count
    names = session.execute(select(Region.id, Region.name).where(Region.id.in_(found)).order_by(Region.code))
    return {row.id: (row.name, found[row.id]) for row in names}


def _conditions(view: View, sieve: Sieve) -> list[ColumnElement[bool]]:
    inside = select(Region.id).where(or_(*(Region.path.startswith(path) for path in view.regions)))
    # "+ 0": the order's index is the one to go along, not that of the regions.
    told: list[ColumnElement[bool]] = [(Issue.region_id + 0).in_(inside), released(), *_of_kind(sieve.kind, view.today)]
    if sieve.region_id is not None:
        told.append((Issue.region_id + 0).in_(_subtree(sieve.region_id)))
    if sieve.days is not None:
        told.append(Issue.turned_at <= view.now - timedelta(days=sieve.days))
    if sieve.starred is not None:
        told.append(Issue.id.in_(select(Shortlisted.issue_id).where(Shortlisted.owner == sieve.starred)))
    same = ((Issue.type, sieve.type), (Issue.severity, sieve.severity), (Issue.source, sieve.source))
    return [*told, *(column == wanted for column, wanted in same if wanted is not None)]


def _subtree(region_id: int) -> Select[int]:
    top = select(Region.path).where(Region.id == region_id).scalar_subquery()
    return select(Region.id).where(func.substr(Region.path, 1, func.length(top)) == top)


def _of_kind(kind: Kind, today: date) -> list[ColumnElement[bool]]:
    returned = Issue.turned_by.is_not_distinct_from(Act.RETURN)
    if kind is Kind.RETURNED:
        return [returned]
    if kind is Kind.ASSIGN:
        return [~returned]
    if kind is Kind.OVERDUE:
        return [Issue.due_on < today]
    if kind is Kind.EXTENSION:
        return [Issue.id.in_(select(Extension.issue_id).where(Extension.granted.is_(None)))]
    return []


def _key(kind: Kind) -> InstrumentedAttribute[Any]:
    return Issue.due_on if kind is Kind.OVERDUE else Issue.turned_at


def _value(key: InstrumentedAttribute[Any], place: int) -> date | datetime:
    return date.fromordinal(place) if key is Issue.due_on else _EPOCH + place * _MICROSECOND


def _line(kind: Kind, row: Any) -> Line:
    since, due_on = row[6], row[7]
    place = due_on.toordinal() if kind is Kind.OVERDUE else (since - _EPOCH) // _MICROSECOND
    return Line._make([*row, Mark(place, row[0])])
