"""Answers of the sides and what they come to: agreed, or one level up; the decision from above."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.boundary import Answer, CaseState, disagree, outcome
from rules.profile import Profile
from rules.refusals import Refusal
from storage import audit, drafts
from storage.audit import By
from storage.boundary import sides, telling
from storage.boundary.cases import CaseView, read, side_of
from storage.issues.steps import Hand
from storage.models import BoundaryCase, BoundarySide, Issue, Post, Region
from storage.once import rows_changed

_AT_ONCE = 100


def answer(
    session: Session, hand: Hand, draft_id: int, case_id: int, region_id: int, told: Answer, words: str
) -> CaseView:
    """Keeps a side's first answer; a later one is refused with who answered. With the second one it is settled."""
    _close(session, draft_id)
    by = hand.by
    _hold(session, case_id)
    before = read(session, case_id)
    if before.case.state is not CaseState.ASKED:
        raise Refusal("refusal/boundary_over", view=before)
    kept = rows_changed(
        session,
        update(BoundarySide)
        .where(BoundarySide.case_id == case_id, BoundarySide.region_id == region_id, BoundarySide.answer.is_(None))
        .values(answer=told, words=words, person_id=by.person_id, post_id=by.post_id, answered_at=by.at),
    )
    if not kept:
        raise Refusal("refusal/side_answered", side=side_of(before, region_id))
    audit.record(session, by, "answer_boundary", "issue", before.issue.id, side=region_id, answer=told, words=words)
    _conclude(session, by, hand.profile, read(session, case_id), hand.today)
    return read(session, case_id)


def decide(
    session: Session, hand: Hand, draft_id: int, case_id: int, region_id: int, jointly: bool, words: str
) -> CaseView:
    """The decision of who is above both."""
    _close(session, draft_id)
    view = read(session, case_id)
    side_of(view, region_id)
    if view.case.state is not CaseState.ESCALATED:
        raise Refusal("refusal/boundary_over", view=view)
    _settle(session, hand.by, hand.profile, view, (region_id, jointly), hand.today, words)
    return read(session, case_id)


def escalate_silent(session: Session, profile: Profile, now: datetime) -> int:
    """Takes every case up one level in which a side has let its clock run out; returns how many. Twice does no harm."""
    late = session.scalars(
        select(BoundaryCase.id)
        .join(BoundarySide, BoundarySide.case_id == BoundaryCase.id)
        .where(BoundaryCase.state == CaseState.ASKED, BoundarySide.answer.is_(None), BoundarySide.answer_by <= now)
        .distinct()
        .limit(_AT_ONCE)
    ).all()
    today = now.astimezone(ZoneInfo(profile.timezone)).date()
    _hold(session, *late)
    return sum(_escalate_if_silent(session, profile, now, case_id, today) for case_id in late)


def _escalate_if_silent(session: Session, profile: Profile, now: datetime, case_id: int, today: date) -> bool:
    # A side may have answered since the list was read; the other cases of the list go up all the same.
    view = read(session, case_id)
    if view.case.state is not CaseState.ASKED:
        return False
    _escalate(session, By(now), profile, view, today)
    return True


def _conclude(session: Session, by: By, profile: Profile, view: CaseView, today: date) -> None:
    first, second = (side.answer for side in view.sides)
    agreed = outcome(first, second)
    if agreed is not None:
        leader = view.sides[agreed.leader].region_id
        _settle(session, by, profile, view, (leader, agreed.jointly), today)
    elif disagree(first, second):
        _escalate(session, by, profile, view, today)


def _settle(
    session: Session, by: By, profile: Profile, view: CaseView, to: tuple[int, bool], today: date, words: str = ""
) -> None:
    """The issue goes to the side that has it now, whose office assigns it."""
    region_id, jointly = to
    from_above = view.case.state is CaseState.ESCALATED
    state = CaseState.DECIDED if from_above else CaseState.AGREED
    _move(session, view, state, settled_at=by.at, region_id=region_id, jointly=jointly, words=words,
          settled_by_id=by.person_id if from_above else None)  # fmt: skip
    path = session.get_one(Region, view.issue.region_id).path
    own = side_of(view, region_id)
    change: dict[str, Any] = {"boundary": state, "region": region_id, "jointly": jointly, "words": words}
    if not path.startswith(own.path):
        session.execute(update(Issue).where(Issue.id == view.issue.id).values(region_id=region_id))
        change["before"] = {"region_id": view.issue.region_id}
    audit.record(session, by, "settle_boundary", "issue", view.issue.id, **change)
    telling.tell_settled(session, by, profile, read(session, view.case.id), today)


def _escalate(session: Session, by: By, profile: Profile, view: CaseView, today: date) -> None:
    both: Sequence[sides.Side] = sides.named(session, [side.region_id for side in view.sides])
    opener = session.get(Post, view.case.opened_post_id) if view.case.opened_post_id else None
    above = sides.above_both(session, both, opener.region_id if opener else view.issue.region_id)
    _move(session, view, CaseState.ESCALATED, escalated_at=by.at, above_region_id=above)
    audit.record(session, by, "escalate_boundary", "issue", view.issue.id, to=above)
    telling.tell_escalated(session, by, profile, read(session, view.case.id), today)


def _move(session: Session, view: CaseView, state: CaseState, **changes: Any) -> None:
    moved = rows_changed(
        session,
        update(BoundaryCase)
        .where(BoundaryCase.id == view.case.id, BoundaryCase.state == view.case.state)
        .values(state=state, **changes),
    )
    if not moved:
        raise Refusal("refusal/boundary_over", view=read(session, view.case.id))


def _hold(session: Session, *case_ids: int) -> None:
    """Lets the other side wait until this answer is kept: the second one concludes."""
    held = select(BoundaryCase.id).where(BoundaryCase.id.in_(case_ids)).order_by(BoundaryCase.id)
    session.execute(held.with_for_update())


def _close(session: Session, draft_id: int) -> None:
    session.delete(drafts.held(session, draft_id))
