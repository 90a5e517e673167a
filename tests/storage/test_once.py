"""Insert what is not there yet, leave what is: the same on both databases."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from storage.database import Database
from storage.models import OfficeEntry, Patrol, TrackPoint
from storage.once import insert_once
from tests.county import County

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def entry(number: int, kind: str = "twin") -> dict[str, Any]:
    return {"key": f"twin:{number}", "kind": kind, "region_id": None, "at": NOW, "values": {"名": number}}


def test_nothing_to_insert_is_nothing(database: Database) -> None:
    assert database.write_now(insert_once, OfficeEntry, []) == []


def test_rows_that_are_there_are_left_as_they_were(database: Database) -> None:
    new = database.write_now(insert_once, OfficeEntry, [entry(1), entry(2)])
    assert len(new) == 2
    assert len(database.write_now(insert_once, OfficeEntry, [entry(2, "other"), entry(3)])) == 1
    kinds = database.read_now(lambda session: session.scalars(select(OfficeEntry.kind).order_by(OfficeEntry.key)).all())
    assert list(kinds) == ["twin", "twin", "twin"]


def test_twins_within_one_call_are_one_row(database: Database) -> None:
    assert len(database.write_now(insert_once, OfficeEntry, [entry(1), entry(1)])) == 1


def test_more_rows_than_a_statement_has_room_for_are_inserted_all_the_same(database: Database) -> None:
    new = database.write_now(insert_once, OfficeEntry, [entry(number) for number in range(9_000)])
    assert len(new) == len(set(new)) == 9_000
    count = database.read_now(lambda session: session.scalar(select(func.count()).select_from(OfficeEntry)))
    assert count == 9_000


def test_a_key_of_two_columns_counts_as_one(database: Database, county: County) -> None:
    patrol = Patrol(post_id=county.posts["zhang"], person_id=county.people["zhang"], started_at=NOW,
                    water_id=county.waters["lower"])  # fmt: skip
    database.write_now(lambda session: session.add(patrol))
    point = {"patrol_id": patrol.id, "at": NOW, "lat": 29.59, "lon": 106.22, "accuracy": None, "pin": False}
    for _ in range(2):
        database.write_now(insert_once, TrackPoint, [point])
    assert database.read_now(lambda session: session.scalar(select(func.count()).select_from(TrackPoint))) == 1
