"""What an update left in the records: told again when the answer to it may have been lost in a crash."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.issue_states import Act
from storage.inspections.going import name_of
from storage.models import Inspection, Issue, IssueStep, Patrol, PatrolState, Submission, Water
from storage.models.records import AuditRow


@dataclass(frozen=True, slots=True)
class Done:
    """What one update did for good: an act on a numbered issue, the end of a patrol or of an inspection."""

    number: str | None = None
    act: Act | None = None
    water: str | None = None
    patrol: PatrolState | None = None
    inspection: str | None = None


def done_by(session: Session, update_id: int) -> Done | None:
    """The last thing the update did for good; None if it only went on in a dialog."""
    inspection = session.scalar(
        select(Inspection)
        .join(AuditRow, (AuditRow.subject == "inspection") & (AuditRow.subject_id == Inspection.id))
        .where(AuditRow.update_id == update_id, AuditRow.act == "conclude")
    )
    if inspection is not None:
        return Done(inspection=name_of(session, inspection))
    issue = session.execute(
        select(Issue.number, IssueStep.act)
        .join(Issue, Issue.id == IssueStep.issue_id)
        .where(IssueStep.update_id == update_id)
        .order_by(IssueStep.id.desc())
    ).first()
    if issue is not None:
        return Done(number=issue.number, act=issue.act)
    handed_in = session.scalar(select(Submission.number).where(Submission.update_id == update_id))
    if handed_in is not None:
        return Done(number=handed_in, act=Act.REGISTER)
    patrol = session.execute(
        select(Water.name, Patrol.state)
        .join(Patrol, Patrol.water_id == Water.id)
        .join(AuditRow, (AuditRow.subject == "patrol") & (AuditRow.subject_id == Patrol.id))
        .where(AuditRow.update_id == update_id, Patrol.ended_at.is_not(None))
    ).first()
    return Done(water=patrol.name, patrol=patrol.state) if patrol is not None else None
