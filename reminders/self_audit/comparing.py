"""What the records ask for on a day, against what the outbox holds."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from reminders import assessments, duty_reports, measures, self_reviews
from reminders.self_audit.matters import matters
from reminders.self_audit.patrols import patrols
from rules.profile import Profile
from rules.self_audit import Difference, Due, Fault, said_twice
from rules.workdays import IsWorkday
from storage import outbox
from storage.self_audit import outbox_rows, results
from storage.self_audit.changes import changed
from storage.self_audit.outbox_rows import Row
from storage.self_audit.results import Found

MOST_EXCUSED = 1_000  # more than a few matters do not change in half an hour: a row of the calendar did not run
_OTHERS = (self_reviews.warnings, duty_reports.warnings, measures.warnings)


def due_on(session: Session, profile: Profile, day: date, is_workday: IsWorkday) -> Iterator[list[Due]]:
    """Every warning that should be out on a day by the records as they are, some thousand at a time."""
    yield from patrols(session, profile, day, is_workday)
    yield from matters(session, profile, day, is_workday)
    for warnings in _OTHERS:
        for some in warnings(session, profile, day, is_workday):
            yield [Due(told.key, told.person_id) for told in some if told.person_id is not None]
    for is_new, some in assessments.everything(session, profile, day, is_workday):
        yield [Due(told.key, told.person_id, is_new) for told in some if told.person_id is not None]


def compare(session: Session, profile: Profile, now: datetime, is_workday: IsWorkday, since: datetime) -> Found:
    """One day's audit. `since`: when the day's warnings began to be written; what changed later asks for none yet."""
    zone = ZoneInfo(profile.timezone)
    today, before = now.astimezone(zone).date(), results.last(session)
    newest = outbox_rows.newest(session)
    fresh = outbox_rows.decided(session, before.outbox_id if before else 0, _midnight(today, zone), zone)
    expected, missing = 0, list[Due]()
    unmatched = {day: dict(told) for day, told in fresh.items()}
    for day in sorted({today, *fresh}):
        for some in due_on(session, profile, day, is_workday):
            for one in some:
                unmatched.get(day, {}).pop(one.key, None)
            if day == today:
                expected += len({one.key for one in some})
                absent = outbox.absent(session, [one.key for one in some if one.required])
                missing += {one.key: one for one in some if one.key in absent}.values()
    return Found(
        today,
        newest,
        expected,
        [
            *(Difference(Fault.MISSING, m.key, m.person_id) for m in missing
              if len(missing) > MOST_EXCUSED or not changed(session, m.key, since)),
            *(_undue(session, row) for told in unmatched.values() for row in told.values()
              if not changed(session, row.told.key, row.at)),
            *(each for told in fresh.values() for each in _twice(told.values())),
            *outbox_rows.stuck(session, now),
        ],
        outbox_rows.undelivered(session, before.at if before else now - timedelta(days=1), now),
    )  # fmt: skip


def _twice(told: Iterable[Row]) -> list[Difference]:
    return [Difference(Fault.TWICE, one.key, one.person_id) for one in said_twice([row.told for row in told])]


def _undue(session: Session, row: Row) -> Difference:
    return Difference(Fault.UNDUE, row.told.key, row.told.person_id)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)
