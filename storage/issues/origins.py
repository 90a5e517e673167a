"""What stands behind an issue that the office entered: a superior's paper and its day, the indicators that failed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from storage.models import IssueOrigin

LONGEST = 500


def keep(session: Session, issue_id: int, told: Mapping[str, Any]) -> None:
    """Keeps what was said before the report was opened, if anything was."""
    if told.get("document"):
        wanted = date.fromisoformat(told["wanted_on"]) if told.get("wanted_on") else None
        session.add(IssueOrigin(issue_id=issue_id, document=told["document"][:LONGEST], wanted_on=wanted))


def wanted_on(session: Session, issue_id: int) -> date | None:
    """The day until which the superior who assigned an issue wants it done; None for most."""
    origin = origin_of(session, issue_id)
    return origin.wanted_on if origin else None


def origin_of(session: Session, issue_id: int) -> IssueOrigin | None:
    """The paper or the indicators behind an issue; None for most."""
    return session.get(IssueOrigin, issue_id)
