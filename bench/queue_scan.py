"""`python -m bench.queue_scan FOLDER ISSUES`: makes a ledger, asks what an office asks of it; says the times as JSON.

Each question is asked of the bot's own functions and of one plain statement in the same process; both must come to
the same answer. Words are drawn with a seed.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, text
from sqlalchemy.orm import Session

from bench.bulk import insert_all
from rules.issue_states import State
from rules.issue_types import Severity
from rules.ledger_words import Show
from rules.roles import Level
from rules.sources import Source
from storage.database import open_database
from storage.ledger import listing, paging, queue
from storage.ledger.listing import Asked
from storage.ledger.queue import Waiting
from storage.models import Base, Issue, Person, PlaceBy, Region, Water
from storage.office import sieve
from storage.office.sieve import Kind, Mark, Sieve, View

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OPEN, TOWNS, TIMES = 2_000, 20, 9
TYPES = ("dumping", "sewage_direct", "construction", "floating_matter")
PIECES = (
    "桥下", "岸边", "菜地", "垃圾", "建筑渣土", "污水直排", "养殖粪污", "水面", "漂浮物", "上游", "下游",
    "左岸", "右岸", "围网", "采砂", "大棚", "临时房屋", "倾倒", "排口", "发黑", "臭味", "泡沫", "死鱼", "护栏破损",
)  # fmt: skip
RARE, COMMON, SHORT, NOWHERE = "轮胎堵塞涵洞", "建筑渣土", "死鱼", "灯塔"
COUNTY = View(("/1/",), TODAY, NOW)
TOWN = View(("/1/7/",), TODAY, NOW)
HERE = "r.path LIKE '/1/%'"
FROM = "FROM issues i JOIN regions r ON r.id = i.region_id"
Ask = Callable[[Session], Any]


def main(folder: str, issues: int) -> None:
    """Milliseconds of the bot and of the plain statement, by question."""
    database = open_database(f"sqlite:///{Path(folder) / 'queue.db'}")
    Base.metadata.create_all(database.engine)
    with database.engine.begin() as connection:
        _fill(connection, issues)
    told = {}
    for question, (ask, plain) in database.read_now(_questions).items():
        answers, times = zip(*(database.read_now(_timed, each) for each in (ask, plain)), strict=True)
        if answers[0] != answers[1]:
            raise RuntimeError(f"{question}: {answers[0]!r} is not {answers[1]!r}")
        told[question] = times
    print(json.dumps(told))
    database.close()


def _timed(session: Session, ask: Ask) -> tuple[Any, float]:
    times = []
    for _ in range(TIMES):
        session.expunge_all()
        began = time.process_time()
        answer = ask(session)
        times.append((time.process_time() - began) * 1000)
    return answer, statistics.median(times)


def _questions(session: Session) -> dict[str, tuple[Ask, Ask]]:
    deep = sieve.page(session, COUNTY, Sieve(Kind.VERIFY), None, 400)[-1].mark
    dumping = Sieve(Kind.ANY, type="dumping", severity=Severity.GENERAL)
    verify = f"SELECT i.id {FROM} WHERE i.state = 'registered' AND {HERE} ORDER BY i.turned_at, i.id LIMIT 8"
    states = "('registered', 'verified', 'assigned', 'accepted', 'done')"
    return {
        "how much waits, by group": (
            lambda s: _counts(s),
            _plain(f"""SELECT sum(i.state = 'registered'), sum(i.state = 'done'),
                sum(i.state IN ('assigned', 'accepted') AND i.due_on < '{TODAY}') {FROM} WHERE {HERE}"""),
        ),
        "first page of a group": (_page(COUNTY, Sieve(Kind.VERIFY)), _plain(verify)),
        "its fiftieth page": (_page(COUNTY, Sieve(Kind.VERIFY), deep), _plain(f"{verify} OFFSET 400")),
        "all open, by type and severity": (
            _page(COUNTY, dumping),
            _plain(f"""SELECT i.id {FROM} WHERE i.state IN {states} AND i.type = 'dumping' AND i.severity = 'general'
                AND {HERE} ORDER BY i.turned_at, i.id LIMIT 8"""),
        ),
        "the same in one township": (
            _page(TOWN, replace(dumping, days=30)),
            _plain(f"""SELECT i.id {FROM} WHERE i.state IN {states} AND i.type = 'dumping' AND i.severity = 'general'
                AND r.path LIKE '/1/7/%' AND i.turned_at <= '{NOW - timedelta(days=30):%Y-%m-%d %H:%M:%S}.000000'
                ORDER BY i.turned_at, i.id LIMIT 8"""),
        ),
        "the ledger opened: counts and a page": (
            _opened,
            _plain(f"SELECT count(*) {FROM} WHERE i.state IN {states} AND {HERE}"),
        ),
        **{f"words: {term} ({what})": (_search(term), _plain_search(term)) for what, term in (
            ("rare", RARE), ("common", COMMON), ("two signs", SHORT), ("nowhere", NOWHERE))},
    }  # fmt: skip


def _counts(session: Session) -> list[tuple[int, ...]]:
    found = queue.counted(session, COUNTY.regions, TODAY)
    return [(found[Waiting.VERIFY], found[Waiting.REVIEW], found[Waiting.OVERDUE])]


def _page(view: View, wanted: Sieve, after: Mark | None = None) -> Ask:
    return lambda session: [(line.id,) for line in sieve.page(session, view, wanted, after)]


def _opened(session: Session) -> list[tuple[int, ...]]:
    asked = Asked(COUNTY.regions, TODAY, show=Show.OPEN)
    paging.page(session, asked)
    return [(listing.counted(session, asked)[Show.OPEN],)]


def _search(term: str) -> Ask:
    """As the ledger in chat: the counts on its buttons and a page."""
    asked = Asked(COUNTY.regions, TODAY, terms=(term,), type_names={each: each for each in TYPES})

    def ask(session: Session) -> list[tuple[int, ...]]:
        paging.page(session, asked)
        return [(listing.counted(session, asked)[Show.ALL],)]

    return ask


def _plain_search(term: str) -> Ask:
    return _plain(f"""SELECT count(*) {FROM} LEFT JOIN waters w ON w.id = i.water_id WHERE {HERE} AND (i.number LIKE
        '%{term}%' OR i.words LIKE '%{term}%' OR i.requirement LIKE '%{term}%' OR w.name LIKE '%{term}%'
        OR r.name LIKE '%{term}%')""")  # fmt: skip


def _plain(statement: str) -> Ask:
    return lambda session: [tuple(row) for row in session.execute(text(statement))]


def _fill(connection: Connection, issues: int) -> None:
    county = {"id": 1, "code": "C", "name": "区", "level": Level.COUNTY, "path": "/1/", "parent_id": None}
    towns = [{"id": 2 + n, "code": f"T{n}", "name": f"第{n + 1}镇", "level": Level.TOWNSHIP, "path": f"/1/{2 + n}/",
              "parent_id": 1} for n in range(TOWNS)]  # fmt: skip
    connection.execute(insert(Region), [county, *towns])
    waters = [{"id": n + 1, "code": f"W{n}", "name": f"第{n + 1}河段", "kind": "河段", "path": f"/{n + 1}/",
               "region_id": 2 + n} for n in range(TOWNS)]  # fmt: skip
    connection.execute(insert(Water), waters)
    connection.execute(insert(Person), [{"id": 1, "name": "人员一", "phone": "+8610000000000"}])
    insert_all(connection, Issue, _issues(issues, random.Random(20261123)))


def _issues(count: int, draw: random.Random) -> Iterator[dict[str, Any]]:
    """The newest are open, a quarter of them in each of four states; the others are closed."""
    ways = (State.REGISTERED, State.VERIFIED, State.ACCEPTED, State.DONE)
    for n in range(1, count + 1):
        left = count - n
        words = "，".join(draw.choices(PIECES, k=8)) + (RARE if n % 5_000 == 0 else "")
        found = NOW - timedelta(minutes=left * 40)
        yield {
            "id": n, "number": f"2026-{n:06d}", "source": Source.CHIEF, "type": TYPES[n % 7 % 4],
            "state": ways[left % 4] if left < OPEN else State.CLOSED, "severity": tuple(Severity)[n % 3 % 2],
            "words": words, "reporter_id": 1, "water_id": 1 + n % TOWNS, "region_id": 2 + n % TOWNS,
            "place_by": PlaceBy.PIN, "reported_at": found, "due_on": (found + timedelta(days=7)).date(),
            "closed_at": None if left < OPEN else found + timedelta(days=5),
        }  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
