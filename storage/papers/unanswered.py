"""Papers in force whose addressees have not all answered. Reads only."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from rules.papers import PaperState
from storage.models import Paper, PaperAddressee


class Unanswered(NamedTuple):
    """A paper and who still owes an answer: (post, printed name), in the order of the paper."""

    paper_id: int
    kind: str
    number: str
    title: str
    due_on: date
    office_post_id: int
    drafted_by_id: int
    late: tuple[tuple[int, str], ...]


_MISSING = exists().where(PaperAddressee.paper_id == Paper.id, PaperAddressee.replied_at.is_(None))
_WITH_DEADLINE = (
    select(Paper)
    .where(Paper.state == PaperState.SIGNED, Paper.due_on.is_not(None), _MISSING, Paper.id > bindparam("after"))
    .order_by(Paper.id)
    .limit(bindparam("limit"))
)


def with_deadline(session: Session, after: int, limit: int) -> list[Unanswered]:
    """Papers with a deadline and an answer missing whose id is greater than `after`, in the order of ids."""
    papers = session.scalars(_WITH_DEADLINE, {"after": after, "limit": limit}).all()
    late = _late(session, [paper.id for paper in papers]) if papers else {}
    return [
        Unanswered(paper.id, paper.kind.word, paper.number or "", paper.title, paper.due_on, paper.office_post_id,
                   paper.drafted_by_id, tuple(late[paper.id]))
        for paper in papers if paper.due_on
    ]  # fmt: skip


def _late(session: Session, paper_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    rows = session.execute(
        select(PaperAddressee.paper_id, PaperAddressee.post_id, PaperAddressee.name)
        .where(PaperAddressee.paper_id.in_(paper_ids), PaperAddressee.replied_at.is_(None))
        .order_by(PaperAddressee.place)
    )
    found: dict[int, list[tuple[int, str]]] = {paper_id: [] for paper_id in paper_ids}
    for paper_id, post_id, name in rows:
        found[paper_id].append((post_id, name))
    return found
