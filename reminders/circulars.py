"""The calendar drafts what is due 通报: on the first day after a period a draft lies before the office, told once."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules import circulars as rules
from rules.circulars import CircularRule
from rules.periods import Span
from rules.profile import Profile
from rules.workdays import IsWorkday
from storage.audit import By
from storage.circulars import cards, computing, drafting, objecting, telling
from storage.circulars.computing import Computed
from storage.database import Database
from storage.models import Circular
from storage.posts import duties

if TYPE_CHECKING:
    from reminders.schedule import Jobs

OUTAGE_DAYS = 10  # a program that was down for so long still drafts; what is older the office begins by hand


async def draft(jobs: "Jobs") -> None:
    """As the calendar calls it: on the readers' thread, so that no chat waits for a county's quarter."""
    database = jobs.database
    await database.read_at_leisure(draft_due, database, jobs.profile, jobs.clock(), jobs.is_workday)
    jobs.wake()


def draft_due(session: Session, database: Database, profile: Profile, now: datetime, is_workday: IsWorkday) -> int:
    """Drafts what has no notice yet and says which objection windows are over; returns how many drafts are new.

    Reads with the session given and writes each draft in a short transaction of its own, as a county's quarter takes
    seconds to compute. A second run adds nothing; after an outage the period just gone by is still drafted.
    """
    today = now.astimezone(ZoneInfo(profile.timezone)).date()
    drafted = 0
    for region_id in computing.home(session, profile):
        for rule, span in due(session, profile, region_id, today):
            told = computing.compute(session, profile, rule, span, region_id, today, is_workday)
            drafted += database.write_now(_begin, told, now, today)
    for circular in objecting.windows_over(session, today):
        database.write_now(_say_over, circular.id, now, today)
    return drafted


def due(session: Session, profile: Profile, region_id: int, today: date) -> list[tuple[CircularRule, Span]]:
    """The last period of each rule that has no notice; nothing for a period that was over before the records began."""
    began = duties.records_began(session, ZoneInfo(profile.timezone))
    wanted = []
    for rule, span in rules.due(profile.circulars, today):
        begun = cards.ever_begun(session, region_id, rule.form, rule.period)
        if began is not None and began <= span.last and span.first not in begun and _lately(span, today):
            wanted.append((rule, span))
    return wanted


def _lately(span: Span, today: date) -> bool:
    return (today - span.last).days <= OUTAGE_DAYS


def _begin(session: Session, told: Computed, now: datetime, today: date) -> int:
    circular_id = drafting.begin(session, By(now), told)
    if circular_id is None:
        return 0
    telling.tell_ready(session, By(now), session.get_one(Circular, circular_id), today)
    return 1


def _say_over(session: Session, circular_id: int, now: datetime, today: date) -> None:
    circular = session.get_one(Circular, circular_id)
    telling.tell_over(session, By(now), circular, objecting.waiting(session, circular_id), today)
