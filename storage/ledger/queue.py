"""What waits for an office's decision, grouped and counted, oldest first, only in the office's regions."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, false, func, literal, or_, select
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from rules.public_reports import Reception
from storage.direct import run
from storage.inspections.secrecy import released
from storage.models import Extension, Issue, OfficeEntry, Region, Submission, Water

PAGE = 5

_Rows = Select[*tuple[Any, ...]]
_TODAY = bindparam("today", type_=Issue.due_on.type)


class Waiting(StrEnum):
    """The groups of the queue, in the order an office works them off."""

    SUBMISSION = "submission"  # from the public, not in the ledger yet
    VERIFY = "verify"
    RETURNED = "returned"
    ASSIGN = "assign"
    EXTENSION = "extension"
    REVIEW = "review"
    OVERDUE = "overdue"
    ENTRY = "entry"


NO_ISSUES = frozenset({Waiting.SUBMISSION, Waiting.ENTRY})


class Item(NamedTuple):
    """One thing that waits since a moment; an entry has no issue's words but its kind in `type`."""

    id: int
    number: str
    type: str
    place: str
    since: datetime | None
    due_on: date | None


def counted(session: Session, regions: Sequence[str], today: date) -> dict[Waiting, int]:
    """How much waits in each group; `regions` are the paths of the office's regions."""
    counts = run(session, _counts(len(regions)), _told(regions, today)).one()
    return dict(zip(Waiting, tuple(counts), strict=True))


def page(
    session: Session, kind: Waiting, regions: Sequence[str], today: date, offset: int = 0, limit: int = PAGE
) -> list[Item]:
    """Some of a group, oldest first."""
    asked = _told(regions, today) | {"offset": max(0, offset), "limit": limit}
    return [Item._make(row) for row in run(session, _page(kind, len(regions)), asked)]


def next_waiting(
    session: Session, kind: Waiting, regions: Sequence[str], today: date, but: int
) -> tuple[Waiting, Item] | None:
    """What to work off next: the oldest of the same group, else of any group; never the issue `but`."""
    for group in (kind, *(each for each in Waiting if each is not kind)):
        items = page(session, group, regions, today, 0, 2)
        left = [item for item in items if group in NO_ISSUES or item.id != but]
        if left:
            return group, left[0]
    return None


def entry_in(session: Session, entry_id: int, regions: Sequence[str]) -> OfficeEntry | None:
    """An entry for the office's eye, if it lies in its regions or in none."""
    entry = session.get(OfficeEntry, entry_id)
    if entry is None or entry.region_id is None:
        return entry
    path = session.get_one(Region, entry.region_id).path
    return entry if any(path.startswith(region) for region in regions) else None


def _told(regions: Sequence[str], today: date) -> dict[str, Any]:
    return {"today": today} | {f"region_{n}": path for n, path in enumerate(regions)}


# After every decision the next that waits is looked for: built once for each number of regions (storage/direct.py).
@cache
def _counts(regions: int) -> Select[Any]:
    rows = (_rows(kind, regions).order_by(None).subquery() for kind in Waiting)
    return select(*(select(func.count()).select_from(each).scalar_subquery() for each in rows))


@cache
def _page(kind: Waiting, regions: int) -> _Rows:
    return _rows(kind, regions).offset(bindparam("offset")).limit(bindparam("limit"))


def _rows(kind: Waiting, regions: int) -> _Rows:
    if kind is Waiting.SUBMISSION:
        return _submissions(regions)
    return _entries(regions) if kind is Waiting.ENTRY else _issues(kind, regions)


def _submissions(regions: int) -> _Rows:
    return (
        select(
            Submission.id,
            Submission.number,
            Submission.type,
            func.coalesce(Water.name, Region.name),
            Submission.submitted_at,
            literal(None),
        )
        .join(Region, Region.id == Submission.region_id)
        .outerjoin(Water, Water.id == Submission.water_id)
        .where(Submission.state == Reception.WAITING, _inside(regions))
        .order_by(Submission.submitted_at, Submission.id)
    )


def _issues(kind: Waiting, regions: int) -> _Rows:
    waits, since = _condition(kind)
    rows = (
        select(Issue.id, Issue.number, Issue.type, func.coalesce(Water.name, Region.name), since, Issue.due_on)
        .join(Region, Region.id == Issue.region_id)
        .outerjoin(Water, Water.id == Issue.water_id)
        .where(waits, released(), _inside(regions))
    )
    if kind is Waiting.EXTENSION:
        rows = rows.join(Extension, (Extension.issue_id == Issue.id) & Extension.granted.is_(None))
    oldest = Issue.due_on if kind is Waiting.OVERDUE else since
    return rows.order_by(oldest, Issue.id)


def _condition(kind: Waiting) -> tuple[ColumnElement[bool], ColumnElement[Any]]:
    turned: ColumnElement[Any] = Issue.turned_at.expression
    returned = Issue.turned_by.is_not_distinct_from(Act.RETURN)
    in_hand = Issue.state.in_((State.ASSIGNED, State.ACCEPTED))
    if kind is Waiting.VERIFY:
        return Issue.state == State.REGISTERED, turned
    if kind is Waiting.RETURNED:
        return (Issue.state == State.VERIFIED) & returned, turned
    if kind is Waiting.ASSIGN:
        return (Issue.state == State.VERIFIED) & ~returned, turned
    if kind is Waiting.EXTENSION:
        return in_hand, func.coalesce(Extension.asked_at, Issue.reported_at)
    if kind is Waiting.REVIEW:
        return Issue.state == State.DONE, turned
    return in_hand & (Issue.due_on < _TODAY), turned


def _entries(regions: int) -> _Rows:
    return (
        select(
            OfficeEntry.id,
            literal(""),
            OfficeEntry.kind,
            func.coalesce(Region.name, literal("")),
            OfficeEntry.at,
            literal(None),
        )
        .outerjoin(Region, Region.id == OfficeEntry.region_id)
        .where(OfficeEntry.seen_at.is_(None), or_(OfficeEntry.region_id.is_(None), _inside(regions)))
        .order_by(OfficeEntry.at, OfficeEntry.id)
    )


def _inside(regions: int) -> ColumnElement[bool]:
    return or_(false(), *(Region.path.startswith(bindparam(f"region_{n}")) for n in range(regions)))
