"""`python -m bench.circular_scan FOLDER CHIEFS`: a year of weekly patrols, then the third quarter's notice from them.

The same question by plain SQL in the same run: how many chiefs have a week of the quarter without a patrol that counts.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench import nation
from bench.bulk import insert_all
from bench.spending import peak, timed
from bot.holidays import is_workday
from documents.circulars.file import circular_file
from rules import profile as profiles
from rules.circulars import CircularRule, Form
from rules.periods import Period, span
from rules.profile import Profile
from rules.roles import Level
from storage import schema
from storage.audit import By
from storage.circulars import computing, drafting
from storage.circulars.computing import Computed
from storage.circulars.snapshot import facts
from storage.database import Database, open_database
from storage.models import Circular, Patrol

TODAY = date(2026, 10, 1)
WEEKS = [date(2025, 10, 6) + timedelta(weeks=n) for n in range(52)]  # Mondays, up to the end of September
QUARTER = span(Period.QUARTER, date(2026, 9, 30))


def main(folder: str, chiefs: int) -> None:
    """Seconds of each part, and the peak of resident megabytes before the SQL is asked."""
    database, profile = open_database(nation.address(folder)), profiles.load("fengjie")
    schema.upgrade(database.engine)
    with database.engine.begin() as connection:
        nation.appoint(connection, chiefs, Level.COUNTY)  # the town is the whole county here: its office issues it
        patrols = insert_all(connection, Patrol, _patrols(chiefs))
    rule = next(rule for rule in profile.circulars if rule.form is Form.CIRCULAR)
    told, computing_took = timed(lambda: database.read_now(_computed, profile, rule))
    circular_id, writing = timed(lambda: database.write_now(_begun, told))
    _, drawing = timed(lambda: _drawn(database, profile, rule, circular_id))
    megabytes = peak()
    counted, counting = timed(lambda: database.read_now(_count, chiefs))
    people = sum(each.subject.person_id is not None for each in told.named)
    figures = {"patrols": patrols, "named": people, "computing": computing_took, "writing": writing}
    print(json.dumps(figures | {"drawing": drawing, "megabytes": megabytes, "counted": counted, "counting": counting}))


def _patrols(chiefs: int) -> Iterator[dict[str, Any]]:
    for week, monday in enumerate(WEEKS):
        for n in range(1, chiefs + 1):
            if n % nation.LAZY or week != len(WEEKS) - 3:
                started = datetime(monday.year, monday.month, monday.day, 1, tzinfo=UTC) + timedelta(days=n % 6)
                yield nation.patrol(n, started)


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


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
