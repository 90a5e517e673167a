"""What the people of a simulated year do, at random: written into the tables, and told to the oracle's `Life`."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.absences import LeaveState
from rules.issue_states import State
from storage import audit
from storage.audit import By
from storage.chains import answering
from storage.database import Database
from storage.models import Account, Appointment, Issue, Leave, Person, ReminderChain
from tests.county import County
from tests.reminders.oracle import Life, Task, Term
from tests.reminders.records import SHANGHAI, assigned, clear_day, walked
from tests.river import HandClock

DILIGENCE = {"zhang": 0.13, "sun": 0.25, "bai": 0.1, "zhang2_lower": 0.2, "zhang2_upper": 0.07, "li": 0.03,
             "zhou": 0.008}  # fmt: skip
HEIRS = ("zhang", "bai", "li", "zhang2_upper")
Deed = Callable[[], Awaitable[None]]


@dataclass
class Doings:
    """The people of the small county, whose deeds are the same in the database and in the life."""

    database: Database
    county: County
    clock: HandClock
    rng: random.Random
    life: Life

    def __post_init__(self) -> None:
        for post in DILIGENCE:
            key = post.partition("_")[0]
            self.life.terms[post] = [Term(self.county.people[key], date(2025, 1, 1))]

    def on(self, day: date) -> list[tuple[datetime, Deed]]:
        """What happens on a day, in office hours."""
        chances: list[tuple[float, Deed]] = [(DILIGENCE[post], partial(self._walks, post)) for post in DILIGENCE]
        chances += [(0.12, self._assigns), (0.18, self._hands_in), (0.03, self._extends), (0.02, self._goes_away),
                    (0.012, self._succeeds), (0.05, self._acknowledges)]  # fmt: skip
        return [
            (clear_day(day, self.rng.randrange(9 * 60, 19 * 60)), deed)
            for chance, deed in chances
            if self.rng.random() < chance
        ]

    def _now(self) -> tuple[datetime, date]:
        return self.clock(), self.clock().astimezone(SHANGHAI).date()

    async def _walks(self, post: str) -> None:
        now, _ = self._now()
        self.database.write_now(walked, self.county, post, now - timedelta(minutes=40), by=post.partition("_")[0])
        self.life.walks.setdefault(post, []).append((now - timedelta(minutes=40)).astimezone(SHANGHAI).date())

    async def _assigns(self) -> None:
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

    async def _hands_in(self) -> None:
        if open_ := self._open():
            task = self.rng.choice(open_)
            self.database.write_now(self._change, task.issue_id, state=State.DONE)
            task.is_done = True

    async def _extends(self) -> None:
        if open_ := self._open():
            task = self.rng.choice(open_)
            task.due_on = self._now()[1] + timedelta(days=self.rng.randrange(1, 9))
            self.database.write_now(self._change, task.issue_id, due_on=task.due_on)

    def _change(self, session: Session, issue_id: int, /, **values: Any) -> None:
        issue = session.get_one(Issue, issue_id)
        for name, value in values.items():
            setattr(issue, name, value)
        audit.record(session, By(self.clock()), "change", "issue", issue_id)

    async def _goes_away(self) -> None:
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

    async def _succeeds(self) -> None:
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

    async def _acknowledges(self) -> None:
        by = By(self.clock())

        def know(session: Session) -> str | None:
            running = select(ReminderChain).where(ReminderChain.ended_at.is_(None)).order_by(ReminderChain.id)
            if not (chains := session.scalars(running).all()):
                return None
            one = self.rng.choice(chains)
            answering.acknowledge(session, by, [one.id])
            return one.key

        if (key := self.database.write_now(know)) is not None:
            self.life.known.add(key)
