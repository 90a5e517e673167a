"""Putting an issue to both sides of a boundary 跨界会商; the clock of each side begins."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.boundary import CaseState
from rules.issue_states import State
from rules.refusals import Refusal
from storage import audit, drafts
from storage.boundary import sides, telling
from storage.boundary.cases import CaseView, read
from storage.issues import steps
from storage.issues.steps import Hand
from storage.models import BoundaryCase, BoundarySide, Issue, Region

UNDECIDED = (State.REGISTERED, State.VERIFIED)  # nobody has it in hand yet


def put(session: Session, hand: Hand, draft_id: int, issue_id: int, region_ids: list[int]) -> CaseView:
    """Asks both sides. Refuses two that are no sides, one for which nobody can answer, an issue put already."""
    draft = drafts.held(session, draft_id)
    steps.hold(session, issue_id)
    issue = session.get_one(Issue, issue_id, populate_existing=True)
    require_open(session, issue)
    _require_sides(session, hand, issue, region_ids)
    by, ends = hand.by, hand.by.at + timedelta(hours=hand.profile.boundary.answer_hours)
    case = BoundaryCase(issue_id=issue_id, opened_by_id=by.person_id or draft.person_id, opened_post_id=by.post_id,
                        opened_at=by.at, state=CaseState.ASKED)  # fmt: skip
    session.add(case)
    session.flush()
    session.add_all(
        BoundarySide(case_id=case.id, region_id=region_id, place=place, answer_by=ends)
        for place, region_id in enumerate(region_ids)
    )
    session.delete(draft)
    session.flush()
    audit.record(session, by, "put_to_both_sides", "issue", issue_id, sides=region_ids, answer_by=ends.isoformat())
    view = read(session, case.id)
    telling.tell_asked(session, by, hand.profile, view, hand.today)
    return view


def require_open(session: Session, issue: Issue) -> None:
    """Refuses an issue that somebody has in hand, or that both sides are being asked about."""
    if issue.state not in UNDECIDED:
        raise Refusal("refusal/boundary_in_hand", number=issue.number, state=issue.state)
    going = select(BoundaryCase.id).where(
        BoundaryCase.issue_id == issue.id, BoundaryCase.state.in_((CaseState.ASKED, CaseState.ESCALATED))
    )
    if session.scalar(going.limit(1)) is not None:
        raise Refusal("refusal/boundary_going_on", number=issue.number)


def _require_sides(session: Session, hand: Hand, issue: Issue, region_ids: list[int]) -> None:
    one, other = sides.named(session, region_ids)
    if one.level is not other.level or one.path.startswith(other.path) or other.path.startswith(one.path):
        raise Refusal("refusal/button_too_old")
    answering = sides.contacts(session, region_ids, hand.today)
    silent = [side.name for side in (one, other) if side.id not in answering]
    if silent:
        raise Refusal("refusal/boundary_no_contact", name=silent[0])
    path = session.get_one(Region, issue.region_id).path
    if not any(path.startswith(side.path) or side.path.startswith(path) for side in (one, other)):
        raise Refusal("refusal/boundary_elsewhere", number=issue.number)
