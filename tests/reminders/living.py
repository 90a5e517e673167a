"""A year of a small county, lived through by the calendar's own rows, beside an oracle that keeps the records by hand.

Whoever reads `Life` needs no database: who held which post when, who walked when, which issue was due by which day.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from reminders.schedule import ROWS, Jobs, Row, due_between
from rules.absences import LeaveState
from rules.issue_states import State
from rules.profile import Profile
from rules.workdays import IsWorkday
from storage import audit, notices, parcels
from storage.audit import By
from storage.chains import answering
from storage.database import Database
from storage.direct import run
from storage.manners import Manners
from storage.models import Account, Appointment, Delivery, Issue, Leave, Notice, Person, ReminderChain, Urgency
from tests.county import County
from tests.reminders.oracle import Life, Oracle, Task, Term
from tests.reminders.records import SHANGHAI, assigned, walked
from tests.river import HandClock

KEPT = ("warn_of", "self_audit", "late_self_audit", "digest", "repeat_put_off")  # what has to do with warnings
DILIGENCE = {"zhang": 0.13, "sun": 0.25, "bai": 0.1, "zhang2_lower": 0.2, "zhang2_upper": 0.07, "li": 0.03,
             "zhou": 0.008}  # fmt: skip
HEIRS = ("zhang", "bai", "li", "zhang2_upper")
Act = Callable[[], None]
Carrier = Callable[[Session, datetime, Manners], None]


def carried(session: Session, now: datetime, manners: Manners) -> None:
    """What may go out now arrives: as the delivery does it, without its parcels, budgets and digests."""
    run(session, _MORNING, {"now": now, "then": manners.next_digest(now)})
    if manners.may_speak(now):
        run(session, _ARRIVED, {"now": now})
    else:
        run(session, _LATER, {"now": now, "then": manners.earliest(now)})


def in_parcels(session: Session, now: datetime, manners: Manners) -> None:
    """As the delivery does it, Telegram left out."""
    parcels.put_off(session, now, manners)
    while taken := parcels.claim(session, now, manners, 50):
        for parcel in taken:
            if notices.begin(session, parcel.ids):
                notices.mark_sent(session, parcel.ids, now, parcel.chat_id, [parcel.ids[0]])


_NOW, _THEN = (bindparam(name, type_=Notice.not_before.type) for name in ("now", "then"))
_RIPE = update(Notice).where(Notice.state == Delivery.WAITING, Notice.not_before <= _NOW)
_FRESH = Notice.not_before <= Notice.created_at
_MORNING = _RIPE.where(Notice.urgency == Urgency.DIGEST, _FRESH).values(not_before=_THEN)
_LATER = _RIPE.values(not_before=_THEN)
_ARRIVED = _RIPE.values(state=Delivery.SENT, sent_at=_NOW)


def clear_day(day: date, minutes: int) -> datetime:
    """So many minutes into a local day."""
    return datetime.combine(day, time.min, SHANGHAI) + timedelta(minutes=minutes)


@dataclass
class Year:
    """The program without its chats: its rows, a clock moved by hand, a delivery that reaches everybody."""

    database: Database
    county: County
    profile: Profile
    is_workday: IsWorkday
    rng: random.Random
    rows: Sequence[str] = KEPT
    carrier: Carrier = carried
    life: Life = field(default_factory=Life)
    is_called: bool = False

    def __post_init__(self) -> None:
        self.clock = HandClock()
        self.oracle = Oracle(self.county, self.life, self.profile.quiet, self.is_workday)
        self.manners = Manners(self.profile.quiet, SHANGHAI, self.is_workday)
        self.starts()
        for post in DILIGENCE:
            key = post.partition("_")[0]
            self.life.terms[post] = [Term(self.county.people[key], date(2025, 1, 1))]

    def starts(self) -> None:
        """A program built anew: it knows only what is in the database."""
        rows = [row for row in ROWS if row.name.startswith(tuple(self.rows))]
        self.jobs = Jobs(rows, self.database, self.profile, self.clock, SHANGHAI, self.is_workday, self._wake, {})

    async def lives(self, first: date, last: date) -> None:
        """From one day to another, with everything that goes wrong in between."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self.clock.jump(clear_day(first, 0))
        down = self._outages(days)
        for day in days:
            for moment, what in sorted(self._plan(day), key=lambda each: each[0]):
                if not down.holds(moment):
                    await self._until(moment, down)
                    await what()
        await self._until(clear_day(last, 24 * 60 - 1), down)

    def _outages(self, days: Sequence[date]) -> "Outages":
        return Outages.among(days, self.rng)

    def _plan(self, day: date) -> list[tuple[datetime, Any]]:
        """What happens on a day, in office hours; restarts, second runs and jumps of the clock at any."""
        rng, plan = self.rng, list[tuple[datetime, Any]]()
        todo: list[tuple[float, Act]] = [(DILIGENCE[post], lambda post=post: self._walks(post)) for post in DILIGENCE]  # type: ignore[misc]
        todo += [(0.12, self._assigns), (0.18, self._hands_in), (0.03, self._extends), (0.02, self._goes_away),
                 (0.012, self._succeeds), (0.05, self._acknowledges)]  # fmt: skip
        for chance, act in todo:
            if rng.random() < chance:
                plan.append((clear_day(day, rng.randrange(9 * 60, 19 * 60)), self._recorded(act)))
        for chance, event in ((0.05, self._restarts), (0.03, self._runs_again)):
            if rng.random() < chance:
                plan.append((clear_day(day, rng.randrange(24 * 60)), event))
        if day.day == 13 and day.month % 3 == 0:
            plan.append((clear_day(day, 5 * 60), self._jumps(timedelta(hours=rng.choice((3, 6))))))
        if day.day == 13 and day.month % 3 == 1:
            plan.append((clear_day(day, 20 * 60), self._jumps(-timedelta(hours=rng.choice((1, 14))))))
        return plan

    # The program.

    async def _until(self, moment: datetime, down: "Outages") -> None:
        """Runs what is due up to a moment; after an outage takes up what was left."""
        while (gap := down.next_between(self.clock(), moment)) is not None:
            await self._runs_until(gap.begins)
            down.over(gap)
            self.clock.jump(gap.ends)
            await self._restarts()
        await self._runs_until(moment)

    async def _runs_until(self, moment: datetime) -> None:
        for when, row in due_between(self.jobs.rows, self.clock(), moment):
            self.clock.jump(when)
            await self._runs(row)
        self.clock.jump(max(moment, self.clock()))

    async def _runs(self, row: Row) -> None:
        await self.jobs.run(row)
        self.oracle.decided(row.name, self.clock())
        if self.is_called:
            self._delivers()

    async def _restarts(self) -> None:
        """At times the program is killed with notices in hand that it had not begun to send."""
        if self.rng.random() < 0.5:
            self.database.write_now(parcels.claim, self.clock(), self.manners, 3)
        self.starts()
        self.database.write_now(notices.recover)
        for row in self.jobs.rows:
            if row.at_start:
                await self._runs(row)
        self._delivers()

    async def _runs_again(self) -> None:
        for row in self.rng.sample(list(self.jobs.rows), 3):
            if "self_audit" not in row.name:
                await self._runs(row)

    def _jumps(self, by: timedelta) -> Any:
        async def jump() -> None:
            before, after = self.clock(), self.clock() + by
            late = {row.name: row for _, row in due_between(self.jobs.rows, before, after)} if by > timedelta() else {}
            self.clock.jump(after)
            for row in late.values():  # the timer makes up for what it missed, once each
                await self._runs(row)

        return jump

    def _wake(self) -> None:
        self.is_called = True

    def _delivers(self) -> None:
        """What may go out now arrives."""
        self.is_called = False
        moment = self.database.read_now(notices.next_moment)
        if moment is not None and moment <= self.clock():
            self.database.write_now(self.carrier, self.clock(), self.manners)
        self.oracle.delivered(self.clock())

    # The people.

    def _recorded(self, act: Act) -> Any:
        async def do() -> None:
            act()

        return do

    def _now(self) -> tuple[datetime, date]:
        return self.clock(), self.clock().astimezone(SHANGHAI).date()

    def _walks(self, post: str) -> None:
        now, _ = self._now()
        self.database.write_now(walked, self.county, post, now - timedelta(minutes=40), by=post.partition("_")[0])
        self.life.walks.setdefault(post, []).append((now - timedelta(minutes=40)).astimezone(SHANGHAI).date())

    def _assigns(self) -> None:
        now, today = self._now()
        due_on = today + timedelta(days=self.rng.randrange(12))
        assignee = self.rng.choice(("zhao", "zhang", "sun"))
        number = f"{today:%Y%m%d}-{len(self.life.tasks)}"

        def assign(session: Session) -> int:
            issue = assigned(session, self.county, number, assignee, due_on)
            audit.record(session, By(now), "assign", "issue", issue)
            return issue

        self.life.tasks.append(Task(self.database.write_now(assign), assignee, due_on))

    def _open(self) -> list[Task]:
        return [task for task in self.life.tasks if not task.is_done]

    def _hands_in(self) -> None:
        if open_ := self._open():
            task = self.rng.choice(open_)
            self.database.write_now(self._change, task.issue_id, state=State.DONE)
            task.is_done = True

    def _extends(self) -> None:
        if open_ := self._open():
            task = self.rng.choice(open_)
            task.due_on = self._now()[1] + timedelta(days=self.rng.randrange(1, 9))
            self.database.write_now(self._change, task.issue_id, due_on=task.due_on)

    def _change(self, session: Session, issue_id: int, /, **values: Any) -> None:
        issue = session.get_one(Issue, issue_id)
        for name, value in values.items():
            setattr(issue, name, value)
        audit.record(session, By(self.clock()), "change", "issue", issue_id)

    def _goes_away(self) -> None:
        now, today = self._now()
        person = self._holder(self.rng.choice(("sun", "bai", "li")))
        last = today + timedelta(days=self.rng.randrange(3, 12))
        leave = Leave(person_id=person, from_on=today, until_on=last, state=LeaveState.GRANTED, asked_at=now)

        def grant(session: Session) -> None:
            session.add(leave)
            audit.record(session, By(now), "grant_leave", "leave", None)

        self.database.write_now(grant)
        self.life.away.setdefault(person, []).append((today, last))

    def _holder(self, post: str) -> int:
        return self.life.terms[post][-1].person_id

    def _succeeds(self) -> None:
        now, today = self._now()
        post = self.rng.choice(HEIRS)
        term = self.life.terms[post][-1]
        if term.from_on < today:
            heir = self.database.write_now(self._hand_over, post, term.person_id, now, today)
            term.until_on = today - timedelta(days=1)
            self.life.terms[post].append(Term(heir, today))

    def _hand_over(self, session: Session, post: str, before: int, now: datetime, today: date) -> int:
        post_id = self.county.posts[post]
        old = select(Appointment).where(Appointment.post_id == post_id, Appointment.person_id == before)
        session.scalars(old.order_by(Appointment.id.desc())).first().until_on = today - timedelta(days=1)  # type: ignore[union-attr]
        heir = Person(name=f"接任{today:%m%d}")
        session.add(heir)
        session.flush()
        session.add(Appointment(post_id=post_id, person_id=heir.id, from_on=today))
        session.add(Account(person_id=heir.id, telegram_id=9000 + heir.id, chat_id=9000 + heir.id, bound_at=now))
        audit.record(session, By(now), "appointment_begun", "appointment", None)
        return heir.id

    def _acknowledges(self) -> None:
        by = By(self.clock())

        def know(session: Session) -> str | None:
            running = select(ReminderChain).where(ReminderChain.ended_at.is_(None)).order_by(ReminderChain.id)
            chains: Iterable[ReminderChain] = session.scalars(running).all()
            if not (listed := list(chains)):
                return None
            one = self.rng.choice(listed)
            answering.acknowledge(session, by, [one.id])
            return one.key

        if (key := self.database.write_now(know)) is not None:
            self.life.known.add(key)


@dataclass
class Gap:
    """The program is down from one moment to another."""

    begins: datetime
    ends: datetime


@dataclass
class Outages:
    """The year's outages: of a day, of five days."""

    gaps: list[Gap]

    @classmethod
    def among(cls, days: Sequence[date], rng: random.Random) -> "Outages":
        """One of each, at random moments, where there is time for them."""
        gaps = []
        for length, share in ((1, 0.3), (5, 0.7)):
            if len(days) > 30:
                begins = clear_day(days[int(len(days) * share)], rng.randrange(24 * 60))
                gaps.append(Gap(begins, begins + timedelta(days=length, minutes=rng.randrange(600))))
        return cls(gaps)

    def holds(self, moment: datetime) -> bool:
        """Whether the program is down."""
        return any(gap.begins <= moment < gap.ends for gap in self.gaps)

    def next_between(self, start: datetime, end: datetime) -> Gap | None:
        """The outage that begins next."""
        return next((gap for gap in self.gaps if start <= gap.begins <= end), None)

    def over(self, gap: Gap) -> None:
        """It is over, and does not come again when the clock goes back."""
        self.gaps.remove(gap)
