"""What a post has in hand, and when it was urged last. Reads only."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from storage.issues.marks import supervised
from storage.models import Issue, IssueStep, Region, Water

IN_HAND = (State.ASSIGNED, State.ACCEPTED, State.DONE)


class Task(NamedTuple):
    """One issue in somebody's hands."""

    issue_id: int
    number: str
    type: str
    state: State
    place: str
    due_on: date | None
    is_supervised: bool = False


def tasks(session: Session, post_ids: Sequence[int]) -> list[Task]:
    """What is assigned to these posts and not closed: what waits for them first, by due date."""
    rows = session.execute(
        select(Issue, Water.name, Region.name)
        .join(Region, Region.id == Issue.region_id)
        .outerjoin(Water, Water.id == Issue.water_id)
        .where(Issue.assignee_post_id.in_(post_ids), Issue.state.in_(IN_HAND))
    ).all()
    red = supervised(session, (issue.id for issue, *_ in rows))
    found = [
        Task(issue.id, issue.number, issue.type, issue.state, water or region, issue.due_on, issue.id in red)
        for issue, water, region in rows
    ]
    return sorted(found, key=lambda task: (task.state is State.DONE, task.due_on or date.max, task.number))


def urged_on(session: Session, issue_id: int, day: date, zone: str) -> datetime | None:
    """When the assignee was urged on a calendar day of the zone, if they were."""
    begins = datetime.combine(day, time(), ZoneInfo(zone))
    return session.scalar(
        select(IssueStep.at).where(
            IssueStep.issue_id == issue_id,
            IssueStep.act == Act.URGE,
            IssueStep.at >= begins,
            IssueStep.at < begins + timedelta(days=1),
        )
    )
