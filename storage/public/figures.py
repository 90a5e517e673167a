"""What the public handed in over a period, what became of it, and how many say that it was really solved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from rules.public_reports import Reception
from storage.ledger.listing import inside
from storage.models import Issue, Region, SolvedAnswer, Submission


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """Reports handed in in the period, by what became of them; answers given in the period."""

    waiting: int = 0
    accepted: int = 0
    joined: int = 0
    turned_down: int = 0
    withdrawn: int = 0
    asked: int = 0
    solved: int = 0
    not_solved: int = 0

    @property
    def handed_in(self) -> int:
        """All reports."""
        return self.waiting + self.accepted + self.joined + self.turned_down + self.withdrawn

    @property
    def satisfaction(self) -> float | None:
        """Who says it was solved, of all who answered, 0..1; None while nobody has."""
        answered = self.solved + self.not_solved
        return self.solved / answered if answered else None


def figures(session: Session, regions: Sequence[str], since: datetime, until: datetime) -> PublicFigures:
    """The figures of regions (by path) from a moment up to, not including, another."""
    handed = dict(
        session.execute(
            select(Submission.state, func.count())
            .join(Region, Region.id == Submission.region_id)
            .where(inside(regions), Submission.submitted_at >= since, Submission.submitted_at < until)
            .group_by(Submission.state)
        ).all()
    )
    asked, solved, not_solved = session.execute(
        select(
            func.count(),
            func.sum(case((SolvedAnswer.solved.is_(True), 1), else_=0)),
            func.sum(case((SolvedAnswer.solved.is_(False), 1), else_=0)),
        )
        .select_from(SolvedAnswer)
        .join(Issue, Issue.id == SolvedAnswer.issue_id)
        .join(Region, Region.id == Issue.region_id)
        .where(inside(regions), SolvedAnswer.asked_at >= since, SolvedAnswer.asked_at < until)
    ).one()
    by_state = {state.value: handed.get(state, 0) for state in Reception}
    return PublicFigures(**by_state, asked=asked, solved=solved or 0, not_solved=not_solved or 0)
