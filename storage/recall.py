"""What an update left in the records: told again when the answer to it may have been lost in a crash."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.issue_states import Act
from storage.models import Issue, IssueStep, Patrol, PatrolState, Water
from storage.models.records import AuditRow


@dataclass(frozen=True, slots=True)
class Done:
    """What one update did for good: an act on a numbered issue, or the end of a patrol."""

    number: str | None = None
    act: Act | None = None
    water: str | None = None
    patrol: PatrolState | None = None


def done_by(session: Session, update_id: int) -> Done | None:
    """The last thing the update did for good; None if it only went on in a dialog."""
    issue = session.execute(
        select(Issue.number, IssueStep.act)
        .join(Issue, Issue.id == IssueStep.issue_id)
        .where(IssueStep.update_id == update_id)
        .order_by(IssueStep.id.desc())
    ).first()
    if issue is not None:
        return Done(number=issue.number, act=issue.act)
    patrol = session.execute(
        select(Water.name, Patrol.state)
        .join(Patrol, Patrol.water_id == Water.id)
        .join(AuditRow, (AuditRow.subject == "patrol") & (AuditRow.subject_id == Patrol.id))
        .where(AuditRow.update_id == update_id, Patrol.ended_at.is_not(None))
    ).first()
    return Done(water=patrol.name, patrol=patrol.state) if patrol is not None else None
