"""One seam runs one function in one transaction; many may knock at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Event

import anyio
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from storage.database import Database, open_database
from storage.models import Account, Person
from tests.county import FOUNDED
from tests.databases import Maker
from tests.washing import Washed

pytestmark = pytest.mark.anyio


@pytest.fixture
def database(database: Washed) -> Washed:
    """As in the program."""
    database.has_worker = True
    return database


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Person)) or 0


def add(session: Session, name: str) -> None:
    session.add(Person(name=name))


async def test_a_function_that_raises_leaves_nothing(database: Database) -> None:
    def fail(session: Session) -> None:
        add(session, "张三")
        session.flush()
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        await database.transact(fail)
    assert await database.read(count) == 0


async def test_what_was_written_is_read_on_every_way(database: Database) -> None:
    await database.transact(add, "张三")
    assert await database.read(count) == 1
    assert await database.read_at_leisure(count) == 1


async def test_four_hundred_writes_at_once_all_succeed(database: Database) -> None:
    def look_then_write(session: Session, name: str) -> None:
        count(session)
        add(session, name)

    def hand(number: int) -> None:
        for serial in range(50):
            database.write_now(look_then_write, f"{number}-{serial}")

    with ThreadPoolExecutor(4) as hands:
        list(hands.map(hand, range(4)))
    async with anyio.create_task_group() as group:
        for serial in range(200):
            group.start_soon(database.transact, look_then_write, str(serial))
    assert await database.read(count) == 400


async def test_a_long_read_keeps_no_writer_waiting(database: Database) -> None:
    written, reading = Event(), Event()

    def read_slowly(session: Session) -> tuple[int, int]:
        before = count(session)
        reading.set()
        assert written.wait(10)
        return before, before

    async with anyio.create_task_group() as group:
        group.start_soon(database.read_at_leisure, read_slowly)
        await anyio.to_thread.run_sync(reading.wait, 10)
        with anyio.fail_after(5):
            await database.transact(add, "张三")
        written.set()


async def test_nobody_is_pointed_at_who_is_not_there(database: Database) -> None:
    account = Account(person_id=99, telegram_id=1, chat_id=1, bound_at=FOUNDED)
    with pytest.raises(IntegrityError):
        await database.transact(lambda session: session.add(account))


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    statement = text("SELECT 1")
    assert await database.read(lambda session: session.scalar(statement)) == 1
    with pytest.raises(StatementError, match="without a time zone"):
        await database.read(lambda session: session.scalars(
            select(Account).where(Account.bound_at > datetime(2026, 1, 1))  # noqa: DTZ001 - the fault under test
        ).all())  # fmt: skip


def test_sqlite_writes_to_the_disk_itself_and_waits_its_turn(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a' / 'b' / 'river.db'}")
    with database.engine.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in
                 ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")]  # fmt: skip
    database.close()
    assert found == ["wal", 2, 1, 15_000]


def test_nobody_waits_for_a_lock_for_ever_on_postgresql_either(postgres_databases: Maker) -> None:
    database = postgres_databases()
    with database.engine.connect() as connection:
        assert connection.scalar(text("SHOW lock_timeout")) == "15s"
    database.close()
