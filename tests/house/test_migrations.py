"""The migrations lead to exactly the tables that the models describe, on both databases, and are numbered words."""

import re
from pathlib import Path

from sqlalchemy import text

from storage import schema
from storage.database import Database
from storage.models import Base

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


def test_migrations_are_numbered_words_and_say_what_they_do() -> None:
    files = [path for path in sorted(VERSIONS.glob("*.py")) if path.name != "__init__.py"]
    assert [path.name[:4] for path in files] == [f"{number:04d}" for number in range(1, len(files) + 1)]
    for path in files:
        assert re.fullmatch(r"\d{4}_[a-z_]+\.py", path.name)
        assert path.read_text(encoding="utf-8").startswith('"""')
