"""The program, built: it starts, runs, comes to rest, sets its clock forward, stops."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram.error import BadRequest, NetworkError
from telegram.request import BaseRequest

from bot import intake
from bot.clock import Clock
from bot.config import Config
from bot.exporting import Exporting
from bot.heartbeat import Heartbeat
from bot.intake import LONGEST_PAUSE, PAUSE_SECONDS, Intake
from bot.keeping import Keeping
from bot.texts import Texts
from reminders import schedule
from reminders.delivery import Delivery
from rules.profile import Profile
from storage.database import Database

log = logging.getLogger(__name__)

MOST_ROUNDS = 50


@dataclass
class RiverChief:
    """The whole program, built and not yet started."""

    config: Config
    profile: Profile
    clock: Clock
    database: Database
    texts: Texts
    application: Any
    intake: Intake
    keeping: Keeping
    delivery: Delivery
    exporting: Exporting
    jobs: schedule.Jobs
    heartbeat: Heartbeat
    lines: tuple[BaseRequest, ...]

    async def start(self) -> None:
        """Connects, tells Telegram the commands, takes up what was left when the program last stopped."""
        await self._connect()
        await self.application.start()
        await self.delivery.take_up()
        await self.exporting.take_up()
        await self.intake.replay()

    async def _connect(self) -> None:
        # A machine that has just booted may run us before it has a network.
        pause = PAUSE_SECONDS
        while True:
            try:
                await self.application.initialize()
                # As Telegram takes them: the library's own objects take longer to write down than Telegram to answer.
                await self.application.bot.set_my_commands((), api_kwargs={"commands": self._commands()})
                return
            except BadRequest:  # the library files it under NetworkError
                raise
            except NetworkError as error:
                log.warning("Telegram is not reachable (%s); trying again in %.0f s", error, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def stop(self, last: Callable[[], None] | None = None) -> None:
        """Lets what is being answered come to its end, does a `last` thing to the database, closes everything."""
        if self.application.running:
            await self.application.stop()
        await self.intake.mark_answered()
        await self.application.shutdown()
        for line in self.lines:  # a token refused at the start leaves them open
            await line.shutdown()
        if last is not None:
            last()
        self.database.close()

    async def run(self, *more: Coroutine[Any, Any, None], poll: bool = True) -> None:
        """Runs until cancelled, or until one of its parts ends with a fault."""
        works = [self.jobs.catch_up(), self.delivery.run_for_ever(), self.keeping.run_for_ever(), *more]
        works += [self.exporting.run_for_ever(), self.heartbeat.run_for_ever()]
        if poll:
            works.append(self.intake.poll_for_ever())
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work)

    async def settle(self) -> None:
        """Hears, answers, fetches and delivers until there is nothing left to do (tests and the sandbox's clock)."""
        for _ in range(MOST_ROUNDS):
            heard = await self.intake.poll_once(seconds=0)
            await self.application.update_queue.join()
            kept = await self.keeping.do_called()
            made = await self.exporting.do_called()
            told = await self.delivery.deliver_called()
            if heard < intake.LIMIT and not (kept or made or told):
                await self.intake.catch_up()
                return

    async def jump(self, to: datetime) -> None:
        """Sets the clock forward; whatever the calendar has between now and then happens in its order."""
        for moment, row in schedule.due_between(self.jobs.rows, self.clock(), to):
            self.clock.jump(moment)
            await self.jobs.run(row)
            await self.delivery.deliver_due()
        self.clock.jump(to)
        await self.delivery.deliver_due()

    def _commands(self) -> list[dict[str, str]]:
        return [{"command": key, "description": words} for key, words in self.texts.labels("command").items()]
