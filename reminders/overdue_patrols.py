"""Patrols that are due, missed, or to be known to others: 巡河提醒."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from reminders import telling
from reminders.above import Above, above
from reminders.course import Case, Course, above_on, laid
from rules import periods
from rules.chains import ChainToday, DueStep, Target
from rules.periods import Period, Span
from rules.profile import Profile
from rules.quotas import Per, Quota, StandingState, Yardstick
from rules.roles import post_word
from rules.warnings import Matter, Stage
from rules.workdays import IsWorkday, next_workday
from storage.chains.pieces import Piece
from storage.models import Urgency
from storage.outbox import Tell
from storage.posts import duties
from storage.posts.duties import Duty
from storage.posts.holders import Holder

SUBJECT = "patrol_warning"
OUTAGE = timedelta(days=7)  # a program that was down for so long still tells what came due meanwhile

_ONE_DAY_PERIODS = (Period.DAY, Period.WORKDAY)


def warn(session: Session, profile: Profile, now: datetime, is_workday: IsWorkday) -> int:
    """Records one warning a chief, quota, period and step; returns how many are new."""
    return telling.record(warnings, SUBJECT, session, profile, now, is_workday)


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[Piece]:
    """Every warning about patrols that is true today, some thousand people at a time."""
    look, last = _Look(session, profile, today, is_workday), 0
    for chunk in duties.all_duties(session, profile, today, is_workday, look.measures):
        before, last = last, max((duty.person_id for duty in chunk), default=last)
        yield look.at(chunk, look.course.up_to(before, last))
    yield look.at((), look.course.up_to(last, None))


def of_people(
    session: Session, profile: Profile, today: date, is_workday: IsWorkday, people: Collection[int]
) -> Iterator[Piece]:
    """The same for some people only."""
    look = _Look(session, profile, today, is_workday)
    owed = duties.owed_by(session, profile, sorted(people), today, look.measures)
    yield look.at(owed, look.course.only(people))


class _Look:
    """What does not depend on the person: the periods to look at, their chains, who is reminded already."""

    def __init__(self, session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> None:
        self._session, self._profile, self._today = session, profile, today
        # What is said holds when it is heard: on days off nobody is told, and a chance that ends with them is none.
        waits = profile.quiet.workdays_only and not is_workday(today)
        self._heard_on = next_workday(today, is_workday) if waits else today
        self._chains = {
            period: laid(profile.chain(Matter.PATROL, today, period), today, is_workday)
            for period in {quota.period for quota in profile.quotas}
        }
        self.measures = _measures(session, profile, today, is_workday, self._chains)
        self.course = Course(session, Matter.PATROL, today, self._word)

    def at(self, chunk: Sequence[Duty], reminded: Collection[int | None]) -> Piece:
        """What is told about these duties; whose chains run already."""
        open_: list[tuple[Duty, ChainToday]] = []
        for duty in chunk:
            chain = self._chains[duty.standing.quota.period]
            if duty.standing.state is StandingState.MET:
                if duty.person_id in reminded:
                    self.course.done(_key(duty))
            elif chain is not None and chain.has_begun(duty.standing.due_on):
                open_.append((duty, chain))
        stand = above(self._session, [duty for duty, _ in open_], self._today, _targets(open_))
        return self.course.piece([_case(duty, chain, stand) for duty, chain in open_])

    def _word(self, case: Case, due: DueStep, holder: Holder) -> Tell:
        duty: Duty = case.row
        before = due.step.stage is Stage.BEFORE
        early = before or (due.step.stage is Stage.DUE and duty.standing.quota.period in _ONE_DAY_PERIODS)
        stage = due.step.stage if due.to is Target.OWN else Stage.SUPERIOR
        return Tell(
            kind=f"{SUBJECT}/{stage}",
            key=f"{SUBJECT}:{due.step.name}:{_subject(duty)}:{holder.person_id}",
            person_id=holder.person_id,
            values=self._values(case) | ({} if due.to is Target.OWN else {"to": due.to.value, "late": not before}),
            urgency=Urgency.DIGEST if early else Urgency.DAYTIME,
        )

    def _values(self, case: Case) -> dict[str, Any]:
        duty: Duty = case.row
        standing, first, late_days = duty.standing, duty.seats[0], self._profile.patrol.late_entry_days
        enter_until = standing.due_on + timedelta(days=late_days)
        return {
            "name": duty.name,
            "post": post_word(first.role, first.level),
            "region": first.region_name,
            "places": duty.places,
            "period": periods.name(standing.quota.period, standing.span),
            "required": standing.required,
            "done": standing.done,
            "missing": standing.missing,
            "unit": standing.quota.unit,
            "left": list(duty.left),
            "colour": standing.colour and standing.colour.word,
            "due_on": standing.due_on.isoformat(),
            "late_entry_days": late_days,
            "enter_until": enter_until.isoformat() if self._heard_on <= enter_until else None,
            **above_on(case, self._heard_on),
        }


def _measures(
    session: Session, profile: Profile, today: date, is_workday: IsWorkday,
    chains: Mapping[Period, ChainToday | None],
) -> list[Yardstick]:  # fmt: skip
    began = duties.records_began(session, ZoneInfo(profile.timezone)) or today
    return [
        Yardstick(quota, min(span.last, today), is_workday, today)
        for quota in profile.quotas
        for span in _spans_to_look_at(quota, chains[quota.period], today, began)
    ]


def _spans_to_look_at(quota: Quota, chain: ChainToday | None, today: date, began: date) -> Iterator[Span]:
    """The period around today, and those gone by that may still have to be told of.

    Nobody is overdue for a period that began before the records did: it could not be recorded whole.
    """
    if chain is None:
        return
    span = periods.span(quota.period, today)
    oldest = today - timedelta(days=max(0, chain.chain.last_days)) - OUTAGE
    while span.last >= today or (span.last >= oldest and span.first >= began):
        if quota.validity.holds(min(span.last, today)):
            yield span
        span = periods.preceding(quota.period, span)


def _targets(open_: Sequence[tuple[Duty, ChainToday]]) -> set[Target]:
    chains = {id(chain): chain.chain for _, chain in open_}
    return {to for chain in chains.values() for step in chain.steps for to in step.to}


def _case(duty: Duty, chain: ChainToday, stand: Above) -> Case:
    due_on, first = duty.standing.due_on, duty.seats[0]
    own = Holder(first.post_id, duty.person_id, duty.name, "")
    people = {Target.OWN: (own,), **stand.of(duty)}
    return Case(_key(duty), chain.chain, due_on, chain.due(due_on), people, duty, post_id=first.post_id,
                person_id=duty.person_id)  # fmt: skip


def _key(duty: Duty) -> str:
    return f"patrol:{_subject(duty)}:{duty.person_id}"


def _subject(duty: Duty) -> str:
    standing, first = duty.standing, duty.seats[0]
    quota = standing.quota
    whose = f"post-{first.post_id}" if quota.per is Per.WATER else f"{first.role}-{first.level}-{duty.person_id}"
    return f"{whose}:{quota.coverage or quota.count}-{quota.period}-{standing.span.first}-{standing.due_on}"
