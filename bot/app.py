"""The one place that builds everything."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from telegram import BotCommand
from telegram.error import BadRequest, NetworkError
from telegram.ext import Application, ContextTypes, Defaults, ExtBot, JobQueue
from telegram.request import BaseRequest

from bot.batches import Batch
from bot.clock import Clock
from bot.config import Config
from bot.errors import telling
from bot.holidays import is_workday
from bot.intake import LONGEST_PAUSE, PAUSE_SECONDS, POLL_SECONDS, Intake
from bot.keeping import Keeping
from bot.lanes import Lanes
from bot.pacing import Pacing
from bot.texts import Texts
from bot.transport import AiohttpRequest
from handlers.context import Context, House
from handlers.rooms import rooms
from handlers.routes import handlers
from reminders import schedule
from reminders.delivery import Delivery
from rules import profile as profiles
from rules.profile import Profile
from storage import schema, tracks
from storage.database import Database, open_database
from storage.tracks import LivePoint

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
    jobs: schedule.Jobs

    async def start(self) -> None:
        """Connects, tells Telegram the commands, takes up what was left when the program last stopped."""
        await self._connect()
        await self.application.start()
        await self.delivery.take_up()
        await self.intake.replay()

    async def _connect(self) -> None:
        # A machine that has just booted may run us before it has a network.
        pause = PAUSE_SECONDS
        while True:
            try:
                await self.application.initialize()
                await self.application.bot.set_my_commands(self._commands())
                return
            except BadRequest:  # the library files it under NetworkError
                raise
            except NetworkError as error:
                log.warning("Telegram is not reachable (%s); trying again in %.0f s", error, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def stop(self) -> None:
        """Lets what is being answered come to its end, then closes everything."""
        if self.application.running:
            await self.application.stop()
        await self.intake.mark_answered()
        await self.application.shutdown()
        self.database.close()

    async def run(self, *more: Coroutine[Any, Any, None], poll: bool = True) -> None:
        """Runs until cancelled, or until one of its parts ends with a fault."""
        works = [self.jobs.catch_up(), self.delivery.run_for_ever(), self.keeping.run_for_ever(), *more]
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
            kept = await self.keeping.keep_waiting()
            told = await self.delivery.deliver_due()
            if not (heard or kept or told):
                await self.intake.mark_answered()
                return

    async def jump(self, to: datetime) -> None:
        """Sets the clock forward; whatever the calendar has between now and then happens in its order."""
        for moment, row in schedule.due_between(self.jobs.rows, self.clock(), to):
            self.clock.jump(moment)
            await self.jobs.run(row)
            await self.delivery.deliver_due()
        self.clock.jump(to)
        await self.delivery.deliver_due()

    def _commands(self) -> list[BotCommand]:
        return [BotCommand(key, words) for key, words in self.texts.labels("command").items()]


def build(
    config: Config,
    *,
    clock: Clock | None = None,
    request: Callable[[float], BaseRequest] | None = None,
    pacing: Pacing | None = None,
    database: Database | None = None,
) -> RiverChief:
    """Builds the program from its settings; raises ProfileError, DatabaseTooNew. Nothing is sent yet."""
    profile = profiles.load(config.profile)
    zone = ZoneInfo(profile.timezone)
    clock = clock or Clock()
    if database is None:
        database = open_database(config.database)
        schema.upgrade(database.engine)
    texts = Texts(zone, config.templates)
    bot = _bot(config, zone, request or (lambda seconds: AiohttpRequest(config.proxy, seconds)), pacing or Pacing())
    queue: asyncio.Queue[object] = asyncio.Queue()
    intake = Intake(bot, database, queue, clock)
    keeping = Keeping(bot, database, config.media_dir, profile.photo.near_identical, clock)
    delivery = Delivery(bot, database, texts.render, texts.label, clock, zone, profile.quiet, is_workday)
    house = House(
        database=database,
        speech=texts,
        profile=profile,
        clock=clock,
        zone=zone,
        is_workday=is_workday,
        keeper=keeping,
        wake_delivery=delivery.wake,
        afterwards=intake.afterwards,
        catch_up=intake.mark_answered,
        unanswered=intake.unanswered.add,
        heard_before=intake.heard_before.__contains__,
    )
    application = _application(bot, queue, Lanes(intake.answered), house)
    jobs = schedule.Jobs(
        schedule.ROWS,
        database,
        profile,
        clock,
        zone,
        is_workday,
        delivery.wake,
        {"answer_again": intake.answer_again},
    )
    jobs.register(application.job_queue)
    _furnish(application, house)
    return RiverChief(config, profile, clock, database, texts, application, intake, keeping, delivery, jobs)


def _bot(config: Config, zone: ZoneInfo, request: Callable[[float], BaseRequest], pacing: Pacing) -> ExtBot[int]:
    return ExtBot(
        config.token.get_secret_value(),
        base_url=f"{config.api_url}/bot",
        base_file_url=f"{config.api_url}/file/bot",
        request=request(20.0),
        get_updates_request=request(POLL_SECONDS + 15.0),
        defaults=Defaults(tzinfo=zone),
        rate_limiter=pacing,
    )


def _application(bot: ExtBot[int], queue: "asyncio.Queue[object]", lanes: Lanes, house: House) -> Any:
    # The library asks for a class to make bot_data of; ours is made already.
    kinds = ContextTypes(context=Context, bot_data=cast(Any, lambda: house))
    return (
        Application.builder()
        .bot(bot)
        .updater(None)
        .update_queue(queue)
        .concurrent_updates(lanes)
        .context_types(kinds)
        .job_queue(JobQueue())
        .build()
    )


def _furnish(application: Any, house: House) -> None:
    furnished = rooms(house.speech)
    batch = Batch[LivePoint](lambda points: house.database.transact(tracks.append_live, points))
    application.add_handlers(handlers(furnished, house.speech, batch.add))
    application.add_error_handler(telling(furnished.standing.where, furnished.standing.after_a_break))
