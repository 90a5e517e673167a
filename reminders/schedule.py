"""What the bot does unasked, and when: one table. Jobs hold no state; what is due is computed from the records."""

from datetime import time

from reminders import (
    action_items,
    assessments,
    briefs,
    broadcasts,
    circulars,
    duty_lists,
    duty_reports,
    measures,
    overdue_patrols,
    overdue_rectifications,
    overdue_replies,
    overdue_transfers,
    self_reviews,
    snoozed,
)
from reminders.jobs import SHANGHAI, Deed, Jobs, Row, due_between
from reminders.self_audit import nightly
from reminders.telling import Warnings, record_in_pieces
from storage import inbox
from storage.audit import By
from storage.boundary import answering as boundary
from storage.exports import jobs as exports
from storage.inspections import ending
from storage.patrols import walking

__all__ = ["ROWS", "SHANGHAI", "Jobs", "Row", "due_between"]


def _warning_of(warnings: Warnings, subject: str) -> Deed:
    async def warn(jobs: Jobs) -> None:
        database, now = jobs.database, jobs.clock()
        args = (warnings, subject, database, jobs.profile, now, jobs.is_workday)
        if await database.read_at_leisure(record_in_pieces, *args):
            jobs.wake()

    return warn


async def _deliver(jobs: Jobs) -> None:
    jobs.wake()


async def _end_forgotten(jobs: Jobs) -> None:
    """Patrols 巡河, and inspections 督查, whose findings stay hidden until they end."""
    now = jobs.clock()
    ended = await jobs.database.transact(walking.end_forgotten, jobs.profile, now)
    today = now.astimezone(jobs.zone).date()
    if await jobs.database.transact(ending.end_forgotten, jobs.profile, By(now), today) or ended:
        jobs.wake()


async def _repeat_put_off(jobs: Jobs) -> None:
    if await jobs.database.transact(snoozed.repeat, jobs.profile, jobs.clock(), jobs.is_workday):
        jobs.wake()


async def _end_boundary_clocks(jobs: Jobs) -> None:
    if await jobs.database.transact(boundary.escalate_silent, jobs.profile, jobs.clock()):
        jobs.wake()


async def _send_notices(jobs: Jobs) -> None:
    await broadcasts.send_due(jobs.database, jobs.profile, jobs.clock(), jobs.is_workday, jobs.wake)


async def _forget_old_updates(jobs: Jobs) -> None:
    await jobs.database.transact(inbox.forget_old, jobs.clock())


async def _forget_old_exports(jobs: Jobs) -> None:
    await jobs.database.transact(exports.forget_files, jobs.clock())


async def _answer_again(jobs: Jobs) -> None:
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
    Row("warn_of_self_reviews", _warning_of(self_reviews.warnings, self_reviews.SUBJECT),
        digest_minutes=-9, at_start=True),
    Row("draft_circulars", circulars.draft, digest_minutes=-40, at_start=True),
    Row("warn_of_assessments", _warning_of(assessments.warnings, assessments.SUBJECT),
        digest_minutes=-5, at_start=True),
    Row("warn_of_duty_reports", _warning_of(duty_reports.warnings, duty_reports.SUBJECT),
        digest_minutes=-8, at_start=True),
    Row("tell_of_duty_lists", duty_lists.tell_newcomers, digest_minutes=-8, at_start=True),
    Row("prepare_briefs", briefs.prepare, digest_minutes=-7, at_start=True),
    Row("prepare_late_briefs", briefs.prepare, time(17, 0)),
    Row("warn_of_measures", _warning_of(measures.warnings, measures.SUBJECT), digest_minutes=-8, at_start=True),
    Row("self_audit", nightly.audit, digest_minutes=-2),
    Row("late_self_audit", nightly.late, time(21, 0)),  # where the program was down in the morning
    Row("digest", _deliver, digest_minutes=0),
    Row("repeat_put_off", _repeat_put_off, every=5, at_start=True),
    Row("end_forgotten_patrols", _end_forgotten, every=5, at_start=True),
    Row("end_boundary_clocks", _end_boundary_clocks, every=10, at_start=True),
    Row("send_notices", _send_notices, every=1, at_start=True),
    Row("answer_again", _answer_again, every=1),
)  # fmt: skip
