"""A problem of a self-review that became an issue of the ledger: which one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from storage.models import SelfReviewProblem

KEY = "self_review_problem_id"  # in the draft of the report


def keep(session: Session, issue_id: int, told: Mapping[str, Any]) -> None:
    """Keeps which problem the issue was made of, if it was of one; the first issue stays."""
    if told.get(KEY):
        unlinked = (SelfReviewProblem.id == told[KEY]) & SelfReviewProblem.issue_id.is_(None)
        session.execute(update(SelfReviewProblem).where(unlinked).values(issue_id=issue_id))
