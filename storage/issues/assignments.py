"""Issues that somebody was told to rectify by a day and that are not yet handed in."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from rules.issue_states import State
from rules.issue_types import Severity
from rules.roles import Level, Role
from storage.direct import run
from storage.models import Issue, Post, Region, Unit, Water

_OWED = (State.ASSIGNED, State.ACCEPTED)


class Assignment(NamedTuple):
    """One issue and the post that must rectify it; `unit`, `water` and `region` are names."""

    issue_id: int
    number: str
    type: str
    severity: Severity
    state: State
    due_on: date
    water_id: int | None
    region_id: int
    post_id: int
    role: Role
    level: Level
    unit: str | None
    water: str | None
    region: str


# Built once: asked each morning, for every lot of issues.
_WITH_DEADLINE = (
    select(
        Issue.id, Issue.number, Issue.type, Issue.severity, Issue.state, Issue.due_on, Issue.water_id,
        Issue.region_id, Post.id, Post.role, Post.level, Unit.name, Water.name, Region.name,
    )
    .join(Post, Post.id == Issue.assignee_post_id)
    .join(Region, Region.id == Issue.region_id)
    .outerjoin(Unit, Unit.id == Post.unit_id)
    .outerjoin(Water, Water.id == Issue.water_id)
    .where(Issue.state.in_(_OWED), Issue.due_on.is_not(None), Issue.id > bindparam("after"))
    .order_by(Issue.id)
    .limit(bindparam("limit"))
)  # fmt: skip


def with_deadline(session: Session, after: int, limit: int) -> list[Assignment]:
    """Open assignments with a deadline whose issue's id is greater than `after`, in the order of ids."""
    rows = run(session, _WITH_DEADLINE, {"after": after, "limit": limit})
    return [Assignment._make(row) for row in rows]
