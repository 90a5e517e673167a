"""Leave is granted or refused, by who may do so on that day; the chief is told, and the one who walks meanwhile."""

from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.absences import LeaveRules, LeaveState, WhileAway
from rules.refusals import Refusal
from storage import audit, outbox
from storage.audit import By
from storage.leaves.asking import approvers_of, chief_posts
from storage.models import Leave, Person
from storage.outbox import Tell
from storage.posts import delegations


def decide(session: Session, by: By, rules: LeaveRules, leave_id: int, granted: bool, words: str, today: date) -> Leave:
    """Grants or refuses; refuses whoever may not (any more), and a request that was decided or taken back."""
    leave = session.get(Leave, leave_id)
    if leave is None or by.person_id not in approvers_of(session, rules, leave.person_id, today):
        raise Refusal("refusal/not_your_matter")
    state = LeaveState.GRANTED if granted else LeaveState.REFUSED
    decided = session.execute(
        update(Leave)
        .where(Leave.id == leave_id, Leave.state == LeaveState.ASKED)
        .values(state=state, decided_at=by.at, decided_by_id=by.person_id, words=words)
    )
    if decided.rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal("refusal/leave_is_decided", state=leave.state)
    session.refresh(leave)
    audit.record(session, by, "decide_leave", "leave", leave_id, before=LeaveState.ASKED, after=state, words=words)
    if granted and rules.while_away is WhileAway.DELEGATE and leave.delegate_id is not None:
        _delegate(session, by, leave, today)
    _tell(session, by, rules, leave)
    return leave


def _delegate(session: Session, by: By, leave: Leave, today: date) -> None:
    """Every post of the chief is walked by the delegate meanwhile, as if the chief had delegated it."""
    hand = By(by.at, leave.person_id, None, by.update_id)
    assert leave.delegate_id is not None  # noqa: S101 - asked before
    for post_id, _ in chief_posts(session, leave.person_id, today):
        delegations.give(session, hand, post_id, leave.delegate_id, leave.from_on, leave.until_on)


def _tell(session: Session, by: By, rules: LeaveRules, leave: Leave) -> None:
    delegate = session.get(Person, leave.delegate_id) if leave.delegate_id else None
    values = {
        "granted": leave.state is LeaveState.GRANTED,
        "from_on": leave.from_on.isoformat(),
        "until_on": leave.until_on.isoformat(),
        "by": session.get_one(Person, by.person_id).name,
        "words": leave.words,
        "delegate": delegate.name if delegate and rules.while_away is WhileAway.DELEGATE else None,
    }
    outbox.tell(session, by.at, [Tell("absence/decided", f"absence:{leave.id}:decided", leave.person_id, values)])
