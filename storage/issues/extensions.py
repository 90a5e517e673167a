"""Extensions 延期: asked for by the assignee, answered by the office; each names its end."""

from datetime import date, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules import deadlines
from rules.issue_states import Act
from rules.issue_types import DayKind
from rules.periods import Span
from rules.refusals import Refusal
from rules.workdays import IsWorkday, workdays_in
from storage.audit import By
from storage.issues.matters import Matter
from storage.issues.steps import Hand, Seen, checked, hold, take_step
from storage.models import Extension


def check(session: Session, hand: Hand, seen: Seen, until_on: date) -> Matter:
    """Refuses an end that the rules do not allow, and a second question while the first waits."""
    before = checked(session, seen, Act.ASK_EXTENSION, hand)
    if before.pending is not None:
        raise Refusal("refusal/extension_asked_already", until=before.pending.until_on)
    due = before.issue.due_on or hand.today
    rules = hand.profile.rectification_on(hand.today)
    days = days_between(due, until_on, rules.extension_kind, hand.is_workday)
    deadlines.may_ask_extension(rules, before.granted, days, due, hand.today)
    return before


def ask(session: Session, hand: Hand, seen: Seen, until_on: date, reason: str) -> Matter:
    """申请延期 until a day, for a reason."""
    hold(session, seen.issue_id)
    before = check(session, hand, seen, until_on)
    session.add(
        Extension(
            issue_id=before.issue.id,
            asked_by_id=hand.by.person_id,
            asked_at=hand.by.at,
            until_on=until_on,
            reason=reason,
        )
    )
    session.flush()
    return take_step(session, hand, before, Act.ASK_EXTENSION, reason, until_on)


def answer(session: Session, hand: Hand, seen: Seen, extension_id: int, grant: bool) -> Matter:
    """The office grants an extension, which moves the due date, or refuses it; the first answer counts."""
    act = Act.GRANT_EXTENSION if grant else Act.REFUSE_EXTENSION
    before = checked(session, seen, act, hand)
    answered = session.execute(
        update(Extension)
        .where(
            Extension.id == extension_id,
            Extension.issue_id == before.issue.id,
            Extension.granted.is_(None),
        )
        .values(granted=grant, answered_by_id=hand.by.person_id, answered_at=hand.by.at)
        .execution_options(synchronize_session=False)
    )
    if answered.rowcount == 0:  # type: ignore[attr-defined]
        raise _answered(session, before, extension_id)
    until_on = session.get_one(Extension, extension_id, populate_existing=True).until_on
    due_on = until_on if grant else before.issue.due_on
    return take_step(session, hand, before, act, "", until_on, due_on=due_on)


def let_drop(session: Session, by: By, issue_id: int) -> None:
    """What waits for an answer is settled by itself: the work was submitted, or handed back."""
    session.execute(
        update(Extension)
        .where(Extension.issue_id == issue_id, Extension.granted.is_(None))
        .values(granted=False, answered_at=by.at)
        .execution_options(synchronize_session=False)
    )


def days_between(due: date, until_on: date, kind: DayKind, is_workday: IsWorkday) -> int:
    """Days from the due date to the new end, counted as the rule counts them; a day without work counts as one."""
    if until_on <= due:
        return 0
    if kind is DayKind.CALENDAR:
        return (until_on - due).days
    return max(1, workdays_in(Span(due + timedelta(days=1), until_on), is_workday))


def _answered(session: Session, before: Matter, extension_id: int) -> Refusal:
    extension = session.get(Extension, extension_id, populate_existing=True)
    if extension is None or extension.issue_id != before.issue.id:
        return Refusal("refusal/button_too_old")
    return Refusal(
        "refusal/extension_answered",
        number=before.issue.number,
        granted=extension.granted,
        at=extension.answered_at,
        due=before.issue.due_on,
    )
