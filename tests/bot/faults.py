"""A database that is locked or full, as the operating system would make it so: at the outer edge, nothing of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text

from storage.database import Database


@contextmanager
def impatient(database: Database) -> Iterator[None]:
    """Lets every connection wait 50 ms for a lock instead of 15 s."""

    def hurry(connection: Any, *_: Any) -> None:
        if database.is_sqlite:
            connection.execute("PRAGMA busy_timeout=50")
        else:
            connection.autocommit = True
            connection.execute("SET lock_timeout='50ms'")
            connection.autocommit = False

    event.listen(database.engine, "checkout", hurry)
    yield
    event.remove(database.engine, "checkout", hurry)
    database.engine.dispose()


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Another program holds the database."""
    with impatient(database), database.engine.connect() as connection:
        if not database.is_sqlite:
            connection.execute(text("LOCK TABLE inbox, people IN EXCLUSIVE MODE"))
        else:
            connection.execute(text("SELECT 1"))  # our connections begin with BEGIN IMMEDIATE
        yield
        connection.rollback()


@contextmanager
def full(database: Database) -> Iterator[None]:
    """The disk under a SQLite file is full: it cannot grow by a page."""
    told: list[Any] = []
    with database.engine.connect() as connection:  # nor use what was deleted
        connection.connection.cursor().execute("VACUUM")

    def fill(connection: Any, *_: Any) -> None:
        told.append(connection)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(database.engine, "checkout", fill)
    yield
    event.remove(database.engine, "checkout", fill)
    for connection in told:
        connection.execute("PRAGMA max_page_count=1000000")
