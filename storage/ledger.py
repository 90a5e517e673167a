"""The ledger 台账: one query behind the list in chat, the counts on its buttons and the workbook. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from rules.issue_states import OPEN, State
from rules.ledger_words import Show, spellings
from storage import ledger_entries
from storage.holders import in_office
from storage.ledger_entries import Entry
from storage.models import Appointment, Issue, Person, Post, Region, Unit, Water

PAGE = 6

__all__ = ["PAGE", "Asked", "Entry", "counted", "every", "page", "selected"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of the ledger. `regions` are paths and the scope of who asks; the rest narrows it down.

    `terms` must each be found somewhere: number, words, type (by `type_names`, code to name), water or region or one
    it lies in, unit or holder who has it in hand, reporter on the roster. `water_id` is a subtree. `reported` runs
    from a moment up to, not including, another.
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


def page(session: Session, asked: Asked, offset: int = 0, limit: int = PAGE) -> list[Entry]:
    """Some of what is asked: what is open first, oldest due first; then what is settled, newest first."""
    rows = _ordered(asked).offset(max(0, offset)).limit(limit)
    return ledger_entries.entries(session, session.execute(rows).all(), asked.today)


def every(session: Session, asked: Asked) -> list[Entry]:
    """All of what is asked, in the same order."""
    return ledger_entries.entries(session, session.execute(_ordered(asked)).all(), asked.today)


def counted(session: Session, asked: Asked) -> dict[Show, int]:
    """How many issues each part of the ledger has, whatever `asked.show` is."""
    late = func.sum(case((overdue(asked.today), 1), else_=0))
    rows = session.execute(selected(asked, Issue.state, func.count(), late).group_by(Issue.state)).all()
    counts = {show: sum(count for state, count, _ in rows if state in show.states) for show in Show}
    return counts | {Show.OVERDUE: sum(row[2] for row in rows)}


def selected(asked: Asked, *columns: Any) -> Select[*tuple[Any, ...]]:
    """The columns of all issues asked for but for `asked.show`; Region and Water are joined."""
    return (
        select(*columns)
        .select_from(Issue)
        .join(Region, Region.id == Issue.region_id)
        .outerjoin(Water, Water.id == Issue.water_id)
        .where(inside(asked.regions), *_narrowed(asked), *(_found(asked, term) for term in asked.terms))
    )


def overdue(today: date) -> ColumnElement[bool]:
    """The condition that an issue is in somebody's hands and its last day is gone."""
    return Issue.state.in_(Show.OVERDUE.states) & (Issue.due_on < today)


def inside(regions: Sequence[str]) -> ColumnElement[bool]:
    """The condition that a region lies in one of these, by their paths."""
    return or_(false(), *(Region.path.startswith(path) for path in regions))


def _ordered(asked: Asked) -> Select[*tuple[Any, ...]]:
    is_open = Issue.state.in_(OPEN)
    rows = selected(asked, Issue, Water.name, Region.name, Region.path).where(_shown(asked))
    return rows.order_by(
        case((is_open, 0), else_=1),
        case((is_open, Issue.due_on)).nulls_last(),
        case((is_open, Issue.reported_at)).nulls_last(),
        func.coalesce(Issue.closed_at, Issue.reported_at).desc(),
        Issue.id,
    )


def _shown(asked: Asked) -> ColumnElement[bool]:
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
        told.append(Issue.water_id.in_(_below(Water, Water.id == asked.water_id)))
    if asked.post_id is not None:
        told.append(Issue.assignee_post_id == asked.post_id)
    if asked.unit_id is not None:
        told.append(Issue.assignee_post_id.in_(select(Post.id).where(Post.unit_id == asked.unit_id)))
    if asked.reported is not None:
        told += [Issue.reported_at >= asked.reported[0], Issue.reported_at < asked.reported[1]]
    return told


def _found(asked: Asked, term: str) -> ColumnElement[bool]:
    types = [code for code, name in asked.type_names.items() if any(each in name for each in spellings(term))]
    units = select(Post.id).join(Unit, Unit.id == Post.unit_id).where(_has(Unit.name, term))
    people = select(Person.id).where(Person.on_roster, _has(Person.name, term))
    held = select(Appointment.post_id).where(Appointment.person_id.in_(people), in_office(asked.today))
    return or_(
        _has(Issue.number, term),
        _has(Issue.words, term),
        Issue.type.in_(types),
        Issue.water_id.in_(_below(Water, _has(Water.name, term))),
        Issue.region_id.in_(_below(Region, _has(Region.name, term))),
        Issue.assignee_post_id.in_(units),
        Issue.assignee_post_id.in_(held),
        Issue.reporter_id.in_(people),
    )


def _has(column: InstrumentedAttribute[str], term: str) -> ColumnElement[bool]:
    """The words stand in the column, capital or small; % and _ are letters like any other."""
    return or_(*(column.icontains(spelling, autoescape=True) for spelling in spellings(term)))


def _below(table: type[Water] | type[Region], named: ColumnElement[bool]) -> Select[int]:
    """The ids of what is named and of all that lies below it in the tree."""
    found = select(table.id).where(named).cte(recursive=True)
    child = aliased(table)
    return select(found.union(select(child.id).where(child.parent_id == found.c.id)).c.id)


def standing_states() -> frozenset[State]:
    """The states of issues that count as found: neither untrue, nor merged into another, nor taken back."""
    return OPEN | {State.CLOSED}
