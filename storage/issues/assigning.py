"""The office's first decisions: true or not 核实, and whose it is, until when, to do what 交办."""

from datetime import date

from sqlalchemy.orm import Session

from rules.issue_states import Act
from rules.refusals import Refusal
from storage.issues import supervising
from storage.issues.matters import Matter
from storage.issues.steps import Hand, Seen, checked, hold, take_step
from storage.posts.holders import holders


def verify(session: Session, hand: Hand, seen: Seen, before: Matter | None = None) -> Matter:
    """核实: it is as reported; now somebody must have it. `before`: as `checked` found it in this transaction."""
    return take_step(session, hand, before or checked(session, seen, Act.VERIFY, hand), Act.VERIFY)


def reject(session: Session, hand: Hand, seen: Seen, reason: str) -> Matter:
    """认定不属实, with a reason that the reporter is told."""
    hold(session, seen.issue_id)
    before = checked(session, seen, Act.REJECT, hand)
    if before.marks.transfer is not None:
        raise Refusal("refusal/transfer_unanswered", number=before.issue.number, due=before.marks.transfer.due_on)
    supervising.let_drop(session, hand.by, before.issue.id)
    return take_step(session, hand, before, Act.REJECT, reason)


def assign(
    session: Session,
    hand: Hand,
    seen: Seen,
    post_id: int,
    due_on: date,
    requirement: str,
    before: Matter | None = None,
) -> Matter:
    """交办 to a post; whoever holds it, now or later, has it in hand. Refuses a vacant post and a day gone by.

    `before`: as `checked` found it in this transaction."""
    before = before or checked(session, seen, Act.ASSIGN, hand)
    if not holders(session, [post_id], hand.today):
        raise Refusal("refusal/post_is_vacant")
    if due_on < hand.today:
        raise Refusal("refusal/due_in_the_past", due=due_on)
    return take_step(
        session,
        hand,
        before,
        Act.ASSIGN,
        requirement,
        due_on,
        assignee_post_id=post_id,
        requirement=requirement,
        assigned_at=hand.by.at,
        due_on=due_on,
        done_at=None,
    )
