"""How the program fares, in a few figures: what came last, what waits, what the last self-audit found. Reads only."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import Arrival, Delivery, InboxUpdate, Notice
from storage.self_audit import results


def pulse(session: Session, now: datetime) -> dict[str, Any]:
    """JSON values by name, moments in ISO form. A notice waits when its moment has come."""
    last = session.scalar(select(func.max(InboxUpdate.received_at)))
    updates = session.scalar(select(func.count()).where(InboxUpdate.state == Arrival.WAITING))
    waits = (Notice.state == Delivery.WAITING) & (Notice.not_before <= now)
    notices, oldest = session.execute(select(func.count(), func.min(Notice.not_before)).where(waits)).one()
    audit = results.last(session)
    return {
        "last_update_at": _said(last),
        "waiting_updates": updates,
        "waiting_notices": notices,
        "oldest_waiting_notice": _said(oldest),
        "last_self_audit": audit and audit.day.isoformat(),
        "self_audit_difference": audit and audit.difference,
    }


def _said(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
