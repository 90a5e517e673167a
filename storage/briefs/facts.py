"""What the records know of a water before a patrol: open issues, key problems, decisions not done, public reports.

Of the public only numbers and matters are told, never who; of an inspection under way nothing at all.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from rules.action_items import ItemKind, ItemState
from rules.issue_states import OPEN, State
from rules.issue_types import Severity
from rules.public_reports import Reception
from rules.sources import Source
from storage.action_items import lists
from storage.briefs.cards import PlanCard
from storage.inspections.secrecy import released
from storage.models import ActionItem, Issue, Patrol, PatrolState, Region, Submission, Water

PUBLIC_DAYS = 90
MOST = 30  # of each kind; the ledger has them all
_GRAVEST = {Severity.MAJOR: 0, Severity.SERIOUS: 1, Severity.GENERAL: 2}


class IssueLine(NamedTuple):
    """One open issue, or a report of the public; `late` days past its last day."""

    number: str
    type: str
    severity: Severity
    place: str
    words: str
    state: str
    due_on: date | None
    late: int


class Matter(NamedTuple):
    """A key problem, or a decision of a patrol that is not done."""

    title: str
    owner: str
    due_on: date | None
    last: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the chief should know; `last_patrol` is the day of the post's last patrol of this water."""

    last_patrol: date | None
    issues: tuple[IssueLine, ...]
    issues_total: int
    issues_late: int
    problems: tuple[Matter, ...]
    decisions: tuple[Matter, ...]
    reports: tuple[IssueLine, ...]
    reports_total: int

    @property
    def nothing(self) -> bool:
        """Whether the records know nothing of this water."""
        return not (self.issues or self.problems or self.decisions or self.reports)


def facts(session: Session, card: PlanCard, today: date, zone: ZoneInfo) -> Facts:
    """What the records say on a day."""
    on_water = Water.path.startswith(card.water_path)
    found = _issues(session, card, today)
    total, late = _counts(session, card, today)
    reports = _reports(session, card, today, zone)
    last = session.scalar(
        select(func.max(Patrol.started_at))
        .join(Water, Water.id == Patrol.water_id)
        .where(Patrol.post_id == card.plan.post_id, on_water, Patrol.state == PatrolState.FINISHED)
    )
    return Facts(
        last_patrol=last.astimezone(zone).date() if last else None,
        issues=found,
        issues_total=total,
        issues_late=late,
        problems=_matters(session, today, ActionItem.kind == ItemKind.KEY_PROBLEM, on_water),
        decisions=_matters(
            session, today, ActionItem.kind == ItemKind.FROM_PATROL, on_water,
            ActionItem.decided_post_id == card.plan.post_id,
        ),
        reports=reports[:MOST],
        reports_total=len(reports),
    )  # fmt: skip


def open_issues(session: Session, card: PlanCard, today: date) -> int:
    """How many issues of the water are open."""
    return _counts(session, card, today)[0]


def _of_water(card: PlanCard, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(Issue)
        .join(Water, Water.id == Issue.water_id)
        .join(Region, Region.id == Issue.region_id)
        .where(Water.path.startswith(card.water_path), released())
    )


def _counts(session: Session, card: PlanCard, today: date) -> tuple[int, int]:
    late = func.sum(case((_is_late(today), 1), else_=0))
    total, overdue = session.execute(_of_water(card, func.count(), late).where(Issue.state.in_(OPEN))).one()
    return total, overdue or 0


def _is_late(today: date) -> Any:
    return (Issue.due_on < today) & Issue.state.in_((State.ASSIGNED, State.ACCEPTED))


def _issues(session: Session, card: PlanCard, today: date) -> tuple[IssueLine, ...]:
    gravest = case({each.value: place for each, place in _GRAVEST.items()}, value=Issue.severity, else_=9)
    rows = session.execute(
        _of_water(card, Issue, Water.name, Region.name)
        .where(Issue.state.in_(OPEN))
        .order_by(case((_is_late(today), 0), else_=1), gravest, Issue.due_on.nulls_last(), Issue.id)
        .limit(MOST)
    )
    return tuple(_line(issue, f"{water}（{region}）", today) for issue, water, region in rows)


def _line(issue: Issue, place: str, today: date) -> IssueLine:
    in_hand = issue.state in (State.ASSIGNED, State.ACCEPTED)
    late = (today - issue.due_on).days if issue.due_on and in_hand and issue.due_on < today else 0
    words = " ".join(issue.words.split())
    return IssueLine(issue.number, issue.type, issue.severity, place, words, issue.state.word, issue.due_on, late)


def _matters(session: Session, today: date, *conditions: Any) -> tuple[Matter, ...]:
    rows = session.execute(
        lists.joined(select(ActionItem, Water.name, Region.name))
        .where(ActionItem.state != ItemState.CLOSED, *conditions)
        .order_by(ActionItem.rank, ActionItem.due_on.nulls_last(), ActionItem.id)
        .limit(MOST)
    ).all()
    return tuple(Matter(each.title, each.owner, each.due_on, each.last) for each in lists.entries(session, rows, today))


def _reports(session: Session, card: PlanCard, today: date, zone: ZoneInfo) -> tuple[IssueLine, ...]:
    """What the public reported on this water of late: what waits for an office, and what is in the ledger."""
    since = datetime.combine(today - timedelta(days=PUBLIC_DAYS), time.min, zone)
    ledger = session.execute(
        _of_water(card, Issue, Water.name, Region.name)
        .where(Issue.source == Source.PUBLIC, Issue.reported_at >= since, Issue.state.not_in((State.WITHDRAWN,)))
        .order_by(Issue.reported_at.desc())
    )
    waiting = session.execute(
        select(Submission, Water.name, Region.name)
        .join(Water, Water.id == Submission.water_id)
        .join(Region, Region.id == Submission.region_id)
        .where(Water.path.startswith(card.water_path), Submission.submitted_at >= since,
               Submission.state == Reception.WAITING)
        .order_by(Submission.submitted_at.desc())
    )  # fmt: skip
    pending = [
        IssueLine(one.number, one.type, one.severity, f"{water}（{region}）", " ".join(one.words.split()),
                  one.state.word, None, 0)
        for one, water, region in waiting
    ]  # fmt: skip
    return (*pending, *(_line(issue, f"{water}（{region}）", today) for issue, water, region in ledger))
