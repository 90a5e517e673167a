"""The two databases that tests run on: a SQLite file and a real PostgreSQL server that the tests start themselves."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import URL, Connection, create_engine, make_url, text

from storage.database import Database, open_database
from storage.models import Base
from tests.homes import in_ci, server_at

Maker = Callable[[], Database]
_serial = count(1)
# What does not lean on the kind of database: the storage tests run on both, and so do the main ways of the dialogs
# (patrol, report, rectification, queue, ledger, binding). `--both-databases` runs these on both, too.
ONE_DATABASE = pytest.mark.one_database


def sqlite_maker(folder: Path) -> Maker:
    """Makes empty SQLite databases by copying one that has all tables."""
    pattern = folder / "pattern.db"
    _with_tables(f"sqlite:///{pattern}")

    def make() -> Database:
        copy = folder / f"{next(_serial)}.db"
        shutil.copyfile(pattern, copy)
        return open_database(f"sqlite:///{copy}")

    return make


def postgres_maker(home: Path) -> Iterator[Maker]:
    """Makes databases from a template, on the one server of all who run tests at once; the last to go stops it."""
    try:
        server = server_at(home)
    except ImportError as absent:
        if in_ci():
            raise
        pytest.skip(f"PostgreSQL tests are left out ({absent}); `make test` on Linux or macOS includes them")
    base = make_url(server.get_uri())
    admin = create_engine(base.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(1)"))  # the first makes the template, the others wait for it
        _make_pattern(connection, base)
        connection.execute(text("SELECT pg_advisory_unlock(1)"))

    def make() -> Database:
        name = f"t{os.getpid()}_{next(_serial)}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE pattern STRATEGY FILE_COPY"))
        made = open_database(base.set(database=name).render_as_string(hide_password=False))
        made.engine.pool._pre_ping = False  # the server does not go away during a test
        return made

    yield make
    admin.dispose()
    server.cleanup()


def _make_pattern(connection: Connection, base: URL) -> None:
    if connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = 'pattern'")):
        return
    # The machine does not lose its power during a test: a database is made in 0.02 s instead of 0.6. And what nobody
    # counts after a minute is planned in the last test as in the first: tables that were found empty are read whole.
    for needless in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
        connection.execute(text(f"ALTER SYSTEM SET {needless} = off"))
    connection.execute(text("SELECT pg_reload_conf()"))
    connection.execute(text("DROP DATABASE IF EXISTS unfinished"))
    connection.execute(text("CREATE DATABASE unfinished"))
    _with_tables(base.set(database="unfinished").render_as_string(hide_password=False))
    connection.execute(text("ALTER DATABASE unfinished RENAME TO pattern"))


def _with_tables(url: str) -> None:
    database = open_database(url)
    Base.metadata.create_all(database.engine)
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
