"""The table of what runs when, at work: its rows, when each is due, the timer that calls them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from telegram.ext import JobQueue

from rules.profile import Profile
from rules.workdays import IsWorkday
from storage.database import Database

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
        digest_hour = self.profile.first_digest_hour
        self.rows = tuple(_placed(row, digest_hour) for row in self.rows)

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
