"""What is done about a problem that was handed in: in order, compare-and-set, recorded, told once."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.refusals import Refusal
from rules.self_reviews import ProblemDeed, ProblemState, SelfReviewRules, after
from storage import audit, drafts, media, outbox
from storage.audit import By
from storage.models import SelfReviewProblem, SelfReviewStep, Subject, Urgency
from storage.once import rows_changed
from storage.outbox import Tell
from storage.posts.naming import name_of
from storage.self_reviews.cards import ProblemCard, card, last_step
from storage.self_reviews.rounds import values as of_round

MOST_WORDS = 500


def perform(
    session: Session, by: By, rules: SelfReviewRules, problem_id: int, step_id: int, deed: ProblemDeed, words: str,
    today: date, draft_id: int | None = None,
) -> ProblemCard:  # fmt: skip
    """Does it; media collected in the draft hang on the step. Refuses what is out of order or was overtaken."""
    before = card(session, rules, problem_id, today)
    draft = drafts.held(session, draft_id) if draft_id is not None else None
    stood, state = before.problem.state, after(before.problem.state, deed)
    if last_step(session, problem_id) != step_id:
        raise Refusal("refusal/self_review_moved_on", state=stood)
    _move(session, problem_id, stood, state, by.at)
    step = SelfReviewStep(
        problem_id=problem_id, deed=deed, before=stood, after=state, person_id=by.person_id, post_id=by.post_id,
        at=by.at, words=words, update_id=by.update_id,
    )  # fmt: skip
    session.add(step)
    session.flush()
    if draft is not None:
        media.move(session, (Subject.DRAFT, draft.id), (Subject.SELF_REVIEW_STEP, step.id))
        session.delete(draft)
    audit.record(session, by, deed, "self_review_problem", problem_id, before=stood, after=state, words=words)
    session.flush()
    done = card(session, rules, problem_id, today)
    _tell(session, by, done, step)
    return done


def values(told: ProblemCard) -> dict[str, Any]:
    """What every notice about a problem may name."""
    return of_round(told.round) | {
        "words": told.problem.words[:MOST_WORDS],
        "remedy": told.problem.remedy[:MOST_WORDS],
        "due_on": told.problem.due_on.isoformat(),
        "author": told.author,
        "region": told.region,
    }


def _move(session: Session, problem_id: int, stood: ProblemState, state: ProblemState, at: datetime) -> None:
    stamps: dict[str, Any] = {"closed_at": at} if state is ProblemState.CLOSED else {}
    if state is not ProblemState.CLOSED:
        stamps["done_at"] = at if state is ProblemState.DONE else None
    moved = rows_changed(
        session,
        update(SelfReviewProblem)
        .where(SelfReviewProblem.id == problem_id, SelfReviewProblem.state == stood)
        .values(state=state, **stamps),
    )
    if not moved:
        raise Refusal("refusal/self_review_moved_on", state=stood)


def _tell(session: Session, by: By, done: ProblemCard, step: SelfReviewStep) -> None:
    """Who confirms hears that it is done, in the morning's message; the chief hears what was decided."""
    finished = step.deed is ProblemDeed.FINISH
    told = values(done) | {"by": name_of(session, by.person_id), "said": step.words[:MOST_WORDS], "photos": done.photos}
    urgency = {ProblemDeed.FINISH: Urgency.DIGEST, ProblemDeed.SEND_BACK: Urgency.NOW}
    outbox.tell(
        session,
        by.at,
        [
            Tell(
                kind=f"self_reviews/told_{step.deed}",
                key=f"self_review_problem:{done.problem.id}:{step.id}:{person}",
                person_id=person,
                values=told,
                urgency=urgency.get(step.deed, Urgency.DAYTIME),
                buttons=[[["self_reviews.open", f"self_review:open:{done.problem.id}"]]],
            )
            for person in dict.fromkeys(done.confirmers if finished else done.owners)
            if person != by.person_id
        ],
    )
