"""Each morning: who came into a post since its duty list 履职清单 was published hears of it; once."""

from typing import TYPE_CHECKING

from storage import outbox
from storage.duty_lists import readings

if TYPE_CHECKING:
    from reminders.schedule import Jobs


async def tell_newcomers(jobs: "Jobs") -> None:
    """Reads at leisure, writes what is new."""
    now = jobs.clock()
    listed = await jobs.database.read_at_leisure(readings.newcomers, now.astimezone(jobs.zone).date())
    if not listed:
        return
    if await jobs.database.transact(outbox.tell, now, listed):
        jobs.wake()
