"""Issues, self-review and measures of a reporter's year, for the own days. Reads only."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from rules.issue_states import State
from rules.measures import MeasureKind, MeasureState
from rules.periods import moments
from rules.self_reviews import ProblemState
from storage.duty_reports.obliged import Obliged, Tenure
from storage.inspections.secrecy import released
from storage.models import Issue, Measure, Region, SelfReviewProblem, SelfReviewRound, SelfReviewSheet, Water

MOST_PROBLEMS = 12
_DROPPED = (State.INVALID, State.MERGED, State.WITHDRAWN)
_UNTOLD = (MeasureState.REQUESTED, MeasureState.DECLINED, MeasureState.CANCELLED)


def issues(session: Session, one: Obliged, today: date, zone: ZoneInfo) -> dict[str, dict[str, int]]:
    """`found`: reported by the person; `assigned`: to one of the posts; `area`: of the waters or the region.

    Each with total, closed, on_time (rectified by its day) and overdue.
    """
    first, last = moments(one.days, zone)
    reported = and_(Issue.reporter_id == one.person_id, Issue.reported_at >= first, Issue.reported_at < last)
    assigned = or_(*(_during(each, Issue.assigned_at, zone, Issue.assignee_post_id == each.post_id)
                     for each in one.tenures))  # fmt: skip
    area = or_(*(_during(each, Issue.reported_at, zone, _of(each)) for each in one.tenures))
    asked = {"found": reported, "assigned": assigned, "area": area}
    return {key: _counted(session, condition, today, zone) for key, condition in asked.items()}


def self_review(session: Session, one: Obliged, today: date) -> dict[str, Any]:
    """The problems of the year's self-reviews: how many, remedied, overdue; the first in words."""
    rows = session.execute(
        select(SelfReviewProblem.words, SelfReviewProblem.state, SelfReviewProblem.due_on)
        .join(SelfReviewSheet, SelfReviewSheet.id == SelfReviewProblem.sheet_id)
        .join(SelfReviewRound, SelfReviewRound.id == SelfReviewSheet.round_id)
        .where(SelfReviewSheet.person_id == one.person_id, SelfReviewRound.year == one.year,
               SelfReviewProblem.state != ProblemState.DRAFT)
        .order_by(SelfReviewProblem.id)
    ).all()  # fmt: skip
    return {
        "problems": len(rows),
        "remedied": sum(state is ProblemState.CLOSED for _, state, _ in rows),
        "overdue": sum(state is ProblemState.OPEN and due_on < today for _, state, due_on in rows),
        "listed": [{"words": words, "state": state.value} for words, state, _ in rows[:MOST_PROBLEMS]],
    }


def measures(session: Session, one: Obliged) -> list[dict[str, Any]]:
    """The escalation measures 问责措施 that were taken about the person in the year, by kind."""
    rows = session.execute(
        select(Measure.kind, func.count())
        .where(Measure.person_id == one.person_id, Measure.ordered_on >= one.days.first,
               Measure.ordered_on <= one.days.last)
        .where(Measure.kind != MeasureKind.CLUES, Measure.state.not_in(_UNTOLD))  # clues are for their body alone
        .group_by(Measure.kind)
        .order_by(Measure.kind)
    )  # fmt: skip
    return [{"kind": kind.word, "count": count} for kind, count in rows]


def _during(
    each: Tenure, column: Any, zone: ZoneInfo, condition: ColumnElement[bool]
) -> ColumnElement[bool]:  # fmt: skip
    first, last = moments(each.span, zone)
    return and_(condition, column >= first, column < last)


def _of(each: Tenure) -> ColumnElement[bool]:
    if each.water_path:
        return Water.path.startswith(each.water_path)
    return Region.path.startswith(each.region_path)


def _counted(session: Session, condition: ColumnElement[bool], today: date, zone: ZoneInfo) -> dict[str, int]:
    rows = session.execute(
        select(Issue.state, Issue.due_on, Issue.done_at)
        .outerjoin(Water, Water.id == Issue.water_id)
        .join(Region, Region.id == Issue.region_id)
        .where(condition, Issue.state.not_in(_DROPPED), released())
    ).all()
    return {
        "total": len(rows),
        "closed": sum(state is State.CLOSED for state, _, _ in rows),
        "on_time": sum(_on_time(state, due_on, done_at, zone) for state, due_on, done_at in rows),
        "overdue": sum(state is not State.CLOSED and done_at is None and bool(due_on and due_on < today)
                       for state, due_on, done_at in rows),
    }  # fmt: skip


def _on_time(state: State, due_on: date | None, done_at: datetime | None, zone: ZoneInfo) -> bool:
    if state is not State.CLOSED:
        return False
    return due_on is None or done_at is None or done_at.astimezone(zone).date() <= due_on
