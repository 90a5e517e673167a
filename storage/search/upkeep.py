"""Makes and fills the search documents: one for each issue, with all that was written about it.

They are derived, like an index: no table of the models, in no backup, made anew where they lack. Names (of waters,
regions, units, people, types) are not copied into them: those change without the issue, see storage/search/terms.py.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.models.base import Base
from storage.search import on_postgres, on_sqlite

PREFIX = "issue_search"
_TURNED = """UPDATE issues SET
    turned_at = coalesce((SELECT s."at" FROM issue_steps s WHERE s.id = ({last})), reported_at),
    turned_by = (SELECT s.act FROM issue_steps s WHERE s.id = ({last}))
    WHERE turned_at IS NULL"""
_LAST = """SELECT max(t.id) FROM issue_steps t
    WHERE t.issue_id = issues.id AND (t.before IS NULL OR t.before <> t.after)"""


class Means(StrEnum):
    """By which words are found; the answers are the same."""

    FTS5 = "SQLite FTS5 (trigram)"
    TRIGRAMS = "PostgreSQL pg_trgm"
    PLAIN = "plain comparison (PostgreSQL without pg_trgm: install postgresql-contrib for large ledgers)"


def upgrade_search(connection: Connection) -> Means:
    """Makes what lacks and fills in what is not searchable yet, in the connection's transaction; again is harmless."""
    is_sqlite = connection.dialect.name == "sqlite"
    if not any(each["name"] == "turned_at" for each in inspect(connection).get_columns("issues")):
        return means(connection)
    made = on_sqlite if is_sqlite else on_postgres
    _run(connection, *made.TABLES)
    if is_sqlite:
        _run(connection, *on_sqlite.TRIGGERS)
    elif connection.scalar(text(on_postgres.IS_THERE)) is None:
        _run(connection, *on_postgres.FUNCTIONS, *on_postgres.TRIGGERS)
    _run(connection, made.FILL, _TURNED.format(last=_LAST))
    if not is_sqlite:
        _index(connection)
    return means(connection)


def stand_aside(connection: Connection) -> None:
    """Before tables change: SQLite makes no table anew while triggers name it. `upgrade_search` brings them back."""
    if connection.dialect.name == "sqlite":
        _run(connection, *(each for each in on_sqlite.DROP if each.startswith("DROP TRIGGER")))


def means(connection: Connection) -> Means:
    """By which words are found in this database."""
    if connection.dialect.name == "sqlite":
        return Means.FTS5
    return Means.TRIGRAMS if connection.scalar(text(on_postgres.INDEXED)) else Means.PLAIN


def is_model(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether a thing of the database is the models' (for comparing and for migrations), not ours."""
    return not (kind in ("table", "index") and name is not None and name.removeprefix("ix_").startswith(PREFIX))


def _index(connection: Connection) -> None:
    if connection.scalar(text(on_postgres.INDEXED)) or connection.scalar(text(on_postgres.OFFERED)) is None:
        return
    try:
        with connection.begin_nested():
            _run(connection, *on_postgres.MAKE_INDEX)
    except DBAPIError:
        return  # the extension is there, but not for this user: words are found without it


def _run(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


@event.listens_for(Base.metadata, "after_create")
def _with_the_tables(_target: Any, connection: Connection, **_told: Any) -> None:
    upgrade_search(connection)


@event.listens_for(Base.metadata, "before_drop")
def _before_the_tables(_target: Any, connection: Connection, **_told: Any) -> None:
    made = on_sqlite if connection.dialect.name == "sqlite" else on_postgres
    for statement in made.DROP:
        if " ON " not in statement or connection.dialect.has_table(connection, statement.split(" ON ")[1]):
            connection.exec_driver_sql(statement)
