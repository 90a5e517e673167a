"""The lease on the database: who has it works, others stand by (see also `test_kill.py`)."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from storage import lease
from storage.database import Database
from storage.models import Lease

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
SIX = timedelta(seconds=6)


def nobody(_holder: str) -> bool:
    return False


def test_who_has_the_lease_keeps_it_until_it_runs_out(sqlite_database: Database) -> None:
    take = sqlite_database.write_now
    assert take(lease.take, "one", NOON, SIX, nobody) is None
    assert take(lease.take, "two", NOON + timedelta(seconds=5), SIX, nobody) == "one"
    assert take(lease.take, "one", NOON + timedelta(seconds=5), SIX, nobody) is None
    assert take(lease.take, "two", NOON + timedelta(seconds=10), SIX, nobody) == "one"
    assert take(lease.take, "two", NOON + timedelta(seconds=11), SIX, nobody) is None
    assert take(lease.take, "one", NOON + timedelta(seconds=12), SIX, nobody) == "two"
    with sqlite_database.engine.connect() as connection:
        assert connection.execute(select(Lease.turn)).scalar_one() == 2


def test_a_holder_known_to_be_dead_or_that_gave_up_is_not_waited_for(database: Database) -> None:
    take = database.write_now
    assert take(lease.take, "one", NOON, SIX, nobody) is None
    assert take(lease.take, "two", NOON, SIX, lambda holder: holder == "one") is None
    take(lease.give_up, "one")  # has it no more: nothing happens
    assert take(lease.take, "three", NOON, SIX, nobody) == "two"
    take(lease.give_up, "two")
    assert take(lease.take, "three", NOON, SIX, nobody) is None
