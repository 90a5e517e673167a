"""A case as it stands: both sides with their answers, and what came of it. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.boundary import Answer
from rules.refusals import Refusal
from storage.models import BoundaryCase, BoundarySide, Issue, Person, Region


@dataclass(frozen=True, slots=True)
class SideView:
    """One side: until when it answers, what it answered first, who and when."""

    region_id: int
    name: str
    path: str
    answer_by: datetime
    answer: Answer | None
    words: str
    person: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with its sides in their order. `above` is whose office or chief decides; `region` who has the issue."""

    case: BoundaryCase
    issue: Issue
    sides: tuple[SideView, SideView]
    above: str
    above_path: str
    region: str
    settled_by: str


def of_issue(session: Session, issue_id: int) -> CaseView | None:
    """The newest case of an issue."""
    rows = select(BoundaryCase.id).where(BoundaryCase.issue_id == issue_id).order_by(BoundaryCase.id.desc()).limit(1)
    case_id = session.scalar(rows)
    return None if case_id is None else read(session, case_id)


def read(session: Session, case_id: int) -> CaseView:
    """A case; refuses a number that is none."""
    case = session.get(BoundaryCase, case_id, populate_existing=True)
    if case is None:
        raise Refusal("refusal/button_too_old")
    first, second = _sides(session, case_id)
    above = session.get(Region, case.above_region_id) if case.above_region_id else None
    region = session.get(Region, case.region_id) if case.region_id else None
    settled_by = session.get(Person, case.settled_by_id) if case.settled_by_id else None
    return CaseView(
        case=case,
        issue=session.get_one(Issue, case.issue_id, populate_existing=True),
        sides=(first, second),
        above=above.name if above else "",
        above_path=above.path if above else "",
        region=region.name if region else "",
        settled_by=settled_by.name if settled_by else "",
    )


def side_of(view: CaseView, region_id: int) -> SideView:
    """One side of a case; refuses a region that is none."""
    found = next((side for side in view.sides if side.region_id == region_id), None)
    if found is None:
        raise Refusal("refusal/button_too_old")
    return found


def _sides(session: Session, case_id: int) -> Sequence[SideView]:
    rows = session.execute(
        select(BoundarySide, Region.name, Region.path, Person.name)
        .join(Region, Region.id == BoundarySide.region_id)
        .outerjoin(Person, Person.id == BoundarySide.person_id)
        .where(BoundarySide.case_id == case_id)
        .order_by(BoundarySide.place)
        .execution_options(populate_existing=True)
    )
    return [
        SideView(side.region_id, name, path, side.answer_by, side.answer, side.words, person or "", side.answered_at)
        for side, name, path, person in rows
    ]
