"""A year of a small county, lived through by the calendar's own rows, beside an oracle that keeps the records by hand.

Whoever reads `Life` needs no database: who held which post when, who walked when, which issue was due by which day.
What people do is in `doings.py`, how notices reach them in `carrying.py`, when the program is down in `outages.py`.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from reminders.schedule import ROWS, Jobs, Row, due_between
from rules.profile import Profile
from rules.workdays import IsWorkday
from storage import notices, parcels
from storage.database import Database
from storage.manners import Manners
from tests.county import County
from tests.reminders.carrying import carried
from tests.reminders.doings import Deed, Doings
from tests.reminders.oracle import Life, Oracle
from tests.reminders.outages import Outages
from tests.reminders.records import SHANGHAI, clear_day
from tests.river import HandClock

KEPT = ("warn_of", "self_audit", "late_self_audit", "digest", "repeat_put_off")  # what has to do with warnings
Carrier = Callable[[Session, datetime, Manners], None]


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
        self.doings = Doings(self.database, self.county, self.clock, self.rng, self.life)
        self.starts()

    def starts(self) -> None:
        """A program built anew: it knows only what is in the database."""
        rows = [row for row in ROWS if row.name.startswith(tuple(self.rows))]
        self.jobs = Jobs(rows, self.database, self.profile, self.clock, SHANGHAI, self.is_workday, self._wake, {})

    async def lives(self, first: date, last: date) -> None:
        """From one day to another, with everything that goes wrong in between."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self.clock.jump(clear_day(first, 0))
        down = Outages.among(days, self.rng)
        for day in days:
            for moment, what in sorted(self._plan(day), key=lambda each: each[0]):
                if not down.holds(moment):
                    await self._until(moment, down)
                    await what()
        await self._until(clear_day(last, 24 * 60 - 1), down)

    def _plan(self, day: date) -> list[tuple[datetime, Deed]]:
        """What people do on a day; restarts, second runs and jumps of the clock at any hour."""
        rng, plan = self.rng, self.doings.on(day)
        for chance, event in ((0.05, self._restarts), (0.03, self._runs_again)):
            if rng.random() < chance:
                plan.append((clear_day(day, rng.randrange(24 * 60)), event))
        if day.day == 13 and day.month % 3 == 0:
            plan.append((clear_day(day, 5 * 60), self._jumps(timedelta(hours=rng.choice((3, 6))))))
        if day.day == 13 and day.month % 3 == 1:
            plan.append((clear_day(day, 20 * 60), self._jumps(-timedelta(hours=rng.choice((1, 14))))))
        return plan

    async def _until(self, moment: datetime, down: Outages) -> None:
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

    def _jumps(self, by: timedelta) -> Deed:
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
