"""What an inspection under way has found is nobody else's business yet."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from storage.models import Inspection, Issue


def released(inspection_id: ColumnElement[int | None] | None = None) -> ColumnElement[bool]:
    """The condition that an issue may be shown to others: not found by an inspection that still goes on.

    By the column of Issue, or that of a subquery. Said as what must not be, so that no index of the many issues
    without an inspection is taken for the way to find them.
    """
    asked = Issue.inspection_id if inspection_id is None else inspection_id
    goes_on = select(Inspection.id).where(Inspection.id == asked, Inspection.ended_at.is_(None))
    return ~goes_on.correlate_except(Inspection).exists()


def inspector_of(session: Session, issue: Issue) -> int | None:
    """The one person who may see and touch the issue yet, while the inspection that found it goes on."""
    found = session.get(Inspection, issue.inspection_id) if issue.inspection_id else None
    return found.person_id if found is not None and found.ended_at is None else None
