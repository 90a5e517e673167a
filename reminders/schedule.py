"""What the bot does unasked, and when: one table. Jobs hold no state; what is due is computed from the records."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from telegram.ext import JobQueue

from reminders import action_items, overdue_patrols, overdue_rectifications, overdue_replies, overdue_transfers, snoozed
from reminders import broadcasts as broadcasts_reminders
from reminders import self_reviews as self_reviews_reminders
from reminders.telling import Warnings, record_in_pieces
from rules.profile import Profile
from rules.workdays import IsWorkday
from storage import inbox
from storage.audit import By
from storage.boundary import answering as boundary
from storage.database import Database
from storage.exports import jobs as exports
from storage.inspections import ending
from storage.patrols import walking

SHANGHAI = ZoneInfo("Asia/Shanghai")

Deed = Callable[["Jobs"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Row:
    """Once a day `at` a local time, or so many minutes from the profile's digest hour, or `every` so many minutes.

    `at_start`: also when the program starts, for what came due while it was down.
    """

    name: str
    what: Deed
    at: time | None = None
    digest_minutes: int | None = None
    every: int | None = None
    at_start: bool = False

    def trigger(self, zone: ZoneInfo = SHANGHAI) -> CronTrigger:
        """When it is due, for the timer."""
        if self.every is not None:
            return CronTrigger(minute=f"*/{self.every}", second=0, timezone=zone)
        hour = self.hour
        return CronTrigger(hour=hour.hour, minute=hour.minute, second=0, timezone=zone)

    @property
    def hour(self) -> time:
        """The time of day; a row that the digest hour has not placed yet has none."""
        if self.at is None:
            raise ValueError(f"{self.name} has no hour yet")
        return self.at


def _warning_of(warnings: Warnings, subject: str) -> Deed:
    async def warn(jobs: "Jobs") -> None:
        database, now = jobs.database, jobs.clock()
        args = (warnings, subject, database, jobs.profile, now, jobs.is_workday)
        if await database.read_at_leisure(record_in_pieces, *args):
            jobs.wake()

    return warn


async def _deliver(jobs: "Jobs") -> None:
    jobs.wake()


async def _end_forgotten(jobs: "Jobs") -> None:
    """Patrols 巡河, and inspections 督查, whose findings stay hidden until they end."""
    now = jobs.clock()
    ended = await jobs.database.transact(walking.end_forgotten, jobs.profile, now)
    today = now.astimezone(jobs.zone).date()
    if await jobs.database.transact(ending.end_forgotten, jobs.profile, By(now), today) or ended:
        jobs.wake()


async def _repeat_put_off(jobs: "Jobs") -> None:
    if await jobs.database.transact(snoozed.repeat, jobs.profile, jobs.clock(), jobs.is_workday):
        jobs.wake()


async def _end_boundary_clocks(jobs: "Jobs") -> None:
    if await jobs.database.transact(boundary.escalate_silent, jobs.profile, jobs.clock()):
        jobs.wake()


async def _send_notices(jobs: "Jobs") -> None:
    await broadcasts_reminders.send_due(jobs.database, jobs.profile, jobs.clock(), jobs.is_workday, jobs.wake)


async def _forget_old_updates(jobs: "Jobs") -> None:
    await jobs.database.transact(inbox.forget_old, jobs.clock())


async def _forget_old_exports(jobs: "Jobs") -> None:
    await jobs.database.transact(exports.forget_files, jobs.clock())


async def _answer_again(jobs: "Jobs") -> None:
    await jobs.more["answer_again"]()


# Warnings are written half an hour before the digest goes out, so that the morning's message says what is true then.
ROWS: tuple[Row, ...] = (
    Row("forget_old_updates", _forget_old_updates, time(3, 30)),
    Row("forget_old_exports", _forget_old_exports, time(3, 40)),
    Row("warn_of_patrols", _warning_of(overdue_patrols.warnings, overdue_patrols.SUBJECT),
        digest_minutes=-30, at_start=True),
    Row("warn_of_rectifications", _warning_of(overdue_rectifications.warnings, overdue_rectifications.SUBJECT),
        digest_minutes=-25, at_start=True),
    Row("warn_of_items", _warning_of(action_items.warnings, action_items.SUBJECT), digest_minutes=-20, at_start=True),
    Row("warn_of_replies", _warning_of(overdue_replies.warnings, overdue_replies.SUBJECT),
        digest_minutes=-15, at_start=True),
    Row("warn_of_transfers", _warning_of(overdue_transfers.warnings, overdue_transfers.SUBJECT),
        digest_minutes=-10, at_start=True),
    Row("warn_of_self_reviews", _warning_of(self_reviews_reminders.warnings, self_reviews_reminders.SUBJECT),
        digest_minutes=-9, at_start=True),
    Row("digest", _deliver, digest_minutes=0),
    Row("repeat_put_off", _repeat_put_off, every=5, at_start=True),
    Row("end_forgotten_patrols", _end_forgotten, every=5, at_start=True),
    Row("end_boundary_clocks", _end_boundary_clocks, every=10, at_start=True),
    Row("send_notices", _send_notices, every=1, at_start=True),
    Row("answer_again", _answer_again, every=1),
)  # fmt: skip


@dataclass
class Jobs:
    """The table at work: what its rows need, and the timer that calls them. `more` are deeds of other rooms."""

    rows: Sequence[Row]
    database: Database
    profile: Profile
    clock: Callable[[], datetime]
    zone: ZoneInfo
    is_workday: IsWorkday
    wake: Callable[[], None]
    more: Mapping[str, Callable[[], Awaitable[Any]]]

    def __post_init__(self) -> None:
        self.rows = tuple(_placed(row, self.profile.first_digest_hour) for row in self.rows)

    async def run(self, row: Row) -> None:
        """Does what a row says, now; twice does no harm."""
        await row.what(self)

    def register(self, job_queue: "JobQueue[Any] | None") -> None:
        """Hangs all rows on the timer. A late run is made up for, several late ones by one."""
        assert job_queue is not None  # noqa: S101 - the job-queue extra is among our dependencies
        for row in self.rows:
            ring = self._ring(row)
            job_queue.run_custom(
                ring,
                {"trigger": row.trigger(self.zone), "misfire_grace_time": None, "coalesce": True, "max_instances": 1},
                name=row.name,
            )

    async def catch_up(self) -> None:
        """At the start: what came due while the program was down."""
        for row in self.rows:
            if row.at_start:
                await self.run(row)

    def _ring(self, row: Row) -> Callable[[Any], Any]:
        async def ring(_context: Any) -> None:
            await self.run(row)

        return ring


def due_between(rows: Iterable[Row], start: datetime, end: datetime) -> list[tuple[datetime, Row]]:
    """What comes after `start`, up to and with `end` (aware), in order.

    A row that comes every few minutes is named once a day, at its last moment: what it does is done by then.
    """
    first, last = start.astimezone(SHANGHAI).date(), end.astimezone(SHANGHAI).date()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = [(_moment(row, day, end), row) for day in days for row in rows]
    return sorted(((moment, row) for moment, row in found if start < moment <= end), key=lambda each: each[0])


def _moment(row: Row, day: date, end: datetime) -> datetime:
    midnight = datetime.combine(day, time.min, SHANGHAI)
    if row.every is None:
        return datetime.combine(day, row.hour, SHANGHAI)
    step = timedelta(minutes=row.every)
    return midnight + (min(end - midnight, timedelta(days=1) - step) // step) * step


def _placed(row: Row, digest_hour: int) -> Row:
    if row.digest_minutes is None:
        return row
    minutes = (digest_hour * 60 + row.digest_minutes) % (24 * 60)
    return replace(row, at=time(minutes // 60, minutes % 60), digest_minutes=None)
