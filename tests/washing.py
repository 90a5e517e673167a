"""One database of each kind for most tests: emptied between them, as making one takes longer than most tests do.

The connections stay open from test to test, and with them what each has learnt of the tables and compiled.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from storage.database import Database
from tests.county import Rows

P = ParamSpec("P")
T = TypeVar("T")


class Caretaker(Protocol):
    """A connection of its own that empties and furnishes. Its rows are known to be good: references are not checked."""

    def wash(self) -> None:
        """Empties every table; numbers begin at 1 again."""

    def lay(self, rows: Rows) -> None:
        """Writes rows with the ids they have."""

    def close(self) -> None:
        """Goes home."""


class Washed(Database):
    """Its connections go on when a test closes it.

    On SQLite, which has one worker anyway, the asker does the work: what is done and in which order stays the same, and
    to hand it over and back is an eighth of a test. With `has_worker` it is as in the program.
    """

    def __init__(self, engine: Engine, caretaker: Caretaker) -> None:
        super().__init__(engine)
        self.lay = caretaker.lay
        self.has_worker = not self.is_sqlite

    async def transact(self, act: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As the program does, after the others had their turn."""
        if self.has_worker:
            return await super().transact(act, *args, **kwargs)
        await asyncio.sleep(0)
        return self.write_now(act, *args, **kwargs)

    async def read(self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for reading."""
        if self.has_worker:
            return await super().read(look, *args, **kwargs)
        await asyncio.sleep(0)
        return self.read_now(look, *args, **kwargs)

    async def read_at_leisure(self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """And for what takes longer."""
        if self.has_worker:
            return await super().read_at_leisure(look, *args, **kwargs)
        return await self.read(look, *args, **kwargs)

    def close(self) -> None:
        """Waits for what is running."""
        self._workers.shutdown()
        self._readers.shutdown()


class Laundry:
    """Makes the database empty again and again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @cached_property
    def _caretaker(self) -> Caretaker:
        return OnSqlite(self._engine) if self._engine.dialect.name == "sqlite" else OnPostgres(self._engine)

    def __call__(self) -> Washed:
        self._caretaker.wash()
        return Washed(self._engine, self._caretaker)

    def close(self) -> None:
        """Lets go of every connection."""
        self._caretaker.close()
        self._engine.dispose()


class OnSqlite:
    """A file."""

    def __init__(self, engine: Engine) -> None:
        self._connection = sqlite3.connect(str(engine.url.database), isolation_level=None)
        names = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        # The tables that FTS5 makes for itself are its own to empty.
        tables = [name for (name,) in names if not name.startswith("issue_search_fts")]
        self._filled = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables)  # noqa: S608 - our own names

    def wash(self) -> None:
        """Empties what has rows."""
        filled = [name for (name,) in self._connection.execute(self._filled).fetchall()]
        self._connection.execute("BEGIN IMMEDIATE")
        for name in filled:
            self._connection.execute(f"DELETE FROM {name}")  # noqa: S608 - our own names
        if "issue_search" in filled:
            self._connection.execute("INSERT INTO issue_search_fts (issue_search_fts) VALUES ('delete-all')")
        self._connection.execute("COMMIT")

    def lay(self, rows: Rows) -> None:
        """Writes rows as SQLite itself holds them."""
        self._connection.execute("BEGIN IMMEDIATE")
        for each in rows.tables:
            self._connection.executemany(each.insert, each.raw)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()


class OnPostgres:
    """A database of a server of our own, where we may tell triggers to stand aside: they ask eighty tables a person."""

    def __init__(self, engine: Engine) -> None:
        connection = engine.raw_connection()
        self._connection = cast(Any, connection.driver_connection)
        connection.detach()
        self._connection.autocommit = True
        # For the whole session, not for each wash: PostgreSQL plans everything anew when this is changed.
        self._connection.execute("SET session_replication_role = replica")
        self._connection.execute(self._function())

    def _function(self) -> str:
        """In the server, where the plan of each statement is kept."""
        names = self._connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        emptied = " ".join(f'IF EXISTS (SELECT FROM "{name}") THEN DELETE FROM "{name}"; END IF;' for (name,) in names)  # noqa: S608 - our own names
        begun_anew = """PERFORM setval(seqrelid, 1, false) FROM pg_sequence
            WHERE pg_sequence_last_value(seqrelid) IS NOT NULL;"""
        return f"CREATE FUNCTION wash() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {emptied} {begun_anew} END $$"

    def wash(self) -> None:
        """One message, one answer."""
        self._connection.execute("SELECT wash()")

    def lay(self, rows: Rows) -> None:
        """One message as well."""
        self._connection.execute(rows.for_postgres)

    def close(self) -> None:
        """Hangs up."""
        self._connection.close()
