"""Problems of self-reviews that somebody must remedy by a day and that are not done. Reads only."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from rules.self_reviews import ProblemState
from storage.direct import run
from storage.models import SelfReviewProblem, SelfReviewRound, SelfReviewSheet


class Owed(NamedTuple):
    """One problem and whose it is."""

    problem_id: int
    words: str
    due_on: date
    year: int
    occasion: str
    person_id: int
    post_id: int
    region_id: int


# Built once: asked each morning.
_PROBLEMS = (
    select(SelfReviewProblem.id, SelfReviewProblem.words, SelfReviewProblem.due_on, SelfReviewRound.year,
           SelfReviewRound.occasion, SelfReviewSheet.person_id, SelfReviewSheet.post_id, SelfReviewSheet.region_id)
    .join(SelfReviewSheet, SelfReviewSheet.id == SelfReviewProblem.sheet_id)
    .join(SelfReviewRound, SelfReviewRound.id == SelfReviewSheet.round_id)
    .where(SelfReviewProblem.state == ProblemState.OPEN, SelfReviewProblem.id > bindparam("after"))
    .order_by(SelfReviewProblem.id)
    .limit(bindparam("limit"))
)  # fmt: skip
_OPEN_ROUNDS = select(SelfReviewRound).where(SelfReviewRound.closed_at.is_(None))


def problems(session: Session, after: int, limit: int) -> list[Owed]:
    """Problems handed in and not done, whose id is greater than `after`, in the order of ids."""
    rows = run(session, _PROBLEMS, {"after": after, "limit": limit})
    return [Owed._make(row) for row in rows]


def open_rounds(session: Session) -> list[SelfReviewRound]:
    """The rounds that still wait for sheets."""
    return list(session.scalars(_OPEN_ROUNDS))
