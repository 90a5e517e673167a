"""`python -m bench.circular_scan FOLDER CHIEFS`: a year of weekly patrols, then the third quarter's notice from them.

The same question by plain SQL in the same run: how many chiefs have a week of the quarter without a patrol that counts.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.orm import Session

from bench import nation
from bot.holidays import is_workday
from documents.circulars.file import circular_file
from rules import profile as profiles
from rules.circulars import CircularRule, Form
from rules.periods import Period, span
from rules.profile import Profile
from storage import schema
from storage.audit import By
from storage.circulars import computing, drafting
from storage.circulars.computing import Computed
from storage.circulars.snapshot import facts
from storage.database import Database, open_database
from storage.models import Appointment, Circular, Patrol, Person, Post, Region, Water

T = TypeVar("T")
TODAY = date(2026, 10, 1)
WEEKS = [date(2025, 10, 6) + timedelta(weeks=n) for n in range(52)]  # Mondays, up to the end of September
QUARTER = span(Period.QUARTER, date(2026, 9, 30))
CHUNK = 50_000


def main(folder: str, chiefs: int) -> None:
    """Seconds of each part, and the peak of resident megabytes before the SQL is asked."""
    database, profile = open_database(nation.address(folder)), profiles.load("fengjie")
    schema.upgrade(database.engine)
    with database.engine.begin() as connection:
        patrols = _county(connection, chiefs)
    rule = next(rule for rule in profile.circulars if rule.form is Form.CIRCULAR)
    told, computing_took = _timed(lambda: database.read_now(_computed, profile, rule))
    circular_id, writing = _timed(lambda: database.write_now(_begun, told))
    _, drawing = _timed(lambda: _drawn(database, profile, rule, circular_id))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counted, counting = _timed(lambda: database.read_now(_count, chiefs))
    people = sum(each.subject.person_id is not None for each in told.named)
    print(json.dumps({"patrols": patrols, "named": people, "computing": computing_took, "writing": writing,
                      "drawing": drawing, "megabytes": peak, "counted": counted, "counting": counting}))  # fmt: skip


def _county(connection: Connection, chiefs: int) -> int:
    nation._insert(connection, Region, _regions(chiefs))
    nation._insert(connection, Water, nation._waters(chiefs))
    nation._insert(connection, Person, ({"id": n, "name": f"河长{n}", "phone": f"+8610{n:09d}"}
                                        for n in range(1, chiefs + 1)))  # fmt: skip
    nation._insert(connection, Post, nation._posts(chiefs))
    nation._insert(connection, Appointment, nation._appointments(chiefs))
    rows, count = _patrols(chiefs), 0
    while chunk := list(islice(rows, CHUNK)):
        connection.execute(insert(Patrol), chunk)
        count += len(chunk)
    return count


def _regions(chiefs: int) -> Iterator[dict[str, Any]]:
    """The town of bench/nation.py is the whole county here: its office issues the notice."""
    for row in nation._regions(chiefs):
        yield row | ({"level": "county"} if row["id"] == nation.TOWN else {})


def _patrols(chiefs: int) -> Iterator[dict[str, Any]]:
    for week, monday in enumerate(WEEKS):
        for n in range(1, chiefs + 1):
            if n % nation.LAZY or week != len(WEEKS) - 3:
                started = datetime(monday.year, monday.month, monday.day, 1, tzinfo=UTC) + timedelta(days=n % 6)
                yield nation._patrol(n, started)


def _computed(session: Session, profile: Profile, rule: CircularRule) -> Computed:
    return computing.compute(session, profile, rule, QUARTER, nation.TOWN, TODAY, is_workday)


def _begun(session: Session, told: Computed) -> int:
    return drafting.begin(session, By(datetime(2026, 10, 1, tzinfo=UTC)), told) or 0


def _drawn(database: Database, profile: Profile, rule: CircularRule, circular_id: int) -> bytes:
    def read(session: Session) -> dict[str, Any]:
        return facts(session, profile, rule, session.get_one(Circular, circular_id), None, TODAY)

    return circular_file(database.read_now(read))


def _count(session: Session, chiefs: int) -> int:
    """Chiefs with fewer weeks patrolled than the quarter has: the weeks that end in it."""
    ended = [monday for monday in WEEKS if QUARTER.holds(monday + timedelta(days=6))]
    first = datetime(ended[0].year, ended[0].month, ended[0].day, tzinfo=UTC) - timedelta(hours=8)
    after = first + timedelta(weeks=len(ended))
    done = (
        select(Patrol.post_id)
        .where(Patrol.counts.is_(True), Patrol.started_at >= first, Patrol.started_at < after)
        .group_by(Patrol.post_id)
        .having(func.count() >= len(ended))
    )  # fmt: skip
    return chiefs - (session.scalar(select(func.count()).select_from(done.subquery())) or 0)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    began = time.process_time()
    return work(), time.process_time() - began


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
