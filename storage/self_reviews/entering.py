"""A chief's own part in a round: problems entered, changed, taken out, and handed in together."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from rules.refusals import Refusal
from rules.self_reviews import ProblemState, Question
from storage import audit, drafts
from storage.audit import By
from storage.models import SelfReviewProblem, SelfReviewRound, SelfReviewSheet
from storage.once import rows_changed
from storage.self_reviews import concerned

MOST_PROBLEMS = 30  # of one chief in one round


@dataclass(frozen=True, slots=True)
class NewProblem:
    """A problem as it was told."""

    words: str
    remedy: str
    due_on: date
    water_id: int | None = None


def enter(session: Session, by: By, draft_id: int, round_id: int, new: NewProblem, today: date) -> SelfReviewProblem:
    """Puts a problem on the chief's sheet; refuses after it was handed in, and a day gone by."""
    _close(session, draft_id)
    _check_day(new.due_on, today)
    sheet = _open_sheet(session, by, round_id, today)
    if len(problems(session, sheet.id)) >= MOST_PROBLEMS:
        raise Refusal("refusal/self_review_full", most=MOST_PROBLEMS)
    problem = SelfReviewProblem(
        sheet_id=sheet.id, words=new.words, remedy=new.remedy, due_on=new.due_on, water_id=new.water_id,
        entered_at=by.at,
    )  # fmt: skip
    session.add(problem)
    session.flush()
    audit.record(session, by, "enter", "self_review_problem", problem.id, after=_told(problem))
    return problem


def change(session: Session, by: By, draft_id: int, problem_id: int, told: dict[str, Any], today: date) -> int:
    """Changes what was told of a problem (keys of `Question`) that is not handed in; returns its round's id."""
    _close(session, draft_id)
    problem, sheet = _own_draft(session, by, problem_id)
    before = _told(problem)
    if Question.DUE in told:
        _check_day(told[Question.DUE], today)
        problem.due_on = told[Question.DUE]
    problem.words = told.get(Question.WORDS, problem.words)
    problem.remedy = told.get(Question.REMEDY, problem.remedy)
    if Question.WATER in told:
        problem.water_id = told[Question.WATER] or None
    session.flush()
    audit.record(session, by, "change", "self_review_problem", problem_id, before=before, after=_told(problem))
    return sheet.round_id


def remove(session: Session, by: By, problem_id: int) -> int:
    """Takes a problem out that is not handed in; returns its round's id."""
    problem, sheet = _own_draft(session, by, problem_id)
    audit.record(session, by, "remove", "self_review_problem", problem_id, before=_told(problem))
    session.execute(delete(SelfReviewProblem).where(SelfReviewProblem.id == problem_id))
    return sheet.round_id


def hand_in(session: Session, by: By, round_id: int, seen: int, today: date) -> int:
    """Hands in everything entered; returns how many problems. Refuses when they are not as many as were `seen`."""
    sheet = _open_sheet(session, by, round_id, today)
    count = len(problems(session, sheet.id))
    if count != seen:
        raise Refusal("refusal/button_too_old")
    done = rows_changed(
        session,
        update(SelfReviewSheet)
        .where(SelfReviewSheet.id == sheet.id, SelfReviewSheet.handed_in_at.is_(None))
        .values(handed_in_at=by.at),
    )
    if not done:
        raise Refusal("refusal/self_review_handed_in")
    session.execute(
        update(SelfReviewProblem)
        .where(SelfReviewProblem.sheet_id == sheet.id, SelfReviewProblem.state == ProblemState.DRAFT)
        .values(state=ProblemState.OPEN)
        .execution_options(synchronize_session=False)
    )
    audit.record(session, by, "hand_in", "self_review_sheet", sheet.id, problems=count)
    return count


def sheet_of(session: Session, round_id: int, person_id: int) -> SelfReviewSheet | None:
    """The chief's sheet of a round; None before the first problem."""
    own = (SelfReviewSheet.round_id == round_id) & (SelfReviewSheet.person_id == person_id)
    return session.scalar(select(SelfReviewSheet).where(own).execution_options(populate_existing=True))


def problems(session: Session, sheet_id: int) -> list[SelfReviewProblem]:
    """The problems on a sheet in the order in which they were entered."""
    rows = select(SelfReviewProblem).where(SelfReviewProblem.sheet_id == sheet_id).order_by(SelfReviewProblem.id)
    return list(session.scalars(rows.execution_options(populate_existing=True)))


def _open_sheet(session: Session, by: By, round_id: int, today: date) -> SelfReviewSheet:
    """The chief's sheet of a round that still takes problems; made when there is none yet."""
    one = session.get(SelfReviewRound, round_id)
    if one is None or by.person_id is None:
        raise Refusal("refusal/button_too_old")
    sheet = sheet_of(session, round_id, by.person_id)
    if sheet is not None and sheet.handed_in_at is not None:
        raise Refusal("refusal/self_review_handed_in")
    if sheet is not None:
        return sheet
    if one.closed_at is not None:
        raise Refusal("refusal/self_review_round_closed")
    own = concerned.of_round(session, one, today, person_id=by.person_id)
    if not own:
        raise Refusal("refusal/self_review_not_yours")
    sheet = SelfReviewSheet(
        round_id=round_id, person_id=by.person_id, post_id=own[0].post_id, level=own[0].level,
        region_id=own[0].region_id,
    )  # fmt: skip
    session.add(sheet)
    session.flush()
    return sheet


def _own_draft(session: Session, by: By, problem_id: int) -> tuple[SelfReviewProblem, SelfReviewSheet]:
    problem = session.get(SelfReviewProblem, problem_id, with_for_update=True, populate_existing=True)
    sheet = session.get(SelfReviewSheet, problem.sheet_id) if problem else None
    if problem is None or sheet is None or sheet.person_id != by.person_id:
        raise Refusal("refusal/not_your_matter")
    if problem.state is not ProblemState.DRAFT:
        raise Refusal("refusal/self_review_handed_in")
    return problem, sheet


def _check_day(day: date, today: date) -> None:
    if day < today:
        raise Refusal("refusal/due_in_the_past", due=day)


def _close(session: Session, draft_id: int) -> None:
    session.delete(drafts.held(session, draft_id))


def _told(problem: SelfReviewProblem) -> dict[str, Any]:
    return {"words": problem.words, "remedy": problem.remedy, "due_on": problem.due_on.isoformat(),
            "water_id": problem.water_id}  # fmt: skip
