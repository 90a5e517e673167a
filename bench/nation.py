"""`python -m bench.nation FOLDER POSTS`: a database of so many village chiefs, most of whom patrolled last week.

One in fifty goes on leave this week, one water in a hundred is under an alert: the scan reads them for everybody.

Only what the scan reads is made: regions, waters, people, posts, appointments, patrols; in bulk, below the ORM.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from bench.bulk import Row, insert_all
from rules.absences import LeaveState
from rules.alerts import AlertKind, Colour
from rules.evidence import Grade
from rules.roles import Level, Role
from storage import schema
from storage.database import open_database
from storage.models import Alert, Appointment, Leave, Patrol, PatrolMode, PatrolState, Person, Post, Region, Water

MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # 08:00 in Shanghai; the week before has ended
SINCE = date(2025, 1, 1)
LAZY = 20  # one in so many has not patrolled
AWAY = 50
ALERTED = 100
THIS_WEEK = (date(2026, 11, 24), date(2026, 11, 29))
TOWN = 1  # the region above all villages


def main(folder: str, posts: int) -> None:
    """Makes the database."""
    database = open_database(address(folder))
    schema.upgrade(database.engine)
    with database.engine.begin() as connection:
        appoint(connection, posts)
        insert_all(connection, Patrol, _patrols(posts))
        insert_all(connection, Leave, _leaves(posts))
        insert_all(connection, Alert, _alerts(posts))
    database.close()


def address(folder: str) -> str:
    """Where it is."""
    return f"sqlite:///{Path(folder) / 'nation.db'}"


def appoint(connection: Connection, count: int, level: Level = Level.TOWNSHIP) -> None:
    """So many village chiefs, each with a village and a reach, below one region of a level."""
    insert_all(connection, Region, _regions(count, level))
    insert_all(connection, Water, _waters(count))
    insert_all(connection, Person, ({"id": n, "name": f"河长{n}", "phone": f"+8610{n:09d}"} for n in _each(count)))
    insert_all(connection, Post, _posts(count))
    insert_all(connection, Appointment, _appointments(count))


def _each(count: int) -> range:
    return range(1, count + 1)


def _regions(count: int, level: Level) -> Iterator[Row]:
    yield {"id": TOWN, "code": "T", "name": "镇", "level": level, "parent_id": None, "path": f"/{TOWN}/"}
    for n in _each(count):
        number = TOWN + n
        yield {"id": number, "code": f"V{n}", "name": f"村{n}", "level": Level.VILLAGE, "parent_id": TOWN,
               "path": f"/{TOWN}/{number}/"}  # fmt: skip


def _waters(count: int) -> Iterator[Row]:
    for n in _each(count):
        yield {"id": n, "code": f"W{n}", "name": f"河段{n}", "kind": "河段", "path": f"/{n}/", "region_id": TOWN + n}


def _posts(count: int) -> Iterator[Row]:
    for n in _each(count):
        yield {"id": n, "key": f"P{n}", "role": Role.RIVER_CHIEF, "level": Level.VILLAGE, "region_id": TOWN + n,
               "water_id": n}  # fmt: skip


def _appointments(count: int) -> Iterator[Row]:
    for n in _each(count):
        yield {"id": n, "post_id": n, "person_id": n, "title": "", "from_on": SINCE}


def _patrols(count: int) -> Iterator[Row]:
    # Nobody is overdue for a week that began before the records: one patrol stands before last week.
    yield patrol(1, MONDAY - timedelta(days=8))
    for n in _each(count):
        if n % LAZY:
            yield patrol(n, MONDAY - timedelta(days=1 + n % 6, minutes=n % 300))


def _leaves(count: int) -> Iterator[Row]:
    for n in range(1, count + 1, AWAY):
        yield {"person_id": n, "from_on": THIS_WEEK[0], "until_on": THIS_WEEK[1], "state": LeaveState.GRANTED,
               "asked_at": MONDAY}  # fmt: skip


def _alerts(count: int) -> Iterator[Row]:
    for n in range(1, count + 1, ALERTED):
        yield {"region_id": TOWN + n, "water_id": n, "kind": AlertKind.WATER_QUALITY, "colour": Colour.YELLOW,
               "from_on": THIS_WEEK[0], "until_on": THIS_WEEK[1], "set_at": MONDAY, "set_by_id": n}  # fmt: skip


def patrol(number: int, started: datetime) -> Row:
    """One of a chief's that counts."""
    return {
        "post_id": number,
        "person_id": number,
        "water_id": number,
        "state": PatrolState.FINISHED,
        "mode": PatrolMode.PIN,
        "started_at": started,
        "ended_at": started + timedelta(minutes=20),
        "grade": Grade.B,
        "counts": True,
    }


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
