"""The table of what runs when: its hours, its order, what each row does, and that twice does no harm."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from telegram.ext import ApplicationBuilder, JobQueue

from reminders.schedule import ROWS, Jobs, due_between
from rules.profile import Profile
from storage import inbox
from storage.database import Database
from storage.models import Account, InboxUpdate, Notice, Patrol, PatrolState
from tests.county import County
from tests.reminders.records import SHANGHAI, assigned, at, walked
from tests.river import TOKEN, HandClock
from tests.rules.calendar_of_2026 import is_workday

SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)


@dataclass
class Bench:
    """The table at work, its clock, and what it called."""

    jobs: Jobs
    clock: HandClock
    calls: list[str] = field(default_factory=list)

    async def runs(self, name: str) -> None:
        await self.jobs.run(next(row for row in self.jobs.rows if row.name == name))


@pytest.fixture
def bench(sqlite_database: Database, profile: Profile) -> Bench:
    calls: list[str] = []
    clock = HandClock(at(MONDAY, 7, 30))

    async def answer_again() -> None:
        calls.append("answer_again")

    def wake() -> None:
        calls.append("wake")

    more = {"answer_again": answer_again}
    return Bench(Jobs(ROWS, sqlite_database, profile, clock, SHANGHAI, is_workday, wake, more), clock, calls)


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


def _listed(bench: Bench, start: datetime, end: datetime) -> list[str]:
    found = due_between(bench.jobs.rows, start, end)
    return [f"{moment.astimezone(SHANGHAI):%d. %H:%M} {row.name}" for moment, row in found]


def test_a_day_in_its_order_with_the_warnings_written_before_the_digest(bench: Bench) -> None:
    assert _listed(bench, at(MONDAY, 0, 0), at(MONDAY, 23, 59)) == [
        "23. 03:30 forget_old_updates",
        "23. 03:40 forget_old_exports",
        "23. 07:20 draft_circulars",
        "23. 07:30 warn_of_patrols",
        "23. 07:35 warn_of_rectifications",
        "23. 07:40 warn_of_items",
        "23. 07:45 warn_of_replies",
        "23. 07:50 warn_of_transfers",
        "23. 07:51 warn_of_self_reviews",
        "23. 07:52 warn_of_duty_reports",
        "23. 07:52 tell_of_duty_lists",
        "23. 07:52 warn_of_measures",
        "23. 07:53 prepare_briefs",
        "23. 07:55 warn_of_assessments",
        "23. 07:58 self_audit",
        "23. 08:00 digest",
        "23. 17:00 prepare_late_briefs",
        "23. 21:00 late_self_audit",
        "23. 23:50 end_boundary_clocks",
        "23. 23:55 repeat_put_off",
        "23. 23:55 end_forgotten_patrols",
        "23. 23:59 send_notices",
        "23. 23:59 answer_again",
    ]


def test_a_jump_over_a_quarter_names_every_day_once(bench: Bench) -> None:
    found = due_between(bench.jobs.rows, at(date(2026, 10, 1), 0), at(date(2026, 12, 31), 23, 59))

    assert [row.name for _, row in found].count("warn_of_patrols") == 92
    assert [row.name for _, row in found].count("end_forgotten_patrols") == 92
    assert [moment for moment, _ in found] == sorted(moment for moment, _ in found)


@pytest.mark.parametrize(
    ("start", "end", "rings"),
    [
        (at(MONDAY, 7, 30), at(MONDAY, 7, 34), False),  # it rang when the clock came there
        (at(MONDAY, 7, 29), at(MONDAY, 7, 30), True),
        (at(MONDAY, 7, 29) + timedelta(seconds=30), at(MONDAY, 7, 29) + timedelta(seconds=59), False),
    ],
)
def test_the_start_is_excluded_and_the_end_included(bench: Bench, start: datetime, end: datetime, rings: bool) -> None:
    assert ("23. 07:30 warn_of_patrols" in _listed(bench, start, end)) is rings


@pytest.mark.parametrize(("hour", "warned_at", "first"), [(0, time(23, 30), time(0)), (9, time(7, 30), time(8))])
def test_warnings_are_written_before_the_earliest_digest_that_anybody_may_choose(
    bench: Bench, profile: Profile, hour: int, warned_at: time, first: time
) -> None:
    at_hour = replace(profile, quiet=replace(profile.quiet, digest_hour=hour))
    jobs = replace(bench.jobs, rows=ROWS, profile=at_hour)

    hours = {row.name: row.at for row in jobs.rows}
    assert (hours["warn_of_patrols"], hours["digest"]) == (warned_at, first)


def test_a_row_that_has_no_hour_yet_does_not_ring() -> None:
    digest = next(row for row in ROWS if row.name == "digest")
    with pytest.raises(ValueError, match="digest has no hour yet"):
        digest.trigger()


def test_on_the_timer_late_runs_are_made_up_for_by_one(bench: Bench) -> None:
    application: Any = ApplicationBuilder().token(TOKEN).job_queue(JobQueue()).build()
    bench.jobs.register(application.job_queue)

    jobs = application.job_queue.scheduler.get_jobs()
    assert {job.name for job in jobs} == {row.name for row in ROWS}
    assert {(job.misfire_grace_time, job.coalesce, job.max_instances) for job in jobs} == {(None, True, 1)}
    assert {str(job.trigger.timezone) for job in jobs} == {"Asia/Shanghai"}


async def test_warnings_are_written_once_and_the_delivery_is_woken(bench: Bench, county: County) -> None:
    database = bench.jobs.database
    database.write_now(lambda session: session.execute(update(Account).values(bound_at=at(date(2026, 11, 16)))))
    database.write_now(assigned, county, "2026-0001", "zhao", SUNDAY)

    await bench.runs("warn_of_patrols")
    patrols = _count(database)
    await bench.runs("warn_of_rectifications")
    assert (patrols, _count(database), bench.calls) == (4, 5, ["wake", "wake"])

    await bench.runs("warn_of_patrols")
    await bench.runs("warn_of_rectifications")
    assert (_count(database), bench.calls) == (5, ["wake", "wake"])


async def test_a_forgotten_patrol_is_ended_and_its_chief_told(bench: Bench, county: County) -> None:
    database = bench.jobs.database
    database.write_now(_still_going, county)

    await bench.runs("end_forgotten_patrols")
    await bench.runs("end_forgotten_patrols")

    assert database.read_now(lambda session: session.scalar(select(Patrol.state))) == PatrolState.LAPSED
    assert (_count(database), bench.calls) == (1, ["wake"])


async def test_updates_answered_long_ago_are_forgotten(bench: Bench) -> None:
    database, now = bench.jobs.database, bench.clock()
    for update_id, age in ((1, 31), (2, 29)):
        database.write_now(inbox.receive, [{"update_id": update_id}], now - timedelta(days=age))
        database.write_now(inbox.mark_done, [update_id])

    await bench.runs("forget_old_updates")

    assert database.read_now(lambda session: session.scalars(select(InboxUpdate.update_id)).all()) == [2]


async def test_the_digest_and_unanswered_updates_are_only_called_for(bench: Bench) -> None:
    await bench.runs("digest")
    await bench.runs("answer_again")

    assert bench.calls == ["wake", "answer_again"]


async def test_after_an_outage_everything_that_came_due_is_made_up_for_at_the_start(
    bench: Bench, county: County
) -> None:
    database = bench.jobs.database
    database.write_now(assigned, county, "2026-0001", "zhao", MONDAY)
    database.write_now(_still_going, county)

    await bench.jobs.catch_up()

    kinds = database.read_now(lambda session: session.scalars(select(Notice.kind)).all())
    assert "rectification_warning/due" in kinds
    assert any(kind.startswith("patrol/") for kind in kinds)


def test_every_row_has_a_name_of_its_own() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)


def _still_going(session: Session, county: County) -> None:
    walked(session, county, "zhang", at(SUNDAY, 9), state=PatrolState.OPEN)


def _count(database: Database) -> int:
    return database.read_now(lambda session: session.scalar(select(func.count(Notice.id)))) or 0
