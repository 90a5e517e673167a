"""The assignee's side of rectification 整改: take in hand, hand back, report, submit; and the office's 催办."""

from sqlalchemy.orm import Session

from rules import deadlines
from rules.issue_states import Act
from rules.refusals import Refusal
from storage import media
from storage.issues import extensions
from storage.issues.matters import Matter
from storage.issues.steps import Hand, Seen, checked, hold, take_step
from storage.issues.tasks import urged_on
from storage.models import MediaUse, Subject


def accept(session: Session, hand: Hand, seen: Seen) -> Matter:
    """签收: the assignee takes it in hand."""
    return take_step(session, hand, checked(session, seen, Act.ACCEPT, hand), Act.ACCEPT)


def give_back(session: Session, hand: Hand, seen: Seen, reason: str) -> Matter:
    """责任退回: not ours, within the profile's hours; the office decides anew."""
    hold(session, seen.issue_id)
    before = checked(session, seen, Act.RETURN, hand)
    if before.issue.assigned_at is not None:
        deadlines.may_return(hand.profile.rectification_on(hand.today), before.issue.assigned_at, hand.by.at)
    extensions.let_drop(session, hand.by, before.issue.id)
    return take_step(session, hand, before, Act.RETURN, reason, assignee_post_id=None, assigned_at=None, due_on=None)


def report_progress(session: Session, hand: Hand, seen: Seen, words: str, draft_id: int) -> Matter:
    """反馈进展: what was done so far, in words, photos or voice collected by a draft."""
    before = checked(session, seen, Act.PROGRESS, hand)
    media.move(session, (Subject.DRAFT, draft_id), (Subject.ISSUE, before.issue.id))
    return take_step(session, hand, before, Act.PROGRESS, words)


def submit(session: Session, hand: Hand, seen: Seen, words: str, draft_id: int) -> Matter:
    """提交整改 with photos of how it looks after; refuses without any: 销号 rests on evidence."""
    hold(session, seen.issue_id)
    before = checked(session, seen, Act.SUBMIT, hand)
    if not media.of(session, Subject.DRAFT, draft_id, MediaUse.AFTER):
        raise Refusal("refusal/no_after_photo")
    media.move(session, (Subject.DRAFT, draft_id), (Subject.ISSUE, before.issue.id))
    extensions.let_drop(session, hand.by, before.issue.id)
    return take_step(session, hand, before, Act.SUBMIT, words, done_at=hand.by.at)


def urge(session: Session, hand: Hand, seen: Seen, words: str = "") -> Matter:
    """催办, once a day: more would be noise."""
    hold(session, seen.issue_id)
    before = checked(session, seen, Act.URGE, hand)
    if (already := urged_on(session, before.issue.id, hand.today, hand.profile.timezone)) is not None:
        raise Refusal("refusal/urged_today", number=before.issue.number, at=already)
    return take_step(session, hand, before, Act.URGE, words)


def answer_urge(session: Session, hand: Hand, seen: Seen, words: str) -> Matter:
    """回复催办, once for each urging."""
    hold(session, seen.issue_id)
    before = checked(session, seen, Act.ANSWER_URGE, hand)
    if not before.marks.is_urged:
        raise Refusal("refusal/urging_answered", number=before.issue.number)
    return take_step(session, hand, before, Act.ANSWER_URGE, words)
