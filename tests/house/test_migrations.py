"""The migrations lead to exactly the tables that the models describe, on both databases, and are numbered words."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, text

from storage import schema
from storage.database import Database
from storage.models import Base

# What later tables and columns refer to, and what refers to that.
FIRST_TABLES = ("regions", "people", "issues", "issue_steps", "outbox", "media")
VERSIONS = Path(schema.__file__).parent / "migrations" / "versions"


def emptied(database: Database) -> Database:
    """Without any table: the test's copies have them from the models, not from the migrations."""
    Base.metadata.drop_all(database.engine)
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    return database


def test_the_migrated_tables_are_those_of_the_models(database: Database) -> None:
    migrated = emptied(database)
    schema.upgrade(migrated.engine)
    assert schema.differences(migrated.engine) == []
    schema.upgrade(migrated.engine)


def test_what_was_stored_before_is_there_after_every_migration(database: Database) -> None:
    before = emptied(database)
    schema.upgrade(before.engine, "0001")
    with before.engine.begin() as connection:
        for name in FIRST_TABLES:
            _fill(connection, name)
    schema.upgrade(before.engine)
    assert schema.differences(before.engine) == []
    with before.engine.begin() as connection:
        counted = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in FIRST_TABLES}  # noqa: S608
        assert counted == dict.fromkeys(FIRST_TABLES, 1)
        if before.is_sqlite:
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def _fill(connection: Connection, name: str) -> None:
    """One row with something in every column that wants it; what it refers to is always number 1."""
    table = Table(name, MetaData(), autoload_with=connection)
    told = {column.name: _something(column) for column in table.columns if not column.nullable}
    connection.execute(table.insert().values(told))


def _something(column: Column[Any]) -> Any:
    kinds = {int: 1, bool: False, str: "x", dict: [], datetime: datetime(2026, 11, 22, 1, 0, tzinfo=UTC)}
    return next((each for kind, each in kinds.items() if column.type.python_type is kind), None)


def test_migrations_are_numbered_words_and_say_what_they_do() -> None:
    files = [path for path in sorted(VERSIONS.glob("*.py")) if path.name != "__init__.py"]
    assert [path.name[:4] for path in files] == [f"{number:04d}" for number in range(1, len(files) + 1)]
    for path in files:
        assert re.fullmatch(r"\d{4}_[a-z_]+\.py", path.name)
        assert path.read_text(encoding="utf-8").startswith('"""')
