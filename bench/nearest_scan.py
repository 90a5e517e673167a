"""`python -m bench.nearest_scan FOLDER POINTS`: lays so many points with keepers, asks for the nearest; says as JSON.

The same question twice at each place: `points.near`, with keeper and chief of each point, and one plain statement of
SQL that reads every point's place, sorts by distance and joins the keepers of the first five.
"""

import json
import math
import statistics
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, text
from sqlalchemy.orm import Session

from bench.bulk import insert_all
from bench.spending import timed
from rules.geodesy import Place
from rules.roles import Level, Role
from storage import schema
from storage.database import open_database
from storage.models import Appointment, Person, Post, Region, Water
from storage.points import finding

DAY = date(2026, 11, 23)
SINCE = date(2025, 1, 1)
QUESTIONS = 200
SIDE = 0.3  # degrees of the square that 14,782 points lie in: a district of some 900 square kilometres
SOUTH, WEST = 29.4, 106.1
KEEPS = 3  # points a keeper
ACROSS = math.cos(math.radians(SOUTH + SIDE / 2))
SCAN = text("""
SELECT w.id, w.name, p.name, p.phone
  FROM (SELECT id, name FROM waters
         WHERE kind = '排口' AND removed_on IS NULL
         ORDER BY (south - :lat) * (south - :lat) + (west - :lon) * (west - :lon) * :across * :across
         LIMIT 5) w
  JOIN posts k ON k.water_id = w.id
  JOIN appointments a ON a.post_id = k.id AND a.from_on <= :day AND (a.until_on IS NULL OR a.until_on >= :day)
  JOIN people p ON p.id = a.person_id AND p.on_roster
""")


def main(folder: str, count: int) -> None:
    """Milliseconds of each way, and at how many places both name the same five."""
    database = open_database(f"sqlite:///{Path(folder) / 'points.db'}")
    schema.upgrade(database.engine)
    side = SIDE * math.sqrt(count / 14_782)
    with database.engine.begin() as connection:
        lay(connection, count, side)
    dice = Random(2)
    places = [Place(SOUTH + dice.random() * side, WEST + dice.random() * side) for _ in range(QUESTIONS)]
    with Session(database.engine) as session:
        finding.near(session, places[0], DAY)  # the statements are built once a process
        asked = [timed(lambda here=here: [near.point.id for near in finding.near(session, here, DAY)])
                 for here in places]  # fmt: skip
        scanned = [timed(lambda here=here: _scan(session, here)) for here in places]
    told = {
        "questions": QUESTIONS,
        **_named("", [taken for _, taken in asked]),
        **_named("scan_", [taken for _, taken in scanned]),
        "same": sum(set(ours) == set(theirs) for (ours, _), (theirs, _) in zip(asked, scanned, strict=True)),
    }
    print(json.dumps(told))


def lay(connection: Connection, count: int, side: float) -> None:
    """Points at random in a square, one chief above all, a keeper for every three."""
    dice, keepers = Random(1), count // KEEPS + 1
    region = {"id": 1, "code": "V", "name": "村", "level": Level.VILLAGE, "path": "/1/"}
    connection.execute(insert(Region), [region])
    insert_all(connection, Water, _waters(dice, count, side))
    people = ({"id": n, "name": f"口长{n}", "phone": f"+8610{n:09d}"} for n in range(1, keepers + 1))
    insert_all(connection, Person, people)
    insert_all(connection, Post, _posts(count))
    insert_all(connection, Appointment, (
        {"id": n, "post_id": n, "person_id": n // KEEPS + 1, "title": "", "from_on": SINCE} for n in range(1, count + 1)
    ))  # fmt: skip


def _waters(dice: Random, count: int, side: float) -> Iterator[dict[str, Any]]:
    for n in range(1, count + 1):
        lat, lon = SOUTH + dice.random() * side, WEST + dice.random() * side
        yield {"id": n, "code": f"P-{n}", "name": f"排口{n}", "kind": "排口", "path": f"/{n}/", "region_id": 1,
               "line": [[lat, lon]], "south": lat, "north": lat, "west": lon, "east": lon}  # fmt: skip


def _posts(count: int) -> Iterator[dict[str, Any]]:
    for n in range(1, count + 1):
        yield {"id": n, "key": f"K{n}", "role": Role.OUTFALL_KEEPER, "level": Level.VILLAGE, "region_id": 1,
               "water_id": n}  # fmt: skip


def _scan(session: Session, here: Place) -> list[int]:
    return list(session.scalars(SCAN, {"lat": here.lat, "lon": here.lon, "across": ACROSS, "day": DAY}))


def _named(prefix: str, taken: list[float]) -> dict[str, float]:
    return {f"{prefix}median": statistics.median(taken) * 1000, f"{prefix}slowest": max(taken) * 1000}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
