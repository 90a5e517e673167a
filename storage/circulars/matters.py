"""Issues and papers of a period: how many found and closed, which late at its end or bad again. Reads only."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from rules import periods
from rules.circulars import Ground
from rules.issue_states import State
from rules.papers import PaperState
from rules.periods import Span
from storage.inspections.secrecy import released
from storage.models import Issue, LookBackItem, Paper, PaperAddressee, Post, Region

_NO_ISSUE = (State.INVALID, State.MERGED, State.WITHDRAWN)


class Case(NamedTuple):
    """One matter that speaks against a post: an issue, or (`issue_id` None) a paper, by its number."""

    ground: Ground
    post_id: int
    region_id: int  # where it happened; of a paper: of the post it went to
    issue_id: int | None
    number: str


class Asked(NamedTuple):
    """Where and when: the region's path, the days, their moments."""

    path: str
    span: Span
    start: datetime
    end: datetime


def asked(path: str, span: Span, zone: ZoneInfo) -> Asked:
    """What is asked, with the moments in the local zone."""
    return Asked(path, span, *periods.moments(span, zone))


def counted(session: Session, told: Asked) -> dict[str, Counter[int]]:
    """Issues `found` and `closed` in the period, by region."""
    found = (Issue.reported_at >= told.start) & (Issue.reported_at < told.end)
    closed = (Issue.closed_at >= told.start) & (Issue.closed_at < told.end) & (Issue.state == State.CLOSED)
    return {"found": _by_region(session, told, found), "closed": _by_region(session, told, closed)}


def cases(session: Session, told: Asked) -> list[Case]:
    """Everything that speaks against somebody, oldest first."""
    return [
        *_of_issues(session, Ground.OVERDUE, _overdue(told)),
        *_of_issues(session, Ground.RELAPSED, _relapsed(told)),
        *_unanswered(session, told),
    ]


def _by_region(session: Session, told: Asked, condition: ColumnElement[bool]) -> Counter[int]:
    rows = session.execute(
        select(Issue.region_id, func.count())
        .join(Region, Region.id == Issue.region_id)
        .where(condition, Issue.state.not_in(_NO_ISSUE), Region.path.startswith(told.path), released())
        .group_by(Issue.region_id)
    )
    return Counter({region_id: count for region_id, count in rows})  # noqa: C416 - rows are no pairs to mypy


def _issues(told: Asked) -> Select[int, int, int, str]:
    return (
        select(Issue.assignee_post_id, Issue.region_id, Issue.id, Issue.number)  # type: ignore[return-value]
        .join(Region, Region.id == Issue.region_id)
        .where(Issue.assignee_post_id.is_not(None), Issue.state.not_in(_NO_ISSUE))
        .where(Region.path.startswith(told.path), released())
    )


def _overdue(told: Asked) -> Select[int, int, int, str]:
    """Past their day at the end of the period, and not handed in by then."""
    still = or_(Issue.done_at.is_(None), Issue.done_at >= told.end)
    open_yet = or_(Issue.closed_at.is_(None), Issue.closed_at >= told.end)
    late = (Issue.due_on <= told.span.last) & (Issue.assigned_at < told.end)
    return _issues(told).where(late, still, open_yet).order_by(Issue.due_on, Issue.id)


def _relapsed(told: Asked) -> Select[int, int, int, str]:
    looked = (LookBackItem.looked_at >= told.start) & (LookBackItem.looked_at < told.end)
    bad = select(LookBackItem.issue_id).where(LookBackItem.held.is_(False), looked)
    return _issues(told).where(Issue.id.in_(bad)).order_by(Issue.id)


def _of_issues(session: Session, ground: Ground, rows: Select[int, int, int, str]) -> list[Case]:
    return [Case(ground, post, region, issue, number) for post, region, issue, number in session.execute(rows)]


def _unanswered(session: Session, told: Asked) -> list[Case]:
    """Papers in force whose day to answer lay in the period, without an answer by its end."""
    rows = session.execute(
        select(PaperAddressee.post_id, Post.region_id, Paper.number)
        .join(Paper, Paper.id == PaperAddressee.paper_id)
        .join(Post, Post.id == PaperAddressee.post_id)
        .join(Region, Region.id == Post.region_id)
        .where(Paper.state == PaperState.SIGNED, Paper.due_on >= told.span.first, Paper.due_on <= told.span.last)
        .where(or_(PaperAddressee.replied_at.is_(None), PaperAddressee.replied_at >= told.end))
        .where(Region.path.startswith(told.path))
        .order_by(Paper.due_on, Paper.id)
    )
    return [Case(Ground.UNANSWERED, post, region, None, number or "") for post, region, number in rows]
