"""Review 复核: the reporter or the office closes an issue 销号 or sends it back, never the fixer alone."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules import deadlines, issue_states
from rules.issue_states import Act
from rules.refusals import Refusal
from storage.issues import candidates, origins, supervising
from storage.issues.matters import Matter
from storage.issues.steps import Hand, Seen, checked, hold, take_step
from storage.models import Post


def may_review(now: Matter, person_id: int, is_office: bool) -> None:
    """Refuses whoever has no say in the review of an issue."""
    reporter = person_id if person_id in now.reporters else None
    issue_states.may_confirm(person_id, now.fixers, reporter, is_office)


def confirm(session: Session, hand: Hand, seen: Seen, is_office: bool) -> Matter:
    """复核销号: it is right now; closed for good."""
    before = _reviewed(session, hand, seen, Act.CONFIRM, is_office)
    out = before.marks.transfer
    if out is not None and out.outcome is None:
        raise Refusal("refusal/transfer_unanswered", number=before.issue.number, due=out.due_on)
    supervising.let_drop(session, hand.by, before.issue.id)
    return take_step(session, hand, before, Act.CONFIRM, closed_at=hand.by.at)


def send_back(session: Session, hand: Hand, seen: Seen, is_office: bool, reason: str) -> Matter:
    """复核退回 with a reason; the days that the review took are not the assignee's."""
    before = _reviewed(session, hand, seen, Act.SEND_BACK, is_office)
    due_on, post_id = _due_again(session, hand, before), _who_again(session, hand, before)
    return take_step(
        session,
        hand,
        before,
        Act.SEND_BACK,
        reason,
        due_on,
        due_on=due_on,
        done_at=None,
        assignee_post_id=post_id,
        requirement=before.issue.requirement or reason,
    )


def _reviewed(session: Session, hand: Hand, seen: Seen, act: Act, is_office: bool) -> Matter:
    hold(session, seen.issue_id)
    before = checked(session, seen, act, hand)
    assert hand.by.person_id is not None  # noqa: S101 - only people review
    may_review(before, hand.by.person_id, is_office)
    return before


def _who_again(session: Session, hand: Hand, before: Matter) -> int | None:
    """The assignee; where an office or inspector put it right on the spot, whose duty it is not, the likeliest."""
    issue = before.issue
    held = session.get(Post, issue.assignee_post_id) if issue.assignee_post_id else None
    if held is not None and held.role in candidates.RECTIFIERS:
        return held.id
    likely = candidates.suggested(session, issue, "/", hand.today)
    return likely[0].post_id if likely else None


def _due_again(session: Session, hand: Hand, before: Matter) -> date:
    due, done = before.issue.due_on, before.issue.done_at
    if due is None or done is None:
        return first_due(session, hand, before)
    return due + (hand.today - done.astimezone(ZoneInfo(hand.profile.timezone)).date())


def first_due(session: Session, hand: Hand, now: Matter) -> date:
    """The day a superior asked for, unless it is gone; else what the profile sets by type and severity from today."""
    wanted = origins.wanted_on(session, now.issue.id)
    if wanted is not None and wanted >= hand.today:
        return wanted
    issue_type = hand.profile.issue_type(now.issue.type) or hand.profile.issue_types[-1]
    return deadlines.due_on(issue_type, now.issue.severity, hand.today, hand.is_workday)
