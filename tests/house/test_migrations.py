"""The migrations lead to exactly the tables that the models describe, on both databases, and are numbered words."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, MetaData, Table, text

from storage import schema
from storage.database import Database, open_database

# What later tables and columns refer to, and what refers to that.
FIRST_TABLES = ("regions", "people", "issues", "issue_steps", "outbox", "media")
VERSIONS = Path(schema.__file__).parent / "migrations" / "versions"


@pytest.fixture(params=["sqlite", "postgresql"])
def without_tables(request: pytest.FixtureRequest, shelf: Path) -> Iterator[Database]:
    """A database of its own, of each kind in turn, in which there is nothing yet."""
    if request.param == "sqlite":
        made = open_database(f"sqlite:///{shelf / 'without_tables.db'}")
    else:
        made = request.getfixturevalue("postgres_databases")()
        with made.engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    yield made
    made.close()


def test_the_migrated_tables_are_those_of_the_models_and_what_was_stored_before_is_there(
    without_tables: Database,
) -> None:
    engine = without_tables.engine
    schema.upgrade(engine, "0001")
    with engine.begin() as connection:
        for name in FIRST_TABLES:
            _fill(connection, name)
    schema.upgrade(engine)
    assert schema.differences(engine) == []
    schema.upgrade(engine)
    with engine.begin() as connection:
        counted = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in FIRST_TABLES}  # noqa: S608
        assert counted == dict.fromkeys(FIRST_TABLES, 1)
        if without_tables.is_sqlite:
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def _fill(connection: Connection, name: str) -> None:
    """One row with something in every column that wants it; what it refers to is always number 1."""
    table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
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
