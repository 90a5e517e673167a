"""What waits for a person besides patrols: issues with the own posts, unfinished dialogs. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.issue_states import OPEN, State
from storage.models import Issue, Water

MOST = 5


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """An issue assigned to one of the posts and not closed yet."""

    number: str
    type: str
    water: str | None
    state: State
    due_on: date | None


def open_issues(session: Session, post_ids: Collection[int]) -> list[OpenIssue]:
    """The open issues that lie with these posts, the most urgent first."""
    rows = session.execute(
        select(Issue.number, Issue.type, Water.name, Issue.state, Issue.due_on)
        .outerjoin(Water, Water.id == Issue.water_id)
        .where(Issue.assignee_post_id.in_(post_ids), Issue.state.in_(OPEN))
        .order_by(Issue.due_on.is_(None), Issue.due_on, Issue.id)
    )
    return [OpenIssue(number, kind, water, state, due_on) for number, kind, water, state, due_on in rows]
