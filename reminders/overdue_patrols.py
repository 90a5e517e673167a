"""Patrols that are due, missed, or to be known to the superior: 巡河提醒."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from reminders import telling
from reminders.telling import stages_today
from rules import periods
from rules.periods import Period, Span
from rules.profile import Profile
from rules.quotas import Per, Quota, StandingState, Yardstick
from rules.roles import post_word
from rules.warnings import Matter, Stage
from rules.workdays import IsWorkday
from storage.models import Urgency
from storage.outbox import Tell
from storage.posts import duties
from storage.posts.duties import Duty
from storage.posts.holders import Holder, offices
from storage.posts.superiors import superiors

SUBJECT = "patrol_warning"
OUTAGE = timedelta(days=7)  # a program that was down for so long still tells what came due meanwhile

_ONE_DAY_PERIODS = (Period.DAY, Period.WORKDAY)
_Superiors = Mapping[int, Sequence[Holder]]


def warn(session: Session, profile: Profile, now: datetime, is_workday: IsWorkday) -> int:
    """Records one warning a chief, quota, period and stage; returns how many are new."""
    return telling.record(warnings, SUBJECT, session, profile, now, is_workday)


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[list[Tell]]:
    """Every warning about patrols that is true today, some thousand people at a time."""
    began = duties.records_began(session, ZoneInfo(profile.timezone)) or today
    measures = [
        Yardstick(quota, min(span.last, today), is_workday, today)
        for quota in profile.quotas
        for span in _spans_to_look_at(profile, quota, today, began)
    ]
    for chunk in duties.all_duties(session, profile, today, is_workday, measures):
        yield _about(session, profile, chunk, today, is_workday)


def _spans_to_look_at(profile: Profile, quota: Quota, today: date, began: date) -> Iterator[Span]:
    """The period around today, and those gone by that may still have to be told of.

    Nobody is overdue for a period that began before the records did: it could not be recorded whole.
    """
    plan = profile.warning_plan(Matter.PATROL, today, quota.period)
    if plan is None:
        return
    span = periods.span(quota.period, today)
    oldest = today - timedelta(days=plan.superior_after_days) - OUTAGE
    while span.last >= today or (span.last >= oldest and span.first >= began):
        if quota.validity.holds(min(span.last, today)):
            yield span
        span = periods.preceding(quota.period, span)


def _about(session: Session, profile: Profile, chunk: Sequence[Duty], today: date, is_workday: IsWorkday) -> list[Tell]:
    staged = [(duty, one) for duty in chunk for one in _stages(profile, duty, today, is_workday)]
    to_superior = [duty for duty, one in staged if one is Stage.SUPERIOR]
    above = _above(session, to_superior, today)
    return [
        notice
        for duty, one in staged
        for notice in (
            _to_superiors(profile, duty, above, today)
            if one is Stage.SUPERIOR
            else [_tell(profile, duty, one, duty.person_id, today)]
        )
    ]


def _stages(profile: Profile, duty: Duty, today: date, is_workday: IsWorkday) -> tuple[Stage, ...]:
    if duty.standing.state is StandingState.MET:
        return ()
    plan = profile.warning_plan(Matter.PATROL, today, duty.standing.quota.period)
    return stages_today(plan, duty.standing.due_on, today, is_workday) if plan else ()


def _above(session: Session, chunk: Sequence[Duty], today: date) -> _Superiors:
    """Whom to tell about each post: the superior chief, else the office in charge."""
    if not chunk:
        return {}
    seats = [seat for duty in chunk for seat in duty.seats]
    chiefs = superiors(session, {seat.post_id for seat in seats}, today)
    in_charge = offices(session, {seat.region_id for seat in seats if seat.post_id not in chiefs}, today)
    return {seat.post_id: chiefs.get(seat.post_id) or in_charge.get(seat.region_id, ()) for seat in seats}


def _to_superiors(profile: Profile, duty: Duty, above: _Superiors, today: date) -> list[Tell]:
    people = dict.fromkeys(person.person_id for seat in duty.seats for person in above[seat.post_id])
    return [_tell(profile, duty, Stage.SUPERIOR, person, today) for person in people if person != duty.person_id]


def _tell(profile: Profile, duty: Duty, one: Stage, person_id: int, today: date) -> Tell:
    standing, first = duty.standing, duty.seats[0]
    quota = standing.quota
    subject = f"post-{first.post_id}" if quota.per is Per.WATER else f"{first.role}-{first.level}-{duty.person_id}"
    period = f"{quota.count}-{quota.period}-{standing.span.first}-{standing.due_on}"
    early = one is Stage.BEFORE or (one is Stage.DUE and quota.period in _ONE_DAY_PERIODS)
    return Tell(
        kind=f"{SUBJECT}/{one}",
        key=f"{SUBJECT}:{one}:{subject}:{period}:{person_id}",
        person_id=person_id,
        values=_values(profile, duty, today),
        urgency=Urgency.DIGEST if early else Urgency.DAYTIME,
    )


def _values(profile: Profile, duty: Duty, today: date) -> dict[str, Any]:
    standing, first = duty.standing, duty.seats[0]
    plan = profile.warning_plan(Matter.PATROL, today, standing.quota.period)
    superior_on = standing.due_on + timedelta(days=plan.superior_after_days) if plan else today
    enter_until = standing.due_on + timedelta(days=profile.patrol.late_entry_days)
    return {
        "name": duty.name,
        "post": post_word(first.role, first.level),
        "region": first.region_name,
        "places": duty.places,
        "period": periods.name(standing.quota.period, standing.span),
        "required": standing.required,
        "done": standing.done,
        "missing": standing.missing,
        "due_on": standing.due_on.isoformat(),
        "late_entry_days": profile.patrol.late_entry_days,
        "enter_until": enter_until.isoformat() if today <= enter_until else None,
        "superior_on": superior_on.isoformat() if today < superior_on else None,
    }
