"""The tables are made and brought up to date by migrations; a database newer than the program is left alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from storage.models import Base
from storage.search import upkeep

MIGRATIONS = "storage:migrations"


class DatabaseTooNew(Exception):
    """The database was made by a later version of the program."""


def upgrade(engine: Engine, to: str = "head") -> None:
    """Brings the tables up to date (or to an earlier migration).

    Raises DatabaseTooNew and touches nothing if they are ahead of this program.
    """
    config = _config()
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseTooNew(found)
    with _without_references(engine) as connection:
        if engine.dialect.name == "postgresql":  # two processes may start at once: the second waits for the first
            connection.execute(text("SELECT pg_advisory_xact_lock(72)"))
        config.attributes["connection"] = connection
        if found != scripts.get_current_head():
            upkeep.stand_aside(connection)
        command.upgrade(config, to)
        upkeep.upgrade_search(connection)


def differences(engine: Engine) -> list[object]:
    """What the tables lack or have too much, compared with the models."""
    from alembic.autogenerate import compare_metadata  # a development need; slow to import

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": upkeep.is_model})
        return list(compare_metadata(context, Base.metadata))


@contextmanager
def _without_references(engine: Engine) -> Iterator[Connection]:
    """One transaction; on SQLite references are checked at its end only.

    SQLite changes a table by making it anew and dropping the old one, which rows that refer to it would forbid. The
    pragma is not heard within a transaction.
    """
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if is_sqlite:
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if is_sqlite and driver.execute("PRAGMA foreign_key_check").fetchone() is not None:
                    raise IntegrityError("PRAGMA foreign_key_check", None, ValueError("rows refer to nothing"))
        finally:
            if is_sqlite:
                driver.execute("PRAGMA foreign_keys=ON")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    return config
