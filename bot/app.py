"""The one place that builds everything."""

import asyncio
from collections.abc import Callable
from typing import Any, cast
from zoneinfo import ZoneInfo

from telegram.ext import Application, ContextTypes, Defaults, ExtBot, JobQueue
from telegram.request import BaseRequest

from bot.batches import Batch
from bot.clock import Clock
from bot.config import Config
from bot.errors import telling
from bot.exporting import Exporting
from bot.heartbeat import Heartbeat
from bot.holidays import calendar
from bot.intake import POLL_SECONDS, Intake
from bot.keeping import Keeping
from bot.lanes import Lanes
from bot.pacing import Pacing
from bot.program import RiverChief
from bot.texts import Texts
from bot.transport import AiohttpRequest
from handlers.context import Context
from handlers.house import House
from handlers.rooms import rooms
from handlers.routes import handlers
from reminders import schedule
from reminders.delivery import Delivery
from rules import profile as profiles
from rules.profile import Profile
from storage import schema
from storage.database import Database, open_database
from storage.patrols import tracks
from storage.patrols.tracks import LivePoint

ANSWER_SECONDS = 20.0

__all__ = ["RiverChief", "build"]


def build(
    config: Config,
    *,
    clock: Clock | None = None,
    request: Callable[[float], BaseRequest] | None = None,
    pacing: Pacing | None = None,
    database: Database | None = None,
    timer: bool = True,
) -> RiverChief:
    """Builds the program from its settings; raises ProfileError, DatabaseTooNew. Nothing is sent yet.

    Without a timer the calendar's rows run only by `RiverChief.jump`: tests move the clock by hand.
    """
    profile, clock = profiles.load(config.profile), clock or Clock()
    texts = Texts(ZoneInfo(profile.timezone), config.templates)
    database = database or _opened(config)
    lines = _lines(request or (lambda seconds: AiohttpRequest(config.proxy, seconds)))
    bot = _bot(config, texts.zone, lines[:2], pacing or Pacing())
    queue: asyncio.Queue[object] = asyncio.Queue()
    intake = Intake(bot, database, queue, clock)
    keeping = Keeping(bot, database, config.media_dir, profile.photo.near_identical, clock)
    delivery = _delivery(bot, database, texts, profile, clock)
    exporting = Exporting(bot, database, profile, texts.render, keeping.path_of, clock, delivery.wake)
    house = _house(database, texts, profile, clock, intake, keeping, delivery, exporting)
    application = _application(bot, queue, Lanes(intake.answered), house, timer)
    jobs = _jobs(house, intake)
    if timer:
        jobs.register(application.job_queue)
    parts = (intake, keeping, delivery, exporting, jobs, _heartbeat(config, database, intake, clock, lines[2]))
    return RiverChief(config, profile, clock, database, texts, application, *parts, lines)


def _opened(config: Config) -> Database:
    database = open_database(config.database)
    schema.upgrade(database.engine)
    return database


def _lines(line: Callable[[float], BaseRequest]) -> tuple[BaseRequest, BaseRequest, BaseRequest]:
    """For answers, for polls, for the heartbeat's address."""
    return line(ANSWER_SECONDS), line(POLL_SECONDS + 15.0), line(ANSWER_SECONDS)


def _delivery(bot: ExtBot[int], database: Database, texts: Texts, profile: Profile, clock: Clock) -> Delivery:
    times = (texts.zone, profile.quiet, calendar(profile.holidays))
    return Delivery(bot, database, texts.render, texts.label, clock, *times)


def _heartbeat(config: Config, database: Database, intake: Intake, clock: Clock, line: BaseRequest) -> Heartbeat:
    url, polls = config.heartbeat_url.get_secret_value(), not config.webhook_url
    return Heartbeat(database, intake, clock, config.heartbeat_file, url, line, polls=polls)


def _house(
    database: Database,
    texts: Texts,
    profile: Profile,
    clock: Clock,
    intake: Intake,
    keeping: Keeping,
    delivery: Delivery,
    exporting: Exporting,
) -> House:
    return House(
        database=database,
        speech=texts,
        profile=profile,
        clock=clock,
        zone=texts.zone,
        is_workday=calendar(profile.holidays),
        keeper=keeping,
        exporter=exporting,
        wake_delivery=delivery.wake,
        afterwards=intake.afterwards,
        catch_up=intake.catch_up,
        unanswered=intake.unanswered.add,
        heard_before=intake.heard_before.__contains__,
    )


def _jobs(house: House, intake: Intake) -> schedule.Jobs:
    return schedule.Jobs(
        schedule.ROWS,
        house.database,
        house.profile,
        house.clock,
        house.zone,
        house.is_workday,
        house.wake_delivery,
        {"answer_again": intake.answer_again},
    )


def _bot(config: Config, zone: ZoneInfo, lines: tuple[BaseRequest, BaseRequest], pacing: Pacing) -> ExtBot[int]:
    return ExtBot(
        config.token.get_secret_value(),
        base_url=f"{config.api_url}/bot",
        base_file_url=f"{config.api_url}/file/bot",
        request=lines[0],
        get_updates_request=lines[1],
        defaults=Defaults(tzinfo=zone),
        rate_limiter=pacing,
    )


def _application(bot: ExtBot[int], queue: "asyncio.Queue[object]", lanes: Lanes, house: House, timer: bool) -> Any:
    # The library asks for a class to make bot_data of; ours is made already.
    kinds = ContextTypes(context=Context, bot_data=cast(Any, lambda: house))
    application: Any = (
        Application.builder()
        .bot(bot)
        .updater(None)
        .update_queue(queue)
        .concurrent_updates(lanes)
        .context_types(kinds)
        .job_queue(JobQueue() if timer else None)
        .build()
    )
    _furnish(application, house)
    return application


def _furnish(application: Any, house: House) -> None:
    furnished = rooms(house.speech)
    batch = Batch[LivePoint](lambda points: house.database.transact(tracks.append_live, points))
    application.add_handlers(handlers(furnished, house.speech, batch.add))
    application.add_error_handler(telling(furnished.standing.where, furnished.standing.after_a_break))
