"""`python -m bench.issues FOLDER ISSUES`: a database with a ledger of so many issues, most of them closed off.

Twenty townships of ten villages with a reach, a chief and a unit each; every issue has the steps of its way.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.bulk import Row, insert_all
from rules.issue_states import Act, State
from rules.issue_types import Severity
from rules.roles import Level, Role
from rules.sources import Source
from storage import schema
from storage.database import open_database
from storage.models import Appointment, Base, Issue, IssueStep, Person, PlaceBy, Post, Region, Unit, Water

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
TOWNS, VILLAGES = 20, 10
OFFICE = 1  # the person and the post that assign and review
_WORDS = (
    "桥下有一堆建筑垃圾，约两立方米，靠近码头左岸",
    "排水口流出黄色污水，有气味",
    "岸边开垦菜地约三十平方米",
    "河面漂浮物",
)
_TYPES = ("dumping", "discharge", "reclamation", "floating")


def main(folder: str, issues: int) -> None:
    """Makes the database."""
    database = open_database(address(folder))
    schema.upgrade(database.engine)
    with database.engine.begin() as connection:
        for table, rows in _places():
            insert_all(connection, table, rows)
        insert_all(connection, Issue, (_issue(n) for n in range(1, issues + 1)))
        insert_all(connection, IssueStep, (step for n in range(1, issues + 1) for step in _steps(n)))
    database.close()


def address(folder: str) -> str:
    """Where it is."""
    return f"sqlite:///{Path(folder) / 'issues.db'}"


def _places() -> Iterator[tuple[type[Base], list[Row]]]:
    villages = [(1 + TOWNS + n, 2 + n // VILLAGES) for n in range(TOWNS * VILLAGES)]
    county = {"id": 1, "code": "C", "name": "区", "level": Level.COUNTY, "path": "/1/", "parent_id": None}
    towns = [{"id": 2 + n, "code": f"T{n}", "name": f"第{n + 1}镇", "level": Level.TOWNSHIP, "path": f"/1/{2 + n}/",
              "parent_id": 1} for n in range(TOWNS)]  # fmt: skip
    yield Region, [county, *towns]
    yield Region, [{"id": 1 + each, "code": f"V{each}", "name": f"第{each}村", "level": Level.VILLAGE,
                    "path": f"/1/{town}/{1 + each}/", "parent_id": town} for each, town in villages]  # fmt: skip
    yield Water, [{"id": n + 1, "code": f"W{n}", "name": f"第{n + 1}河段", "kind": "河段", "path": f"/{n + 1}/",
                   "region_id": 1 + each} for n, (each, _) in enumerate(villages)]  # fmt: skip
    yield Unit, [{"id": n + 1, "code": f"U{n}", "name": f"第{n + 1}镇环卫所", "region_id": 2 + n} for n in range(TOWNS)]
    yield Person, [{"id": n + 1, "name": f"人员{n}", "phone": f"+8610{n:09d}"} for n in range(TOWNS + 1)]
    office = {"id": OFFICE, "key": "O", "role": Role.OFFICE, "level": Level.COUNTY, "region_id": 1, "unit_id": None}
    yield Post, [office, *({"id": 2 + n, "key": f"P{n}", "role": Role.UNIT, "level": Level.TOWNSHIP,
                            "region_id": 2 + n, "unit_id": n + 1} for n in range(TOWNS))]  # fmt: skip
    yield Appointment, [{"post_id": n + 1, "person_id": n + 1, "title": "", "from_on": date(2025, 1, 1)}
                        for n in range(TOWNS + 1)]  # fmt: skip


def _issue(n: int) -> Row:
    """The n-th issue; one in ten is still in hand."""
    found, village = _found(n), n % (TOWNS * VILLAGES)
    is_closed = n % 10 > 0
    return {
        "id": n, "number": f"2026-{n:06d}", "source": Source.CHIEF,
        "state": State.CLOSED if is_closed else State.ACCEPTED, "type": _TYPES[n % 4],
        "severity": Severity.GENERAL, "words": _WORDS[n % 4], "reporter_id": OFFICE,
        "water_id": village + 1, "region_id": 2 + TOWNS + village, "lat": 29.5 + n % 997 / 9970,
        "lon": 106.2 + n % 991 / 9910, "place_by": PlaceBy.PIN, "reported_at": found,
        "assignee_post_id": 2 + village // VILLAGES, "requirement": "三日内清运干净，防止反弹", "assigned_at": found,
        "due_on": (found + timedelta(days=7)).date(), "done_at": found + timedelta(days=4) if is_closed else None,
        "closed_at": found + timedelta(days=5) if is_closed else None,
    }  # fmt: skip


def _found(n: int) -> datetime:
    return NOW - timedelta(days=10 + n % 300, minutes=n % 1440)


def _steps(n: int) -> Iterator[Row]:
    acts = (Act.REGISTER, Act.VERIFY, Act.ASSIGN, Act.ACCEPT, Act.SUBMIT, Act.CONFIRM)
    after = (State.REGISTERED, State.VERIFIED, State.ASSIGNED, State.ACCEPTED, State.DONE, State.CLOSED)
    for day, (act, state) in enumerate(zip(acts, after, strict=True)):
        if day < 4 or n % 10:
            yield {"issue_id": n, "act": act, "before": after[day - 1] if day else None, "after": state,
                   "person_id": OFFICE, "post_id": OFFICE, "at": _found(n) + timedelta(days=day),
                   "words": "都清走了，现场已冲洗" if act is Act.SUBMIT else "",
                   "until_on": (_found(n) + timedelta(days=7)).date() if act is Act.ASSIGN else None}  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
