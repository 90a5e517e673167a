"""The database: one engine, one seam that runs one function in one transaction on a worker thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

P = ParamSpec("P")
T = TypeVar("T")

BUSY_MILLISECONDS = 15_000
POSTGRES_WORKERS = 4
# SQLite keeps what it has understood of so many statements: all of ours. Python's own 128 are fewer than the dialogs of
# a day ask, and to understand one anew takes six times as long as to run it (measured: 48 us against 7).
STATEMENTS_KEPT = 1_024


class Database:
    """Runs storage functions, each in one short transaction, off the event loop.

    SQLite gets one worker thread (it has one writer anyway); PostgreSQL gets a few.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        workers = 1 if self.is_sqlite else POSTGRES_WORKERS
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="storage")
        self._readers = ThreadPoolExecutor(1, thread_name_prefix="storage-read")
        self._read_only = engine.execution_options(read_only=True)

    def write_now(self, act: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `act(session, ...)` in one transaction on the calling thread; commits or rolls back."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            return act(session, *args, **kwargs)

    def read_now(self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `look(session, ...)` on the calling thread without taking SQLite's write lock."""
        with Session(self._read_only, expire_on_commit=False) as session:
            return look(session, *args, **kwargs)

    async def transact(self, act: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `write_now`, on the worker thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, lambda: self.write_now(act, *args, **kwargs))

    async def read(self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `read_now`, on the worker thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, lambda: self.read_now(look, *args, **kwargs))

    async def read_at_leisure(self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `read`, on a thread apart: for long reads (exports, pictures) that must not keep chats waiting."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, lambda: self.read_now(look, *args, **kwargs))

    def close(self) -> None:
        """Waits for what is running, then lets go of every connection."""
        self._workers.shutdown()
        self._readers.shutdown()
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Opens the database at `url` (SQLite file or PostgreSQL); creates the folder of a SQLite file."""
    parsed = make_url(url)
    return Database(_sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgres(parsed))


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    driver = {"check_same_thread": False, "timeout": 15, "cached_statements": STATEMENTS_KEPT}
    engine = create_engine(url, poolclass=QueuePool, connect_args=driver)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an update may be forgotten by Telegram only when it is on the disk
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns into a write fails at once when another writer holds the lock,
    # whatever the busy timeout (measured: 314 of 400 concurrent writes); IMMEDIATE waits its turn.
    if connection.get_execution_options().get("read_only", False):
        connection.connection.driver_connection.execute("BEGIN")  # type: ignore[union-attr]  # waits for nobody
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgres(url: URL) -> Engine:
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    # As on SQLite: who waits longer than this for a lock is told so, and answered later. An own setting goes first.
    if "options" not in url.query:
        url = url.update_query_dict({"options": f"-c lock_timeout={BUSY_MILLISECONDS}"})
    return create_engine(url, pool_pre_ping=True, pool_size=POSTGRES_WORKERS + 2)
