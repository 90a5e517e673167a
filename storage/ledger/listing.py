"""The ledger 台账: one query behind the list in chat, the counts on its buttons and the workbook. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, cast, false, func, or_, select
from sqlalchemy.orm import Session

from rules.issue_states import OPEN, State
from rules.ledger_words import Show
from storage.inspections.secrecy import released
from storage.ledger import entries
from storage.ledger.entries import Entry
from storage.models import Issue, Post, Region, Water
from storage.search.finding import below, found

PAGE = 6

__all__ = ["PAGE", "Asked", "Entry", "counted", "every", "ids", "numbered", "page", "selected", "some"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of the ledger. `regions` are paths and the scope of who asks; the rest narrows it down.

    `terms` must each be found somewhere: number, words, type (by `type_names`, code to name and tags), source, water or
    region or one it lies in, unit or holder who has it in hand, reporter on the roster. `water_id` is a subtree.
    `reported` runs from a moment up to, not including, another.
    """

    regions: Sequence[str]
    today: date
    show: Show = Show.ALL
    number: str | None = None
    terms: Sequence[str] = ()
    type: str | None = None
    water_id: int | None = None
    post_id: int | None = None
    unit_id: int | None = None
    reported: tuple[datetime, datetime] | None = None
    type_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_narrowed(self) -> bool:
        """By more than the regions and `show`."""
        one = (self.number, self.type, self.water_id, self.post_id, self.unit_id, self.reported)
        return bool(self.terms) or any(each is not None for each in one)


def page(session: Session, asked: Asked, offset: int = 0, limit: int = PAGE) -> list[Entry]:
    """Some of what is asked: what is open first, oldest due first; then what is settled, newest first."""
    rows = ordered(asked, *LINE).offset(max(0, offset)).limit(limit)
    return entries.entries(session, session.execute(rows).all(), asked.today)


def every(session: Session, asked: Asked) -> list[Entry]:
    """All of what is asked, in the same order."""
    return entries.entries(session, session.execute(ordered(asked, *LINE)).all(), asked.today)


def ids(session: Session, asked: Asked) -> list[int]:
    """The ids of all of what is asked, in the same order: for reading a large ledger piece by piece by `some`."""
    return list(session.scalars(ordered(asked, Issue.id)))


def some(session: Session, issue_ids: Sequence[int], today: date) -> list[Entry]:
    """The lines of these issues (a thousand or so), in their order; one that is there no more is left out."""
    rows = _joined(*LINE).where(Issue.id.in_(issue_ids))
    found = {row[0].id: row for row in session.execute(rows).all()}
    return entries.entries(session, [found[each] for each in issue_ids if each in found], today)


def numbered(session: Session, numbers: Sequence[str], today: date) -> list[Entry]:
    """The lines of the issues with these numbers (a thousand or so), in the order of their numbers."""
    rows = _joined(*LINE).where(Issue.number.in_(numbers)).order_by(Issue.number)
    return entries.entries(session, session.execute(rows).all(), today)


def counted(session: Session, asked: Asked) -> dict[Show, int]:
    """How many issues each part of the ledger has, whatever `asked.show` is."""
    if asked.is_narrowed:
        late = func.sum(case((overdue(asked.today), 1), else_=0))
        told = session.execute(selected(asked, Issue.state, func.count(), late).group_by(Issue.state)).all()
        overdues = sum(row[2] for row in told)
    else:
        told = session.execute(_shares(asked)).all()
        overdues = session.scalar(selected(asked, func.count()).where(overdue(asked.today))) or 0
    counts = {show: sum(row[1] for row in told if row[0] in show.states) for show in Show}
    return counts | {Show.OVERDUE: overdues}


def _shares(asked: Asked) -> Select[State, int]:
    """All of the regions by state: counted along an index alone, and only the few sums joined to their regions."""
    own = (Issue.state, Issue.region_id, Issue.inspection_id)
    each = select(*own, func.count().label("count")).group_by(*own).subquery()
    rows = select(each.c.state, cast(func.sum(each.c.count), Integer)).join(Region, Region.id == each.c.region_id)
    return rows.where(inside(asked.regions), released(each.c.inspection_id)).group_by(each.c.state)


def selected(asked: Asked, *columns: Any) -> Select[*tuple[Any, ...]]:
    """The columns of all issues asked for but for `asked.show`; Region and Water are joined."""
    terms = (found(term, asked.type_names, asked.today) for term in asked.terms)
    told = (inside(asked.regions), released(), *_narrowed(asked), *terms)
    return _joined(*columns).where(*told)


def _joined(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(Issue)
        .join(Region, Region.id == Issue.region_id)
        .outerjoin(Water, Water.id == Issue.water_id)
    )


def overdue(today: date) -> ColumnElement[bool]:
    """The condition that an issue is in somebody's hands and its last day is gone."""
    return Issue.state.in_(Show.OVERDUE.states) & (Issue.due_on < today)


def inside(regions: Sequence[str], region: type[Region] = Region) -> ColumnElement[bool]:
    """The condition that a region (or an alias of the table) lies in one of these, by their paths."""
    return or_(false(), *(region.path.startswith(path) for path in regions))


LINE = (Issue, Water.name, Region.name, Region.path)


def ordered(asked: Asked, *columns: Any) -> Select[*tuple[Any, ...]]:
    """The columns of all issues asked for, in the order of the ledger."""
    is_open = Issue.state.in_(OPEN)
    rows = selected(asked, *columns).where(shown(asked))
    return rows.order_by(
        case((is_open, 0), else_=1),
        case((is_open, Issue.due_on)).nulls_last(),
        case((is_open, Issue.id)).nulls_last(),
        Issue.turned_at.desc(),
        Issue.id.desc(),
    )


def shown(asked: Asked) -> ColumnElement[bool]:
    """The condition that an issue belongs to the part of the ledger that is asked for."""
    if asked.show is Show.OVERDUE:
        return overdue(asked.today)
    return Issue.state.in_(asked.show.states)


def _narrowed(asked: Asked) -> list[ColumnElement[bool]]:
    told: list[ColumnElement[bool]] = []
    if asked.number is not None:
        told.append(Issue.number == asked.number)
    if asked.type is not None:
        told.append(Issue.type == asked.type)
    if asked.water_id is not None:
        told.append(Issue.water_id.in_(below(Water, Water.id == asked.water_id)))
    if asked.post_id is not None:
        told.append(Issue.assignee_post_id == asked.post_id)
    if asked.unit_id is not None:
        told.append(Issue.assignee_post_id.in_(select(Post.id).where(Post.unit_id == asked.unit_id)))
    if asked.reported is not None:
        told += [Issue.reported_at >= asked.reported[0], Issue.reported_at < asked.reported[1]]
    return told


def standing_states() -> frozenset[State]:
    """The states of issues that count as found: neither untrue, nor merged into another, nor taken back."""
    return OPEN | {State.CLOSED}
