"""Work that waits in the records: done whenever somebody calls, looked for again after a while."""

import asyncio
import logging
from abc import ABC, abstractmethod

from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)

PAUSE_SECONDS = 30.0


class Errands(ABC):
    """One kind of such work, one thing after the other; goes on after a restart where it stopped."""

    def __init__(self) -> None:
        self._called = asyncio.Event()
        self._may_wait = True  # the last run may have left something

    def wake(self) -> None:
        """There may be something to do."""
        self._may_wait = True
        self._called.set()

    @abstractmethod
    async def _work(self) -> tuple[int, bool]:
        """Does what waits now; returns how much was done, and whether something is left for later."""

    async def do_waiting(self) -> int:
        """Does what waits now; returns how much was done."""
        self._may_wait = False
        done, is_left = await self._work()
        self._may_wait = self._may_wait or is_left
        return done

    async def do_called(self) -> int:
        """As `do_waiting`, unless nobody called since and nothing was left."""
        return await self.do_waiting() if self._may_wait else 0

    async def run_for_ever(self) -> None:
        """Works whenever called, and looks again after a while for what did not succeed."""
        while True:
            self._called.clear()
            try:
                done = await self.do_waiting()
            except SQLAlchemyError as error:
                log.error(
                    "%s: nothing could be noted (%s); trying again later", type(self).__name__, type(error).__name__
                )
                done = 0
            if done == 0:
                await self._rest()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(PAUSE_SECONDS):  # wait_for may swallow a stop that comes with the call
                await self._called.wait()
        except TimeoutError:
            return
