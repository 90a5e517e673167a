"""Supervision by name 挂牌督办: put on by an office of the county, taken off by hand or when the issue is closed."""

from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.issue_states import Act
from rules.refusals import Refusal
from rules.supervision import SupervisionRules
from storage import audit
from storage.audit import By
from storage.issues.matters import Matter
from storage.issues.steps import Hand, Seen, checked, hold, take_step
from storage.models import Supervision


def may_supervise(rules: SupervisionRules, now: Matter) -> None:
    """Refuses what is not grave enough, and what is supervised already."""
    issue, standing = now.issue, now.marks.supervision
    rules.may_supervise(issue.number, issue.severity)
    if standing is not None:
        raise Refusal("refusal/supervised_already", number=issue.number, due=standing.due_on)


def supervise(session: Session, hand: Hand, seen: Seen, due_on: date, reason: str) -> Matter:
    """挂牌督办 until a day, for a reason; the chiefs, the assignee and the superior hear of it."""
    hold(session, seen.issue_id)
    before = checked(session, seen, Act.SUPERVISE, hand)
    may_supervise(hand.profile.supervision, before)
    if due_on < hand.today:
        raise Refusal("refusal/due_in_the_past", due=due_on)
    session.add(
        Supervision(
            issue_id=before.issue.id,
            reason=reason,
            due_on=due_on,
            put_at=hand.by.at,
            put_by_id=hand.by.person_id,
            put_post_id=hand.by.post_id,
        )
    )
    session.flush()
    return take_step(session, hand, before, Act.SUPERVISE, reason, due_on)


def lift(session: Session, hand: Hand, seen: Seen, reason: str) -> Matter:
    """解除挂牌 before the issue is closed, with a reason."""
    hold(session, seen.issue_id)
    before = checked(session, seen, Act.LIFT_SUPERVISION, hand)
    if not _lifted(session, hand.by, before.issue.id, reason):
        raise Refusal("refusal/not_supervised", number=before.issue.number)
    return take_step(session, hand, before, Act.LIFT_SUPERVISION, reason)


def let_drop(session: Session, by: By, issue_id: int) -> None:
    """The issue has come to its end, and so has its supervision."""
    if _lifted(session, by, issue_id, ""):
        audit.record(session, by, Act.LIFT_SUPERVISION, "issue", issue_id)


def _lifted(session: Session, by: By, issue_id: int, why: str) -> bool:
    lifted = session.execute(
        update(Supervision)
        .where(Supervision.issue_id == issue_id, Supervision.lifted_at.is_(None))
        .values(lifted_at=by.at, lifted_by_id=by.person_id, lifted_why=why)
        .execution_options(synchronize_session=False)
    )
    return bool(lifted.rowcount)  # type: ignore[attr-defined]
