"""The papers of offices as a list, and their figures by period and place: one source, the ledger. Reads only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session

from rules.issue_states import State
from rules.papers import SLIPS, UNSIGNED, PaperKind, PaperState
from storage.ledger import listing
from storage.models import Issue, Paper, PaperAddressee, PaperIssue, Region

PAGE = 6


@dataclass(frozen=True, slots=True)
class AskedPapers:
    """Which papers are wanted: of offices in these regions (paths), of kinds, signed from a moment up to another.

    `place` narrows it to papers about issues of a region (its path), or issued there; `terms` must each be found in
    number, title or addressee. What is not signed is shown of the offices of the regions `unsigned_of` only (ids;
    None: of all): a draft is its own house's business.
    """

    regions: Sequence[str]
    kinds: Collection[PaperKind] = frozenset(PaperKind)
    signed: tuple[datetime, datetime] | None = None
    place: str = ""
    terms: Sequence[str] = ()
    unsigned_of: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the list."""

    id: int
    kind: PaperKind
    state: PaperState
    number: str | None
    title: str
    due_on: date | None
    signed_at: datetime | None
    addressees: int
    received: int
    replied: int


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """督办单 27 issued, 交办问题 40, 整改 32: papers in force, the issues on them (each once), those closed by now.

    `addressees`, `received`, `replied` count over the same papers; `withdrawn` are papers taken back, in no other
    figure; `waiting` are not signed yet, whatever the period.
    """

    papers: int
    issues: int
    closed: int
    addressees: int
    received: int
    replied: int
    withdrawn: int
    waiting: int


def page(session: Session, asked: AskedPapers, offset: int = 0, limit: int = PAGE) -> list[PaperLine]:
    """Some of the papers asked for: what waits to be signed first, then the newest."""
    waits = Paper.state.in_(UNSIGNED)
    rows = _selected(asked, Paper, *_answers()).where(_shown(asked))
    rows = rows.order_by(case((waits, 0), else_=1), func.coalesce(Paper.signed_at, Paper.drafted_at).desc(), Paper.id)
    return [
        PaperLine(paper.id, paper.kind, paper.state, paper.number, paper.title, paper.due_on, paper.signed_at, *counts)
        for paper, *counts in session.execute(rows.offset(max(0, offset)).limit(limit))
    ]


def total(session: Session, asked: AskedPapers) -> int:
    """How many papers the list has."""
    return session.scalar(_selected(asked, func.count()).where(_shown(asked))) or 0


def figures(session: Session, asked: AskedPapers) -> PaperFigures:
    """The figures of what is asked; by default of slips of any kind."""
    slips = replace(asked, kinds=frozenset(asked.kinds) & SLIPS or frozenset(asked.kinds))
    in_force = _selected(slips, Paper.id).where(Paper.state == PaperState.SIGNED, _signed(slips))
    # An issue on two slips is one problem; in a township only its own issues count.
    issues, closed = session.execute(
        select(func.count(), func.sum(case((Issue.state == State.CLOSED, 1), else_=0)))
        .select_from(Issue)
        .join(Region, Region.id == Issue.region_id)
        .where(Issue.id.in_(select(PaperIssue.issue_id).where(PaperIssue.paper_id.in_(in_force))))
        .where(Region.path.startswith(slips.place))
    ).one()
    told = (func.count(), func.count(PaperAddressee.received_at), func.count(PaperAddressee.replied_at))
    answers = session.execute(select(*told).where(PaperAddressee.paper_id.in_(in_force))).one()
    withdrawn = _selected(slips, func.count()).where(Paper.state == PaperState.WITHDRAWN, _signed(slips))
    waiting = _selected(slips, func.count()).where(Paper.state.in_(UNSIGNED))
    return PaperFigures(
        session.scalar(select(func.count()).select_from(in_force.subquery())) or 0,
        issues,
        closed or 0,
        *answers,
        session.scalar(withdrawn) or 0,
        session.scalar(waiting) or 0,
    )


def _selected(asked: AskedPapers, *columns: Any) -> Select[*tuple[Any, ...]]:
    rows = select(*columns).select_from(Paper).join(Region, Region.id == Paper.region_id)
    rows = rows.where(listing.inside(asked.regions), Paper.kind.in_(asked.kinds), Paper.state != PaperState.DROPPED)
    if asked.unsigned_of is not None:
        rows = rows.where(or_(Paper.state.not_in(UNSIGNED), Paper.region_id.in_(asked.unsigned_of)))
    if asked.place:
        rows = rows.where(_about(asked.place))
    return rows.where(*(_has(term) for term in asked.terms))


def _shown(asked: AskedPapers) -> ColumnElement[bool]:
    """What waits is shown whatever the period."""
    return or_(Paper.state.in_(UNSIGNED), _signed(asked))


def _signed(asked: AskedPapers) -> ColumnElement[bool]:
    first, after = asked.signed or (None, None)
    return (Paper.signed_at >= first) & (Paper.signed_at < after) if first else Paper.signed_at.is_not(None)


def _about(path: str) -> ColumnElement[bool]:
    """The paper is about an issue of the region, or its office is of the region."""
    concerns = (
        select(PaperIssue.paper_id)
        .join(Issue, Issue.id == PaperIssue.issue_id)
        .where(Issue.region_id.in_(select(Region.id).where(Region.path.startswith(path))))
    )
    return or_(Region.path.startswith(path), Paper.id.in_(concerns))


def _has(term: str) -> ColumnElement[bool]:
    to = exists().where(PaperAddressee.paper_id == Paper.id, PaperAddressee.name.icontains(term, autoescape=True))
    return or_(Paper.number.icontains(term, autoescape=True), Paper.title.icontains(term, autoescape=True), to)


def _answers() -> list[Any]:
    counted = (func.count(), func.count(PaperAddressee.received_at), func.count(PaperAddressee.replied_at))
    return [select(each).where(PaperAddressee.paper_id == Paper.id).scalar_subquery() for each in counted]
