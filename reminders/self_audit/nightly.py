"""The row of the calendar: after the day's warnings, once a day; the office hears it where something differs."""

import logging
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from reminders.self_audit.comparing import compare
from rules.profile import Profile
from rules.self_audit import Fault
from rules.workdays import IsWorkday
from storage.database import Database
from storage.self_audit import results
from storage.self_audit.results import Found

if TYPE_CHECKING:
    from reminders.schedule import Jobs

log = logging.getLogger(__name__)

BEGIN_MINUTES = 45  # so long before the digest's hour the first of the day's warnings is written at the earliest


async def audit(jobs: "Jobs") -> None:
    """On the readers' thread, so that no chat waits. Twice a day does no harm."""
    database, now = jobs.database, jobs.clock()
    if await database.read_at_leisure(audit_once, database, jobs.profile, now, jobs.is_workday):
        jobs.wake()


async def late(jobs: "Jobs") -> None:
    """Where the program was down in the morning: what the day asks for is written first, as at any start."""
    if not await jobs.database.read(results.is_done, jobs.clock().astimezone(jobs.zone).date()):
        await jobs.catch_up()
        await audit(jobs)


def audit_once(session: Session, database: Database, profile: Profile, now: datetime, is_workday: IsWorkday) -> int:
    """Compares, logs, writes it down and tells; nothing where the day has been audited. Returns the notices."""
    local = now.astimezone(ZoneInfo(profile.timezone))
    if results.is_done(session, local.date()):
        return 0
    digest = datetime.combine(local.date(), time(profile.first_digest_hour), local.tzinfo)
    found = compare(session, profile, now, is_workday, digest - timedelta(minutes=BEGIN_MINUTES))
    _log(found)
    return database.write_now(results.write, now, profile, found)


def _log(found: Found) -> None:
    counts = ", ".join(f"{fault.value} {found.count(fault)}" for fault in Fault)
    lost = ", ".join(f"{state.value} {len(people)}" for state, people in found.undelivered.items()) or "none"
    level = logging.WARNING if found.differences else logging.INFO
    log.log(level, "Self-audit of %s: %d warnings, %s; not delivered to: %s", found.day, found.expected, counts, lost)
