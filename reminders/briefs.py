"""Before a planned patrol (clause L6): clues are asked for when the day nears, the brief goes out before it."""

from typing import TYPE_CHECKING

from storage.briefs import sending

if TYPE_CHECKING:
    from reminders.schedule import Jobs


async def prepare(jobs: "Jobs") -> None:
    """Does what is due, in the morning before the digest and once more before the day's end; twice does no harm."""
    if await jobs.database.transact(sending.do_what_is_due, jobs.profile, jobs.clock(), jobs.is_workday):
        jobs.wake()
