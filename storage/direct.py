"""The short way to the database, for what every update asks: a statement built once, run below the ORM.

Measured on SQLite: 40 microseconds, where a statement built on each call and run by the session takes 160.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Executable, literal_column
from sqlalchemy.orm import Session


def run(session: Session, statement: Executable, values: Mapping[str, Any]) -> CursorResult[Any]:
    """Runs a statement with its bound values in the session's transaction, after what the session has to write."""
    session.flush()
    return session.connection().execute(statement, values)


def as_written(word: StrEnum) -> ColumnElement[Any]:
    """A word of ours that stands in the statement itself, as it does in the condition of an index.

    For a bound one SQLite looks anew at each run whether that index serves (measured: 15 microseconds instead of 3),
    and a plan that PostgreSQL keeps cannot use it.
    """
    return literal_column(f"'{word.value}'")
