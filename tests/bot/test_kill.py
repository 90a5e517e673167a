"""The program as a process of its own: killed at any moment, relieved by another, refused by Telegram.

`kill -9` at any moment: nothing confirmed is lost, nothing is stored twice, everybody can go on. All such tests stand
here: their processes come from one server, which has imported the program once.
"""

import asyncio
import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.config import Config
from bot.sandbox import acts
from bot.sandbox.records import Message
from bot.sandbox.world import World
from storage import audit
from storage.database import open_database
from storage.exports import jobs
from storage.models import (
    Account,
    Arrival,
    Delivery,
    Draft,
    ExportState,
    InboxUpdate,
    Issue,
    IssueStep,
    Keeping,
    Media,
    Notice,
    OfficeEntry,
    Patrol,
    PatrolState,
    TrackPoint,
)
from tests.bot import broadcast_killed, export_killed, relief
from tests.bot.chiefs import PHOTOS, Chief, found, phone_of
from tests.bot.mortal import Mortal, commanded, telegram
from tests.county import phone_of as phone_in_county
from tests.databases import Maker
from tests.river import TOKEN

pytestmark = pytest.mark.anyio

CHIEFS = 67  # three dialogs each
KILLS = 6


async def test_after_many_kills_everything_confirmed_is_there_once_and_nobody_is_stuck(
    tmp_path: Path, migrated: Path
) -> None:
    world = World(Clock(), TOKEN)
    chiefs = [Chief(world, number, world.add_user(1000 + number, f"河长{number}", phone_of(number)))
              for number in range(CHIEFS)]  # fmt: skip
    world.watch(lambda message: _wake(chiefs, message))
    log = tmp_path / "bot.log"
    async with telegram(world) as address:
        config = Config(token=SecretStr(TOKEN), api_url=address, data_dir=tmp_path)
        shutil.copyfile(migrated, tmp_path / "riverchief.db")
        _prepare(config)
        bot = Mortal(world, config, log)
        try:
            await _a_day(bot, chiefs)
        finally:
            await bot.is_stopped()
    assert world.violations == []
    assert "Traceback" not in log.read_text(encoding="utf-8")
    database = open_database(config.database)
    database.read_now(_everything_is_there_once, chiefs)
    database.close()


def _prepare(config: Config) -> None:
    database = open_database(config.database)
    database.write_now(found, CHIEFS)
    database.close()


def _wake(chiefs: list[Chief], message: Message | None) -> None:
    if message is not None and message.by_bot:
        chiefs[message.chat_id - 1000].heard.set()


async def _a_day(bot: Mortal, chiefs: list[Chief]) -> None:
    dice = Random(20261123)
    await bot.starts_from_the_command_line()
    days = asyncio.gather(*(_a_life(chief, dice.uniform(0, 5)) for chief in chiefs))
    for _ in range(KILLS):
        await _has_said(chiefs[0].world, dice.randint(0, 350), days)
        await asyncio.sleep(dice.uniform(0, 0.02))
        await bot.is_killed()
        await bot.starts()
    try:
        async with asyncio.timeout(180):
            await days
    except TimeoutError:
        stuck = [chief for chief in chiefs if not chief.reported]
        pytest.fail(f"{len(stuck)} are stuck, the first sees: {stuck[0].phone if stuck else ''}")
    await asyncio.sleep(1.0)  # the marks of what was answered last


async def _has_said(world: World, more: int, days: "asyncio.Future[list[None]]") -> None:
    # Counted in what the bot did, not in seconds: a slow machine is killed as often in the middle of things.
    target = world.revision + more
    while world.revision < target and not days.done():  # noqa: ASYNC110 - the world tells no event
        await asyncio.sleep(0.01)


async def _a_life(chief: Chief, wakes_after: float) -> None:
    await asyncio.sleep(wakes_after)
    await chief.lives_through_the_day()


def _everything_is_there_once(session: Session, chiefs: list[Chief]) -> None:
    told = sorted(number for chief in chiefs for number in chief.reported)
    stored = session.scalars(select(Issue.number).order_by(Issue.number)).all()
    assert told == list(stored)
    assert len(stored) == CHIEFS
    assert Counter(session.scalars(select(Issue.reporter_id))) == dict.fromkeys(range(1, CHIEFS + 1), 1)
    assert _count(session, IssueStep) == CHIEFS
    assert Counter(session.scalars(select(Media.subject_id))) == dict.fromkeys(
        session.scalars(select(Issue.id)), len(PHOTOS)
    )
    assert set(session.scalars(select(Media.keeping))) <= {Keeping.KEPT, Keeping.WAITING}
    patrols = session.execute(select(Patrol.person_id, Patrol.state)).all()
    assert Counter(patrol.person_id for patrol in patrols) == dict.fromkeys(range(1, CHIEFS + 1), 1)
    assert {patrol.state for patrol in patrols} == {PatrolState.FINISHED}
    assert _count(session, Account) == CHIEFS
    assert session.scalars(select(Draft.dialog)).all() == []
    assert set(session.scalars(select(InboxUpdate.state))) == {Arrival.DONE}
    assert list(audit.broken(session)) == []
    assert set(session.scalars(select(OfficeEntry.kind))) <= {"photo_seen_before"}
    assert _count(session, TrackPoint) > 0


def _count(session: Session, table: type[object]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


async def test_a_broadcast_killed_in_the_middle_tells_everybody_once(tmp_path: Path, migrated: Path) -> None:
    world = broadcast_killed.with_recipients(World(Clock(), TOKEN))
    recipients = range(broadcast_killed.RECIPIENTS)
    async with telegram(world) as address:
        config = Config(token=SecretStr(TOKEN), api_url=address, data_dir=tmp_path)
        shutil.copyfile(migrated, tmp_path / "riverchief.db")
        database = open_database(config.database)
        database.write_now(broadcast_killed.tell, Clock())
        bot = Mortal(world, config, tmp_path / "bot.log")
        try:
            for share in (0.25, 0.5):
                await bot.starts()
                await broadcast_killed.has_told(world, round(len(recipients) * share))
                await bot.is_killed()
            await bot.starts()
            async with asyncio.timeout(30):
                while database.read_now(broadcast_killed.waits):  # noqa: ASYNC110 - another process tells no event
                    await asyncio.sleep(0.05)
        finally:
            await bot.is_stopped()
        state = database.read_now(broadcast_killed.states)
        database.close()
    told = {number: len(world.chats[broadcast_killed.FIRST + number].messages) for number in recipients}
    assert max(told.values()) == 1
    assert all(told[number] or state[number] in (Delivery.BLOCKED, Delivery.UNKNOWN) for number in told)
    assert Counter(state.values())[Delivery.BLOCKED] >= len(recipients) // broadcast_killed.BLOCKED - 2
    assert {state[number] for number in told if told[number]} <= {Delivery.SENT, Delivery.UNKNOWN}


async def test_an_export_that_is_killed_is_made_in_the_end_and_handed_over_once(tmp_path: Path, migrated: Path) -> None:
    """It is made from the beginning, each time."""
    world = World(Clock(), TOKEN)
    async with telegram(world) as address:
        config = Config(token=SecretStr(TOKEN), api_url=address, data_dir=tmp_path)
        shutil.copyfile(migrated, tmp_path / "riverchief.db")
        database = open_database(config.database)
        chat = database.write_now(export_killed.asked_for, Clock())
        acts.starts_with(world, world.add_user(chat, "陈志远", phone_in_county(chat)), "")
        bot = Mortal(world, config, tmp_path / "bot.log")
        try:
            await bot.starts()
            for _ in range(jobs.MOST_ATTEMPTS - 1):
                await export_killed.is_running(database)
                await bot.is_killed()
                await bot.starts()
            await export_killed.is_made(database, world, chat)
        finally:
            await bot.is_stopped()
        database.read_now(_handed_over_once, [each for each in world.chats[chat].messages.values() if each.by_bot])
        database.close()


def _handed_over_once(session: Session, heard: list[Message]) -> None:
    notice = session.scalars(select(Notice).where(export_killed.OF_EXPORT)).one()
    job = export_killed.job(session)
    assert (job.state, job.rows_done) == (ExportState.MADE, export_killed.ISSUES)
    assert notice.file_sha256 == job.sha256
    files = [each for each in heard if "document" in each.body]
    assert len(files) == 1 or (not files and notice.state is Delivery.UNKNOWN)
    said = [str(each.body.get("text", "")) for each in heard]
    assert sum("台账｜全部" in each for each in said) <= 1  # that it is being prepared, or is ready: one message


async def test_when_the_active_one_is_killed_the_other_takes_over_and_nobody_hears_twice(
    postgres_databases: Maker, tmp_path: Path
) -> None:
    made = postgres_databases()
    url = made.engine.url.render_as_string(hide_password=False)
    world, log = World(Clock(), TOKEN), tmp_path / "bot.log"
    users = relief.phones(world)
    async with telegram(world) as address:
        config = Config(token=SecretStr(TOKEN), api_url=address, data_dir=tmp_path, database_url=url)
        relief.prepare(url, users)
        first, second = Mortal(world, config, log), Mortal(world, config, log)
        await first.starts()
        await second.stands_by()
        async with asyncio.timeout(30):
            await relief.so_many_sent(world, len(users) // 4)
            await first.is_killed()
            while made.read_now(relief.is_waiting):  # noqa: ASYNC110 - another process tells no event
                await asyncio.sleep(0.05)
        await second.is_stopped()
    states = made.read_now(lambda session: list(session.scalars(select(Notice.state).where(relief.OURS))))
    told = [sum("返回菜单" in message.body.get("text", "") for message in world.known_chat(user.id).messages.values())
            for user in users]  # fmt: skip
    assert set(states) <= {Delivery.SENT, Delivery.UNKNOWN}
    assert max(told) == 1
    assert sum(told) >= states.count(Delivery.SENT) >= len(users) - 40
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert world.violations == []
    made.close()


async def test_a_token_that_telegram_does_not_know_is_not_repeated(tmp_path: Path) -> None:
    """By the real command, over the real transport, at the level at which libraries say most."""
    secret, log = TOKEN.split(":")[1], tmp_path / "bot.log"
    async with telegram(World(Clock(), "1:another")) as address:
        told = {"TOKEN": TOKEN, "API_URL": address, "DATA_DIR": str(tmp_path / "data"), "LOG_LEVEL": "DEBUG"}
        assert await commanded(("run",), told, log) == 1
    said = log.read_text(encoding="utf-8")
    assert said.rstrip().endswith("Telegram does not know this token. Check RIVERCHIEF_TOKEN.")
    assert secret not in said
    assert "Traceback" not in said
    assert "Unclosed" not in said
