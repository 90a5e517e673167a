"""A page of the ledger 台账 at the same cost wherever it begins: it goes on from a mark, not from a count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from heapq import merge
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, literal, or_, tuple_
from sqlalchemy.orm import Session

from rules.issue_states import OPEN, State
from storage.ledger import entries, listing
from storage.ledger.entries import Entry
from storage.ledger.listing import LINE, PAGE, Asked
from storage.models import Issue

_NO_DAY = date.max.toordinal()  # without a last day: behind all that have one
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Mark(NamedTuple):
    """Where a page begins or ends: the last day of what is open, the moment of what is settled; and the issue's id.

    The place is a whole number: days (some hundred thousand) or microseconds since 1970 (beyond any day).
    """

    place: int
    issue_id: int

    @property
    def is_settled(self) -> bool:
        """Among what is settled."""
        return self.place > _NO_DAY


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what is asked, in the order of `listing.page`; the marks of its first and last line."""

    entries: Sequence[Entry]
    first: Mark | None
    last: Mark | None


def page(session: Session, asked: Asked, after: Mark | None = None, limit: int = PAGE, *, back: bool = False) -> Page:
    """What follows a mark or (`back`) stands before it: what is open, oldest due first; then the newest settled."""
    if asked.is_narrowed and not back:
        return _paged(session, asked, _found(session, asked, after, limit))
    found: list[Any] = []
    for settled in (True, False) if back else (False, True):
        is_behind = after is not None and after.is_settled is not settled and (after.is_settled is not back)
        if len(found) < limit and not is_behind:
            mark = after if after is not None and after.is_settled is settled else None
            found += (_settled if settled else _open)(session, asked, mark, limit - len(found), back)
    if back:
        found.reverse()
    return _paged(session, asked, found)


def _paged(session: Session, asked: Asked, found: Sequence[Any]) -> Page:
    lines = entries.entries(session, found, asked.today)
    return Page(lines, *((_mark(found[0][0]), _mark(found[-1][0])) if found else (None, None)))


def _found(session: Session, asked: Asked, mark: Mark | None, limit: int) -> Sequence[Any]:
    """In one statement: looking for words costs more than putting what was found in order."""
    rows = listing.ordered(asked, *LINE).limit(limit)
    is_open = Issue.state.in_(OPEN)
    if mark is not None and mark.is_settled:
        rows = rows.where(~is_open, _turned(mark, before=True))
    elif mark is not None:
        rows = rows.where(or_(~is_open, _after(mark)))
    return session.execute(rows).all()


def _open(session: Session, asked: Asked, mark: Mark | None, limit: int, back: bool) -> Sequence[Any]:
    states = asked.show.states & OPEN
    if not states:
        return []
    rows = listing.selected(asked, *LINE).where(listing.shown(asked), Issue.state.in_(states))
    if mark is not None:
        rows = rows.where(_before(mark) if back else _after(mark))
    order = (Issue.due_on.is_(None), Issue.due_on, Issue.id)
    return session.execute(rows.order_by(*((each.desc() for each in order) if back else order)).limit(limit)).all()


def _after(mark: Mark) -> ColumnElement[bool]:
    later = Issue.id > mark.issue_id
    if mark.place == _NO_DAY:
        return Issue.due_on.is_(None) & later
    day = date.fromordinal(mark.place)
    return or_(Issue.due_on.is_(None), Issue.due_on > day, (Issue.due_on == day) & later)


def _before(mark: Mark) -> ColumnElement[bool]:
    earlier = Issue.id < mark.issue_id
    if mark.place == _NO_DAY:
        return or_(Issue.due_on.is_not(None), earlier)
    day = date.fromordinal(mark.place)
    return or_(Issue.due_on < day, (Issue.due_on == day) & earlier)


def _settled(session: Session, asked: Asked, mark: Mark | None, limit: int, back: bool) -> list[Any]:
    """One statement a state, along its index and no longer than the page; words are looked for only once."""
    states = sorted(asked.show.states - OPEN)
    piles = [states] if asked.is_narrowed else [[state] for state in states]
    found = [_pile(session, asked, pile, mark, limit, back) for pile in piles if pile]
    return list(merge(*found, key=lambda row: _mark(row[0]), reverse=not back))[:limit]


def _pile(
    session: Session, asked: Asked, states: Sequence[State], mark: Mark | None, limit: int, back: bool
) -> Sequence[Any]:
    is_there = Issue.state == states[0] if len(states) == 1 else Issue.state.in_(states)
    rows = listing.selected(asked, *LINE).where(is_there)
    if mark is not None:
        rows = rows.where(_turned(mark, before=not back))
    order = (Issue.turned_at, Issue.id) if back else (Issue.turned_at.desc(), Issue.id.desc())
    return session.execute(rows.order_by(*order).limit(limit)).all()


def _turned(mark: Mark, *, before: bool) -> ColumnElement[bool]:
    here = tuple_(Issue.turned_at, Issue.id)
    there = tuple_(literal(_EPOCH + mark.place * _MICROSECOND, Issue.turned_at.type), mark.issue_id)
    return here < there if before else here > there


def _mark(issue: Issue) -> Mark:
    if issue.state in OPEN:
        return Mark(issue.due_on.toordinal() if issue.due_on else _NO_DAY, issue.id)
    return Mark(((issue.turned_at or issue.reported_at) - _EPOCH) // _MICROSECOND, issue.id)
