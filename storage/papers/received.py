"""The papers that came to somebody's posts, as they lie on the desk: what is to be answered first. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from rules.papers import PaperKind, PaperState
from storage.models import Paper, PaperAddressee, PaperIssue

MOST = 10


@dataclass(frozen=True, slots=True)
class ReceivedPaper:
    """A paper in force, addressed to one of the posts."""

    id: int
    kind: PaperKind
    number: str
    title: str
    signed_at: datetime
    due_on: date | None
    received: bool
    replied: bool


def received(session: Session, post_ids: Collection[int], limit: int = MOST) -> list[ReceivedPaper]:
    """What is not answered first, the next due before the others; then the newest."""
    open_rows = func.sum(case((PaperAddressee.replied_at.is_(None), 1), else_=0))
    unseen = func.sum(case((PaperAddressee.received_at.is_(None), 1), else_=0))
    rows = session.execute(
        select(Paper, unseen, open_rows)
        .join(PaperAddressee, PaperAddressee.paper_id == Paper.id)
        .where(PaperAddressee.post_id.in_(post_ids), Paper.state == PaperState.SIGNED)
        .group_by(Paper.id)
        .order_by(case((open_rows > 0, 0), else_=1), case((open_rows > 0, Paper.due_on)).nulls_last(),
                  Paper.signed_at.desc())
        .limit(limit)
    )  # fmt: skip
    return [
        ReceivedPaper(paper.id, paper.kind, paper.number or "", paper.title, paper.signed_at, paper.due_on,
                      not unseen_rows, not missing)
        for paper, unseen_rows, missing in rows if paper.signed_at
    ]  # fmt: skip


def numbers_of(session: Session, issue_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The numbers of the papers in force about each issue 督办文号, oldest first."""
    rows = session.execute(
        select(PaperIssue.issue_id, Paper.number)
        .join(Paper, Paper.id == PaperIssue.paper_id)
        .where(PaperIssue.issue_id.in_(issue_ids), Paper.state == PaperState.SIGNED)
        .order_by(Paper.signed_at, Paper.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for issue_id, number in rows:
        found[issue_id] = (*found.get(issue_id, ()), number or "")
    return found
