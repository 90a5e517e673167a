"""The database: one engine, one seam that runs one function in one transaction on a worker thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.dialects import registry as dialects
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import PoolProxiedConnection, QueuePool

P = ParamSpec("P")
T = TypeVar("T")

BUSY_MILLISECONDS = 15_000
POSTGRES_WORKERS = 4
# SQLite keeps what it has understood of so many statements, SQLAlchemy the words it has found for them: all of ours.
# Python's own 128 are fewer than the dialogs of a day ask, and to understand one anew takes six times as long as to run
# it (measured: 48 us against 7); SQLAlchemy's own 500 are fewer than a month asks, and to word one takes 400 us.
STATEMENTS_KEPT = 1_024
# Whether what this thread is doing only reads; what a look writes in between is a transaction of its own.
_READS_ONLY: ContextVar[bool] = ContextVar("reads_only", default=False)


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

    def write_now(self, act: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `act(session, ...)` in one transaction on the calling thread; commits or rolls back."""
        before = _READS_ONLY.set(False)
        try:
            with Session(self.engine, expire_on_commit=False) as session, session.begin():
                return act(session, *args, **kwargs)
        finally:
            _READS_ONLY.reset(before)

    def read_now(self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `look(session, ...)` on the calling thread without taking SQLite's write lock."""
        before = _READS_ONLY.set(True)
        try:
            with Session(self.engine, expire_on_commit=False) as session:
                return look(session, *args, **kwargs)
        finally:
            _READS_ONLY.reset(before)

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
    ours = url.set(drivername=f"sqlite+{_DRIVER}")
    engine = create_engine(ours, poolclass=QueuePool, connect_args=driver, query_cache_size=STATEMENTS_KEPT)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see SaysBegin
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an update may be forgotten by Telegram only when it is on the disk
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


class SaysBegin(SQLiteDialect_pysqlite):
    """SQLite, told at once whether a transaction will write.

    Not by a listener on the engine: with one SQLAlchemy looks for others at every statement, a quarter of its time.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Who only reads waits for nobody.

        A deferred transaction that turns into a write fails at once when another writer holds the lock,
        whatever the busy timeout (measured: 314 of 400 concurrent writes); IMMEDIATE waits its turn.
        """
        dbapi_connection.driver_connection.execute("BEGIN" if _READS_ONLY.get() else "BEGIN IMMEDIATE")  # type: ignore[union-attr]


_DRIVER = "saysbegin"
dialects.register(f"sqlite.{_DRIVER}", __name__, SaysBegin.__name__)


def _postgres(url: URL) -> Engine:
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    # As on SQLite: who waits longer than this for a lock is told so, and answered later. An own setting goes first.
    if "options" not in url.query:
        url = url.update_query_dict({"options": f"-c lock_timeout={BUSY_MILLISECONDS}"})
    return create_engine(url, pool_pre_ping=True, pool_size=POSTGRES_WORKERS + 2, query_cache_size=STATEMENTS_KEPT)
