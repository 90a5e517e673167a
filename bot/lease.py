"""One process at work, others standing by: the lease on the database, taken, renewed and given up."""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError, OperationalError

from storage import lease
from storage.database import Database

log = logging.getLogger(__name__)

LASTS = timedelta(seconds=6)
RENEWED_EVERY = 2.0
ASKED_EVERY = 0.5


_TAKEN = "Another process has taken over the work on this database."
_SILENT = "The database has not answered for so long that another process may have taken over the work."


class LeaseLost(Exception):
    """Another process is at work now, or the database could not be asked for so long that one may be; says which."""


class AtWork:
    """This process's hold on the lease."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._host = socket.gethostname()
        self._holder = f"{self._host}:{os.getpid()}:{secrets.token_hex(8)}"

    async def wait(self) -> None:
        """Returns when the work is ours; says once that another process has it."""
        other = await self._take()
        if other is not None:
            log.info("Another process is at work on this database; standing by")
        while other is not None:
            await asyncio.sleep(ASKED_EVERY)
            other = await self._take()

    async def keep(self) -> None:
        """Renews the lease until cancelled; raises LeaseLost as soon as it is not certain any more."""
        loop = asyncio.get_running_loop()
        renewed = loop.time()
        while True:
            await asyncio.sleep(RENEWED_EVERY)
            begun = loop.time()
            try:
                other = await self._take()
            except OperationalError as error:
                log.warning("The lease could not be renewed (%s)", type(error.orig).__name__)
                if loop.time() - renewed >= LASTS.total_seconds() - RENEWED_EVERY:
                    raise LeaseLost(_SILENT) from None
                continue
            if other is not None:
                raise LeaseLost(_TAKEN)
            renewed = begun

    def give_up(self) -> None:
        """Lets who stands by begin at once. Called before the database is closed."""
        self._database.write_now(lease.give_up, self._holder)

    async def _take(self) -> str | None:
        try:
            return await self._database.transact(lease.take, self._holder, self._clock(), LASTS, self._is_gone)
        except IntegrityError:
            return "another"  # the first two began in the same moment

    def _is_gone(self, holder: str) -> bool:
        """Whether a holder was a process of this machine that lives no more."""
        host, _, rest = holder.partition(":")
        number = rest.partition(":")[0]
        if host != self._host or not number.isdecimal():
            return False
        if int(number) == os.getpid():
            return True  # a container's first process always has the same number
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False
