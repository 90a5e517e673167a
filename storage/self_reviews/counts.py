"""The account of self-reviews by level: chiefs, those who handed in, problems, remedied, overdue. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from rules.roles import Level
from rules.self_reviews import TOWN_AND_VILLAGE, ProblemState
from storage.ledger.listing import inside
from storage.models import Issue, Person, Region, SelfReviewProblem, SelfReviewRound, SelfReviewSheet, Water
from storage.self_reviews import concerned, rounds
from storage.self_reviews.concerned import Concerned

PAGE = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One level: chiefs concerned and those who handed in (once a round), their problems, remedied and overdue."""

    level: Level
    concerned: int = 0
    handed_in: int = 0
    problems: int = 0
    remedied: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class RoundCount:
    """One round: how many it concerns (now in office, or handed in), how many of them handed in nothing."""

    round: SelfReviewRound
    concerned: int
    missing: int


class Entry(NamedTuple):
    """One problem in a list."""

    id: int
    words: str
    remedy: str
    due_on: date
    state: ProblemState
    level: Level
    author: str
    region: str
    water: str
    occasion: str
    done_at: datetime | None
    closed_at: datetime | None
    number: str


def by_level(session: Session, year: int, paths: Sequence[str], today: date) -> tuple[list[Line], list[RoundCount]]:
    """The account of a year in these regions (paths), each level that has anything, and each round."""
    owed: dict[Level, int] = {}
    handed: dict[Level, int] = {}
    counted = []
    for one in rounds.of_year(session, year, paths):
        into = dict(_handed_in(session, one.id, paths))
        late = missing(session, one, paths, today)
        counted.append(RoundCount(one, len(into) + len(late), len(late)))
        for level in [*into.values(), *(each.level for each in late)]:
            owed[level] = owed.get(level, 0) + 1
        for level in into.values():
            handed[level] = handed.get(level, 0) + 1
    found = _problems(session, year, paths, today)
    lines = [
        Line(level, owed.get(level, 0), handed.get(level, 0), *found.get(level, (0, 0, 0)))
        for level in Level
        if level in owed or level in found
    ]
    return lines, counted


def together(lines: Iterable[Line], levels: Iterable[Level] = TOWN_AND_VILLAGE) -> tuple[int, int, int]:
    """Problems, remedied and overdue of some levels, 镇村级 by default."""
    wanted = set(levels)
    some = [(line.problems, line.remedied, line.overdue) for line in lines if line.level in wanted]
    return (sum(each[0] for each in some), sum(each[1] for each in some), sum(each[2] for each in some))


def missing(session: Session, one: SelfReviewRound, paths: Sequence[str], today: date) -> list[Concerned]:
    """The chiefs of a round in office today who handed in nothing yet."""
    done = set(
        session.scalars(
            select(SelfReviewSheet.person_id).where(
                SelfReviewSheet.round_id == one.id, SelfReviewSheet.handed_in_at.is_not(None)
            )
        )
    )
    return [each for each in concerned.of_round(session, one, today, paths) if each.person_id not in done]


def listed(
    session: Session, year: int, paths: Sequence[str], today: date, which: str = "all", offset: int = 0,
    limit: int | None = PAGE,
) -> tuple[list[Entry], int]:  # fmt: skip
    """Problems of a year, the most urgent first: `which` is all, late or done (waiting to be confirmed); and their
    number."""
    columns = (
        SelfReviewProblem.id, SelfReviewProblem.words, SelfReviewProblem.remedy, SelfReviewProblem.due_on,
        SelfReviewProblem.state, SelfReviewSheet.level, Person.name, Region.name, func.coalesce(Water.name, ""),
        SelfReviewRound.occasion, SelfReviewProblem.done_at, SelfReviewProblem.closed_at,
        func.coalesce(Issue.number, ""),
    )  # fmt: skip
    asked = {"late": [overdue(today)], "done": [SelfReviewProblem.state == ProblemState.DONE]}.get(which, [])
    rows = _of(year, paths, *columns).where(*asked)
    total = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    settled = case((SelfReviewProblem.state == ProblemState.CLOSED, 1), else_=0)
    rows = rows.order_by(settled, SelfReviewProblem.due_on, SelfReviewProblem.id).offset(max(0, offset)).limit(limit)
    return [Entry(*row) for row in session.execute(rows)], total


def overdue(today: date) -> ColumnElement[bool]:
    """The condition that a problem is still in its chief's hands and its day is gone."""
    return and_(SelfReviewProblem.state == ProblemState.OPEN, SelfReviewProblem.due_on < today)


def _handed_in(session: Session, round_id: int, paths: Sequence[str]) -> list[tuple[int, Level]]:
    rows = session.execute(
        select(SelfReviewSheet.person_id, SelfReviewSheet.level)
        .join(Region, Region.id == SelfReviewSheet.region_id)
        .where(SelfReviewSheet.round_id == round_id, SelfReviewSheet.handed_in_at.is_not(None), inside(paths))
    )
    return [(person, level) for person, level in rows]


def _problems(session: Session, year: int, paths: Sequence[str], today: date) -> dict[Level, tuple[int, int, int]]:
    closed = func.sum(case((SelfReviewProblem.state == ProblemState.CLOSED, 1), else_=0))
    late = func.sum(case((overdue(today), 1), else_=0))
    rows = _of(year, paths, SelfReviewSheet.level, func.count(), closed, late).group_by(SelfReviewSheet.level)
    return {level: (total, done, gone) for level, total, done, gone in session.execute(rows)}


def _of(year: int, paths: Sequence[str], *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(SelfReviewProblem)
        .join(SelfReviewSheet, SelfReviewSheet.id == SelfReviewProblem.sheet_id)
        .join(SelfReviewRound, SelfReviewRound.id == SelfReviewSheet.round_id)
        .join(Person, Person.id == SelfReviewSheet.person_id)
        .join(Region, Region.id == SelfReviewSheet.region_id)
        .outerjoin(Water, Water.id == SelfReviewProblem.water_id)
        .outerjoin(Issue, Issue.id == SelfReviewProblem.issue_id)
        .where(SelfReviewRound.year == year, SelfReviewProblem.state != ProblemState.DRAFT, inside(paths))
    )
