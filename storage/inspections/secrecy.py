"""What an inspection under way has found is nobody else's business yet."""

from sqlalchemy import ColumnElement, or_, select

from storage.models import Inspection, Issue


def released() -> ColumnElement[bool]:
    """The condition that an issue may be shown to others: not found by an inspection that still goes on."""
    ended = select(Inspection.id).where(Inspection.ended_at.is_not(None))
    return or_(Issue.inspection_id.is_(None), Issue.inspection_id.in_(ended))
