"""What the records suggest by the ladder's rules: unfinished patrols, late rectification, a measure unheeded.

Suggestions are computed anew each time; what was ordered or laid aside (by its origin) does not come again. Reads only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules import periods
from rules.issue_states import State
from rules.ladder import Trigger, When, late_reason, patrols_reason, unheeded_reason
from rules.measures import LIVE, MeasureKind, MeasureState
from rules.periods import Period, Span
from rules.profile import Profile
from rules.quotas import Quota, Yardstick
from rules.roles import Role
from rules.workdays import IsWorkday
from storage import audit
from storage.audit import By
from storage.inspections.secrecy import released
from storage.measures import subjects
from storage.measures.subjects import Subject
from storage.models import Issue, Measure, Post, Region, SetAside
from storage.once import insert_once
from storage.posts import duties

_UNITS = frozenset({Role.UNIT, Role.LIAISON, Role.OFFICE})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A measure that a rule suggests: about whom, why, on which records; `origin` says where it comes from, once."""

    origin: str
    kind: MeasureKind
    subject: Subject
    as_unit: bool
    reason: str
    evidence: dict[str, Any] = field(default_factory=dict)
    previous_id: int | None = None

    @property
    def name(self) -> str:
        """Who it is about."""
        return self.subject.unit if self.as_unit else self.subject.as_person


def suggested(
    session: Session, profile: Profile, path: str, today: date, is_workday: IsWorkday, whens: Iterable[When] = When
) -> list[Suggestion]:
    """What lies before the office of a region (its path), the kinds in their order."""
    chosen = [each for each in profile.ladder.triggers if each.when in set(whens)]
    found = [one for trigger in chosen for one in _by(session, profile, trigger, path, today, is_workday)]
    return _fresh(session, sorted(found, key=lambda one: (profile.ladder.rank(one.kind), one.name)))


def lay_aside(session: Session, by: By, origin: str, region_id: int, reason: str) -> bool:
    """不采用, with a reason; False if somebody was faster."""
    row = {"origin": origin[:200], "region_id": region_id, "reason": reason, "person_id": by.person_id, "at": by.at}
    new = insert_once(session, SetAside, [row])
    if new:
        audit.record(session, by, "lay_aside", "measure", None, origin=origin, words=reason)
    return bool(new)


def _by(
    session: Session, profile: Profile, trigger: Trigger, path: str, today: date, is_workday: IsWorkday
) -> Iterator[Suggestion]:
    if trigger.when is When.PATROLS_UNFINISHED:
        return _unfinished(session, profile, trigger, path, today, is_workday)
    if trigger.when is When.RECTIFICATION_LATE:
        return _late(session, trigger, path, today)
    return _unheeded(session, profile, trigger, path, today)


def last_quarter(today: date) -> Span:
    """The last whole quarter."""
    return periods.last_whole(Period.QUARTER, today)


def _unfinished(
    session: Session, profile: Profile, trigger: Trigger, path: str, today: date, is_workday: IsWorkday
) -> Iterator[Suggestion]:
    quarter = last_quarter(today)
    began = duties.records_began(session, ZoneInfo(profile.timezone)) or today
    laid = [
        Yardstick(quota, min(span.last, today), is_workday, today)
        for quota in profile.quotas
        for span in _spans(quota, quarter)
        if span.first >= began and quota.validity.holds(span.last)
    ]
    owed: dict[int, list[int]] = {}
    for chunk in duties.all_duties(session, profile, today, is_workday, laid):
        for duty in chunk:
            if duty.standing.missing and duty.seats[0].role in trigger.roles:
                total = owed.setdefault(duty.seats[0].post_id, [0, 0])
                total[0] += duty.standing.required
                total[1] += duty.standing.done
    posts = [post for post, (required, done) in owed.items() if required - done >= trigger.at_least]
    name = periods.name(Period.QUARTER, quarter)
    for one in subjects.of_posts(session, posts, path, today):
        required, done = owed[one.post_id]
        origin = f"{trigger.when}:{trigger.kind}:{one.person_id}:{quarter.first}"
        evidence = {"periods": [{"period": name, "required": required, "done": done}]}
        yield Suggestion(origin, trigger.kind, one, False, patrols_reason(name, required, done), evidence)


def _spans(quota: Quota, quarter: Span) -> Iterator[Span]:
    """The periods of a quota that ended within the quarter."""
    span = periods.span(quota.period, quarter.last)
    if span.last > quarter.last:
        span = periods.preceding(quota.period, span)
    while span.last >= quarter.first:
        yield span
        span = periods.preceding(quota.period, span)


def _late(session: Session, trigger: Trigger, path: str, today: date) -> Iterator[Suggestion]:
    rows = session.execute(
        select(Issue.assignee_post_id, Issue.number, Issue.due_on, Post.role)
        .join(Region, Region.id == Issue.region_id)
        .join(Post, Post.id == Issue.assignee_post_id)
        .where(Issue.state.in_((State.ASSIGNED, State.ACCEPTED)), Region.path.startswith(path), released())
        .where(Issue.due_on < today - timedelta(days=trigger.days), Post.role.in_(trigger.roles))
        .order_by(Issue.due_on, Issue.id)
    ).all()
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.assignee_post_id, []).append(row)
    posts = [post for post, some in found.items() if len(some) >= trigger.at_least]
    for one in subjects.of_posts(session, posts, path, today):
        some = found[one.post_id]
        numbers = [row.number for row in some]
        reason = late_reason(numbers, (today - some[0].due_on).days)
        origin = f"{trigger.when}:{trigger.kind}:{one.post_id}:{periods.span(Period.QUARTER, today).first}"
        as_unit = some[0].role in _UNITS
        yield Suggestion(origin, trigger.kind, one, as_unit, reason, {"issues": numbers[:50]})


def _unheeded(session: Session, profile: Profile, trigger: Trigger, path: str, today: date) -> Iterator[Suggestion]:
    below = [rung.kind for rung in profile.ladder.rungs if trigger.kind in rung.next]
    gone = (Measure.state == MeasureState.OPEN) & (Measure.due_on < today - timedelta(days=trigger.days))
    rows = session.scalars(
        select(Measure)
        .join(Region, Region.id == Measure.region_id)
        .where(Measure.kind.in_(below), Region.path.startswith(path), (Measure.state == MeasureState.FAILED) | gone)
        .order_by(Measure.id)
    ).all()
    posts = [row.post_id for row in rows if row.post_id]
    known = {each.post_id: each for each in subjects.of_posts(session, posts, "/", today)}
    for row in rows:
        one = known.get(row.post_id or 0)
        if one is None or (row.person_id is not None and row.person_id != one.person_id):
            continue  # who it was about has left the post: the office decides by hand
        reason = unheeded_reason(row.kind, row.ordered_on, row.state is MeasureState.FAILED)
        origin = f"{trigger.when}:{trigger.kind}:{row.id}"
        yield Suggestion(origin, trigger.kind, one, row.person_id is None, reason, dict(row.evidence), row.id)


def _fresh(session: Session, found: Sequence[Suggestion]) -> list[Suggestion]:
    """Without what was ordered or laid aside, and without a kind that is under way about the same one."""
    origins = [one.origin for one in found]
    gone = set(session.scalars(select(Measure.origin).where(Measure.origin.in_(origins))))
    gone |= set(session.scalars(select(SetAside.origin).where(SetAside.origin.in_(origins))))
    posts = [one.subject.post_id for one in found]
    under_way = {
        (row.kind, row.post_id)
        for row in session.execute(
            select(Measure.kind, Measure.post_id).where(Measure.post_id.in_(posts), Measure.state.in_(LIVE))
        )
    }
    kept: dict[tuple[MeasureKind, int], Suggestion] = {}
    for one in found:
        place = (one.kind, one.subject.post_id)
        if one.origin not in gone and place not in under_way:
            kept.setdefault(place, one)
    return list(kept.values())
