"""What a post owes 履职: how many patrols by when, and how many of them are done. Reads only.

A duty is a person's: successors answer for their own days, as the quota's rule for part of a period says.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, bindparam, func, or_, select, union_all
from sqlalchemy.orm import Session

from rules.periods import Span
from rules.profile import Profile
from rules.quotas import Quota, Yardstick
from rules.roles import Level, Role
from rules.workdays import IsWorkday
from storage.direct import run
from storage.models import Account, Appointment, AuditRow, Patrol, PatrolState
from storage.posts.circumstances import circumstances
from storage.posts.duty import Duty, of_person
from storage.posts.tenures import HeldPosts, held_posts

__all__ = ["PEOPLE_A_CHUNK", "Duty", "Yardsticks", "all_duties", "duties_of", "owed_by", "records_began", "yardsticks"]

PEOPLE_A_CHUNK = 2_000

_ENDED = (PatrolState.FINISHED, PatrolState.LAPSED)  # a forgotten patrol may well have been long enough

Yardsticks = Sequence[Yardstick]

# Built once: the card of every patrol asks them.
_POSTS: BindParameter[Any] = bindparam("posts", expanding=True)
_HOLDING = select(Appointment.person_id).where(
    Appointment.post_id.in_(_POSTS),
    Appointment.from_on <= bindparam("day"),
    or_(Appointment.until_on.is_(None), Appointment.until_on >= bindparam("day")),
)
_FIRSTS = union_all(
    select(func.min(Patrol.started_at)), select(func.min(AuditRow.at)), select(func.min(Account.bound_at))
)
_NEXT_PEOPLE = (
    select(Appointment.person_id)
    .where(Appointment.person_id > bindparam("after"))
    .distinct()
    .order_by(Appointment.person_id)
    .limit(bindparam("most"))
)
_COUNTING = select(Patrol.post_id, Patrol.started_at).where(
    Patrol.post_id.in_(_POSTS),
    Patrol.started_at >= bindparam("since"),
    Patrol.state.in_(_ENDED),
    Patrol.counts.is_(True),
)


def duties_of(
    session: Session,
    profile: Profile,
    post_ids: Collection[int],
    day: date,
    is_workday: IsWorkday,
    person_id: int | None = None,
) -> list[Duty]:
    """What the holders of these posts (or only `person_id` among them) owe in the periods around a day."""
    asked = set(post_ids)
    holding = set(run(session, _HOLDING, {"posts": list(asked), "day": day}).scalars())
    people = sorted(holding if person_id is None else holding & {person_id})
    duties = _duties(session, profile, people, day, yardsticks(profile, day, is_workday))
    return [duty for duty in duties if any(seat.post_id in asked for seat in duty.seats)]


def all_duties(
    session: Session,
    profile: Profile,
    day: date,
    is_workday: IsWorkday,
    measured_by: Yardsticks | None = None,
    people_at_a_time: int = PEOPLE_A_CHUNK,
) -> Iterator[list[Duty]]:
    """What everybody in office on a day owes, some thousand people at a time: three statements or so a chunk.

    Measured by the quotas in force around the day, or by other yardsticks (those of periods gone by).
    """
    measures = yardsticks(profile, day, is_workday) if measured_by is None else measured_by
    last = 0
    while people := _next_people(session, last, people_at_a_time):
        yield _duties(session, profile, people, day, measures)
        if len(people) < people_at_a_time:
            return
        last = people[-1]


def owed_by(
    session: Session, profile: Profile, people: Sequence[int], day: date, measured_by: Yardsticks
) -> list[Duty]:
    """What these people, in office on a day, owe by given yardsticks."""
    return _duties(session, profile, people, day, measured_by)


def yardsticks(profile: Profile, day: date, is_workday: IsWorkday) -> Yardsticks:
    """The quotas in force on a day, laid on the periods around it."""
    return _laid_on(tuple(profile.quotas), day, is_workday)


@lru_cache(maxsize=8)
def _laid_on(quotas: tuple[Quota, ...], day: date, is_workday: IsWorkday) -> Yardsticks:
    return [Yardstick(quota, day, is_workday) for quota in quotas if quota.validity.holds(day)]


def records_began(session: Session, zone: ZoneInfo) -> date | None:
    """The first day on which anything was recorded or anybody bound; None where there is none yet.

    Nobody is asked for what could not be recorded: a roster brought in today makes nobody overdue since last year.
    """
    moments = [moment for moment in run(session, _FIRSTS, {}).scalars() if moment is not None]
    return min(moments).astimezone(zone).date() if moments else None


def _next_people(session: Session, after: int, most: int) -> list[int]:
    return list(run(session, _NEXT_PEOPLE, {"after": after, "most": most}).scalars())


def _duties(session: Session, profile: Profile, people: Sequence[int], day: date, measures: Yardsticks) -> list[Duty]:
    if not people or not measures:
        return []
    ranks = by_rank(measures)
    since = min(each.span.first for each in measures)
    posts = held_posts(session, people, since, day, {role for role, _ in ranks})
    done = _done_days(session, posts, ranks, ZoneInfo(profile.timezone))
    days = Span(since, max(each.span.last for each in measures))
    changed = circumstances(session, people, posts, days)
    return [
        duty
        for (person_id, name), held in posts.items()
        for duty in of_person(person_id, name, held, ranks, done, changed)
    ]


def by_rank(measures: Yardsticks) -> dict[tuple[Role, Level], list[Yardstick]]:
    """Whom each is laid on."""
    ranks: dict[tuple[Role, Level], list[Yardstick]] = {}
    for yardstick in measures:
        for rank in ((role, level) for role in yardstick.quota.roles for level in yardstick.quota.levels):
            ranks.setdefault(rank, []).append(yardstick)
    return ranks


def _done_days(
    session: Session,
    posts: HeldPosts,
    ranks: Mapping[tuple[Role, Level], Yardsticks],
    zone: ZoneInfo,
) -> dict[int, list[date]]:
    """The local days of each post's patrols that count; one statement for each different beginning of a period."""
    since: dict[date, set[int]] = {}
    for held in posts.values():
        for seat, _ in held:
            if binding := ranks.get((seat.role, seat.level)):
                since.setdefault(min(each.span.first for each in binding), set()).add(seat.post_id)
    done: dict[int, list[date]] = {}
    for first, post_ids in since.items():
        for post_id, started_at in counting(session, post_ids, datetime.combine(first, time.min, zone)):
            done.setdefault(post_id, []).append(started_at.astimezone(zone).date())
    return done


def counting(session: Session, post_ids: set[int], since: datetime) -> Iterable[tuple[int, datetime]]:
    """The patrols of these posts since a moment that count: post, beginning."""
    rows: Sequence[Any] = run(session, _COUNTING, {"posts": list(post_ids), "since": since.astimezone(UTC)}).all()
    return ((post_id, started_at) for post_id, started_at in rows)
