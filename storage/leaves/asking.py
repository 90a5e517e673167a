"""A chief asks for leave, takes the request back, or comes back sooner; whoever grants it is told."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.absences import Approver, LeaveRules, LeaveState, may_ask
from rules.periods import Span
from rules.refusals import Refusal
from rules.roles import CHIEFS
from storage import audit, outbox
from storage.audit import By
from storage.models import Appointment, Delegation, Leave, Person, Post, Urgency
from storage.outbox import Tell
from storage.posts.holders import in_office, offices, people_of
from storage.posts.superiors import superiors


@dataclass(frozen=True, slots=True)
class Wanted:
    """Leave from a day to a day, why, and (where the profile wants one) who walks meanwhile."""

    days: Span
    reason: str
    delegate_id: int | None = None


def chief_posts(session: Session, person_id: int, day: date) -> list[tuple[int, int]]:
    """The chief's posts somebody holds on a day, each with its region."""
    rows = session.execute(
        select(Post.id, Post.region_id)
        .join(Appointment, Appointment.post_id == Post.id)
        .where(Appointment.person_id == person_id, Post.role.in_(CHIEFS), in_office(day))
        .order_by(Post.id)
    )
    return [(post_id, region_id) for post_id, region_id in rows]


def approvers_of(session: Session, rules: LeaveRules, person_id: int, day: date) -> tuple[int, ...]:
    """Who may grant somebody's leave on a day, each once, never the person itself."""
    posts = chief_posts(session, person_id, day)
    people: list[int] = []
    if Approver.OFFICE in rules.approvers:
        people += people_of(offices(session, {region for _, region in posts}, day).values())
    if Approver.SUPERIOR in rules.approvers:
        people += people_of(superiors(session, [post for post, _ in posts], day).values())
    return tuple(each for each in dict.fromkeys(people) if each != person_id)


def ask(session: Session, by: By, rules: LeaveRules, wanted: Wanted, today: date) -> Leave:
    """Puts the request before whoever may grant it; refuses days that cross other leave, and a request to nobody."""
    assert by.person_id is not None  # noqa: S101 - only a chief asks
    may_ask(rules, wanted.days, today)
    if _crosses(session, by.person_id, wanted.days):
        raise Refusal("refusal/leave_crosses")
    approvers = approvers_of(session, rules, by.person_id, today)
    if not approvers:
        raise Refusal("refusal/leave_without_approver")
    leave = Leave(
        person_id=by.person_id, from_on=wanted.days.first, until_on=wanted.days.last, reason=wanted.reason,
        delegate_id=wanted.delegate_id, state=LeaveState.ASKED, asked_at=by.at,
    )  # fmt: skip
    session.add(leave)
    session.flush()
    dates = {"from_on": leave.from_on.isoformat(), "until_on": leave.until_on.isoformat()}
    audit.record(session, by, "ask_leave", "leave", leave.id, reason=wanted.reason, **dates)
    name = session.get_one(Person, by.person_id).name
    values = {"name": name, "days": wanted.days.days, "reason": leave.reason, **dates}
    buttons = [[["absence.open", f"absence:open:{leave.id}"]]]
    outbox.tell(
        session,
        by.at,
        [
            Tell("absence/asked", f"absence:{leave.id}:asked:{person}", person, values, Urgency.NOW, buttons)
            for person in approvers
        ],
    )
    return leave


def withdraw(session: Session, by: By, leave_id: int, today: date) -> Leave:
    """Takes a request back; of leave that was granted, today and what follows is duty again 销假."""
    leave = session.get(Leave, leave_id)
    if leave is None or leave.person_id != by.person_id:
        raise Refusal("refusal/not_your_matter")
    before = leave.state
    last = min(leave.until_on, today - timedelta(days=1))
    gone = LeaveState.WITHDRAWN if before is LeaveState.ASKED or last < leave.from_on else LeaveState.GRANTED
    changed = session.execute(
        update(Leave)
        .where(Leave.id == leave_id, Leave.state == before, Leave.ended_on.is_(None), Leave.until_on >= today)
        .where(Leave.state.in_((LeaveState.ASKED, LeaveState.GRANTED)))
        .values(state=gone, ended_on=last)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal("refusal/leave_is_over")
    if before is LeaveState.GRANTED and leave.delegate_id is not None:
        _end_delegations(session, leave, last)
    audit.record(session, by, "end_leave", "leave", leave_id, before=before, after=gone, ended_on=last.isoformat())
    session.refresh(leave)
    return leave


def _end_delegations(session: Session, leave: Leave, last: date) -> None:
    session.execute(
        update(Delegation)
        .where(Delegation.chief_id == leave.person_id, Delegation.delegate_id == leave.delegate_id)
        .where(Delegation.from_on == leave.from_on, Delegation.until_on == leave.until_on)
        .values(until_on=last)
    )


def _crosses(session: Session, person_id: int, days: Span) -> bool:
    rows = session.scalars(
        select(Leave).where(
            Leave.person_id == person_id,
            Leave.state.in_((LeaveState.ASKED, LeaveState.GRANTED)),
            Leave.until_on >= days.first,
            Leave.from_on <= days.last,
        )
    )
    return any((leave.ended_on or leave.until_on) >= days.first for leave in rows)
