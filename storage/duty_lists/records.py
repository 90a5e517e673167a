"""The records that fill duty lists, by post: patrols that count, issues reported and closed, notes. Reads only.

They are the post's: who succeeds goes on where the one before stood.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.duty_lists import DutyItem, Proof
from rules.duty_progress import Progress, progress
from rules.issue_states import State
from rules.periods import Span, days_of, moments
from storage.inspections.secrecy import released
from storage.models import Account, AuditRow, DutyNote, Issue, Patrol, PatrolState
from storage.portions import portions

POSTS_A_STATEMENT = 500
_ENDED = (PatrolState.FINISHED, PatrolState.LAPSED)
_GONE = (State.INVALID, State.MERGED, State.WITHDRAWN)


@dataclass(slots=True)
class Records:
    """What one post did over a year, as local days; `assigned` issues were given to it, `closed` are settled."""

    patrols: list[date] = field(default_factory=list)
    reports: list[date] = field(default_factory=list)
    closed: list[date] = field(default_factory=list)
    assigned: int = 0
    notes: dict[str, list[date]] = field(default_factory=dict)

    def days(self, item: DutyItem) -> list[date]:
        """The days that fill an item."""
        return {
            Proof.PATROL: self.patrols,
            Proof.REPORT: self.reports,
            Proof.RECTIFY: self.closed,
            Proof.NOTE: self.notes.get(item.code, []),
        }[item.proof]


@dataclass(frozen=True, slots=True)
class Look:
    """From when, on which day and by which calendar one looks at a year."""

    year: int
    today: date
    since: date
    zone: ZoneInfo

    def at(self, moment: datetime) -> date:
        """The local day of a moment."""
        return moment.astimezone(self.zone).date()

    @property
    def span(self) -> Span:
        """The days of the year."""
        return days_of(self.year)


def look(session: Session, year: int, today: date, zone: ZoneInfo) -> Look:
    """A look at a year: what was over before anything was recorded is nobody's omission."""
    firsts = [
        session.scalar(select(AuditRow.at).order_by(AuditRow.id).limit(1)),
        session.scalar(select(func.min(Patrol.started_at))),
        session.scalar(select(func.min(Account.bound_at))),
    ]
    begun = min((moment for moment in firsts if moment is not None), default=None)
    return Look(year, today, begun.astimezone(zone).date() if begun else today, zone)


def records(session: Session, post_ids: Collection[int], seen: Look) -> dict[int, Records]:
    """What each post did over the year; some hundred posts a statement."""
    found = {post_id: Records() for post_id in post_ids}
    for some in portions(sorted(found), POSTS_A_STATEMENT):
        _patrols(session, some, seen, found)
        _issues(session, some, seen, found)
        _notes(session, some, seen, found)
    return found


def joined(held: Collection[Records], each_of_them: bool, item: DutyItem) -> list[date]:
    """The days of several posts of one person: together, or of a quota per water those of the post with fewest."""
    days = [one.days(item) for one in held]
    if item.proof is Proof.PATROL and each_of_them:
        return min(days, key=len, default=[])
    return [day for some in days for day in some]


def stand(
    held: Collection[Records], item: DutyItem, seen: Look, began_at: datetime, each_of_them: bool = False
) -> Progress:
    """Where an item stands by the records of the posts it is owed for.

    What a holder must note is owed from the day on which the year's list was first published.
    """
    since = max(seen.since, seen.at(began_at)) if item.proof is Proof.NOTE else seen.since
    assigned = sum(one.assigned for one in held)
    return progress(item, seen.year, joined(held, each_of_them, item), seen.today, since, assigned)


def _patrols(session: Session, posts: Sequence[int], seen: Look, found: dict[int, Records]) -> None:
    first, after = _moments(seen)
    rows = select(Patrol.post_id, Patrol.started_at).where(
        Patrol.post_id.in_(posts), Patrol.started_at >= first, Patrol.started_at < after,
        Patrol.state.in_(_ENDED), Patrol.counts.is_(True),
    )  # fmt: skip
    for post_id, at in session.execute(rows):
        day = seen.at(at)
        if day not in found[post_id].patrols:  # two of one day are one, as in the quotas
            found[post_id].patrols.append(day)


def _issues(session: Session, posts: Sequence[int], seen: Look, found: dict[int, Records]) -> None:
    first, after = _moments(seen)
    reported = select(Issue.reporter_post_id, Issue.reported_at).where(
        Issue.reporter_post_id.in_(posts), Issue.reported_at >= first, Issue.reported_at < after,
        Issue.state.not_in(_GONE), released(),
    )  # fmt: skip
    for post_id, at in session.execute(reported):
        found[post_id or 0].reports.append(seen.at(at))
    assigned = select(Issue.assignee_post_id, Issue.state, Issue.closed_at, Issue.assigned_at).where(
        Issue.assignee_post_id.in_(posts), Issue.assigned_at >= first, Issue.assigned_at < after,
        Issue.state.not_in(_GONE),
    )  # fmt: skip
    for post_id, state, closed_at, assigned_at in session.execute(assigned):
        mine = found[post_id or 0]
        mine.assigned += 1
        if state is State.CLOSED:
            mine.closed.append(seen.at(closed_at or assigned_at or first))


def _notes(session: Session, posts: Sequence[int], seen: Look, found: dict[int, Records]) -> None:
    rows = select(DutyNote.post_id, DutyNote.code, DutyNote.done_on).where(
        DutyNote.post_id.in_(posts), DutyNote.year == seen.year, DutyNote.taken_back_at.is_(None)
    )
    for post_id, code, done_on in session.execute(rows):
        found[post_id].notes.setdefault(code, []).append(done_on)


def _moments(seen: Look) -> tuple[datetime, datetime]:
    first, after = moments(seen.span, seen.zone)
    return first.astimezone(UTC), after.astimezone(UTC)
