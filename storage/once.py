"""Insert what is not there yet, change what is still as it was seen: the same words on SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, Update, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Base


@cache
def _statement(table: type[Base], dialect: str) -> Executable:
    key = inspect(table).primary_key[0]
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing().returning(key)
    return postgresql.insert(table).on_conflict_do_nothing().returning(key)


def insert_once(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Inserts `rows` (all with the same keys); a row whose unique key exists is left as it was.

    Returns the (first) primary keys of the rows that are new.
    """
    if not rows:
        return []
    connection = session.connection()
    statement = _statement(table, connection.dialect.name)
    return list(connection.execute(statement, list(rows)).scalars())


def rows_changed(session: Session, statement: Update) -> int:
    """Changes what meets the statement's conditions, whatever the session holds of it; returns how many rows did."""
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return int(done.rowcount)  # type: ignore[attr-defined]
