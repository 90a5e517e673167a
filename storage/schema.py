"""The tables are made and brought up to date by migrations; a database newer than the program is left alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from storage.models import Base
from storage.search import upkeep

MIGRATIONS = "storage:migrations"
VERSIONS = Path(__file__).parent / "migrations" / "versions"


class DatabaseTooNew(Exception):
    """The database was made by a later version of the program."""


def upgrade(engine: Engine, to: str = "head") -> None:
    """Brings the tables up to date (or to an earlier migration).

    Raises DatabaseTooNew and touches nothing if they are ahead of this program.
    """
    if to == "head" and _version(engine) == _newest():
        with _alone(engine) as connection:
            upkeep.upgrade_search(connection)
    else:
        _migrate(engine, to)


def _version(engine: Engine) -> str | None:
    """The migration at which the tables are, if that is certain."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
        return str(found[0]) if len(found) == 1 else None


def _newest() -> str:
    """The last migration that this program has: their files begin with their numbers."""
    return max(path.stem.partition("_")[0] for path in VERSIONS.glob("[!_]*.py"))


def _migrate(engine: Engine, to: str) -> None:
    # Slow to import, and a program that is started again finds its tables as it left them.
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseTooNew(found)
    with _alone(engine) as connection:
        config.attributes["connection"] = connection
        if found != scripts.get_current_head():
            upkeep.stand_aside(connection)
        command.upgrade(config, to)
        upkeep.upgrade_search(connection)


def differences(engine: Engine) -> list[object]:
    """What the tables lack or have too much, compared with the models."""
    from alembic.autogenerate import compare_metadata  # a development need; slow to import
    from alembic.runtime.migration import MigrationContext

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": upkeep.is_model})
        return list(compare_metadata(context, Base.metadata))


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """As below; on PostgreSQL two processes may start at once: the second waits for the first."""
    with _without_references(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(72)"))
        yield connection


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
