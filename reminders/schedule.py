"""What the bot does unasked, and when: one table. Jobs hold no state; what is due is computed from the records."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from telegram.ext import JobQueue

from reminders import overdue_patrols, overdue_rectifications
from reminders.telling import Warnings, record_in_pieces
from rules.profile import Profile
from rules.workdays import IsWorkday
from storage import inbox, patrols
from storage.database import Database

SHANGHAI = ZoneInfo("Asia/Shanghai")

Fields = Mapping[str, str | int]
Deed = Callable[["Jobs"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Row:
    """`fields` are those of a cron trigger; `digest_minutes` counts from the profile's digest hour instead.

    `at_start`: also done when the program starts, for what came due while it was down.
    """

    name: str
    what: Deed
    fields: Fields = field(default_factory=dict)
    digest_minutes: int | None = None
    at_start: bool = False

    @property
    def is_frequent(self) -> bool:
        """Whether it comes more than once a day."""
        return not isinstance(self.fields.get("hour"), int)

    def trigger(self, zone: ZoneInfo = SHANGHAI) -> CronTrigger:
        """When it is due; only of a row that a profile has given its hour."""
        if self.digest_minutes is not None:
            raise ValueError(f"{self.name} has no hour yet")
        return CronTrigger(timezone=zone, second=0, **self.fields)


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
    if await jobs.database.transact(patrols.end_forgotten, jobs.profile, jobs.clock()):
        jobs.wake()


async def _forget_old_updates(jobs: "Jobs") -> None:
    await jobs.database.transact(inbox.forget_old, jobs.clock())


async def _answer_again(jobs: "Jobs") -> None:
    await jobs.more["answer_again"]()


# Warnings are written half an hour before the digest goes out, so that the morning's message says what is true then.
ROWS: tuple[Row, ...] = (
    Row("forget_old_updates", _forget_old_updates, {"hour": 3, "minute": 30}),
    Row("warn_of_patrols", _warning_of(overdue_patrols.warnings, overdue_patrols.SUBJECT),
        digest_minutes=-30, at_start=True),
    Row("warn_of_rectifications", _warning_of(overdue_rectifications.warnings, overdue_rectifications.SUBJECT),
        digest_minutes=-25, at_start=True),
    Row("digest", _deliver, digest_minutes=0),
    Row("end_forgotten_patrols", _end_forgotten, {"minute": "*/5"}, at_start=True),
    Row("answer_again", _answer_again, {"minute": "*"}),
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
        self.rows = tuple(_placed(row, self.profile.quiet.digest_hour) for row in self.rows)

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

    A row that comes more than once a day is named once a day, at its last moment: what it does is done by then.
    """
    found: list[tuple[datetime, Row]] = []
    for row in rows:
        moments = _moments(row.trigger(), start, end)
        if row.is_frequent:
            moments = _last_of_days(row, start, end)
        found += [(moment, row) for moment in moments]
    return sorted(found, key=lambda each: each[0])


def _placed(row: Row, digest_hour: int) -> Row:
    if row.digest_minutes is None:
        return row
    minutes = (digest_hour * 60 + row.digest_minutes) % (24 * 60)
    return replace(row, fields={"hour": minutes // 60, "minute": minutes % 60}, digest_minutes=None)


def _moments(trigger: CronTrigger, start: datetime, end: datetime) -> list[datetime]:
    moments: list[datetime] = []
    after = start + timedelta(microseconds=1)
    while (moment := trigger.get_next_fire_time(None, after)) is not None and moment <= end:
        moments.append(moment)
        after = moment + timedelta(microseconds=1)
    return moments


def _last_of_days(row: Row, start: datetime, end: datetime) -> list[datetime]:
    """The last moment of each local day, and the last before `end`."""
    midnights = _moments(CronTrigger(timezone=SHANGHAI, hour=0, minute=0, second=0), start, end)
    lasts = []
    for close in [*midnights, end]:
        hour_before = max(start, close - timedelta(hours=1))
        if before := _moments(row.trigger(), hour_before, close - timedelta(microseconds=1)):
            lasts.append(before[-1])
    return lasts
