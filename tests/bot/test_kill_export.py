"""`kill -9` while a large export is being made: it is made from the beginning, and handed over once."""

import asyncio
import shutil
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.config import Config
from bot.sandbox import acts
from bot.sandbox.records import Message
from bot.sandbox.world import World
from storage.audit import By
from storage.database import Database, open_database
from storage.exports import filters, jobs
from storage.exports.jobs import Wanted
from storage.ledger.listing import Asked
from storage.models import Delivery, Export, ExportState, Issue, Notice
from storage.models.base import Base
from tests.bot.mortal import Mortal, telegram
from tests.county import found_county, phone_of
from tests.issue_making import registered
from tests.river import TOKEN

pytestmark = pytest.mark.anyio

ISSUES = 2_500
OF_EXPORT = Notice.key.startswith("export:")


async def test_an_export_that_is_killed_is_made_in_the_end_and_handed_over_once(tmp_path: Path, migrated: Path) -> None:
    world = World(Clock(), TOKEN)
    async with telegram(world) as address:
        config = Config(token=SecretStr(TOKEN), api_url=address, data_dir=tmp_path)
        shutil.copyfile(migrated, tmp_path / "riverchief.db")
        database = open_database(config.database)
        chat = database.write_now(_asked_for, Clock())
        acts.starts_with(world, world.add_user(chat, "陈志远", phone_of(chat)), "")
        bot = Mortal(world, config, tmp_path / "bot.log")
        try:
            await bot.starts()
            for _ in range(jobs.MOST_ATTEMPTS - 1):
                await _is_running(database)
                await bot.is_killed()
                await bot.starts()
            await _is_made(database, world, chat)
        finally:
            await bot.is_stopped()
        database.read_now(_once, [each for each in world.chats[chat].messages.values() if each.by_bot])
        database.close()


def _asked_for(session: Session, clock: Clock) -> int:
    county, now = found_county(session), clock()
    table = Base.metadata.tables["issues"]
    first = registered(session, county)
    row = dict(session.execute(select(table).where(Issue.id == first)).mappings().one())
    session.execute(insert(table), [row | {"id": first + n, "number": f"2026-{n + 1:04d}"} for n in range(1, ISSUES)])
    words = {"what": "台账｜全部", "region": "璧山区", "by": "陈志远", "photos": False}
    chat = county.telegram["chen"]
    asked = filters.as_json(Asked(("/",), now.date()))
    jobs.ask(session, By(now, county.people["chen"]), Wanted("ledger", chat, asked, words, "台账.xlsx", ISSUES))
    return chat


def _job(session: Session) -> Export:
    return session.scalars(select(Export)).one()


async def _is_running(database: Database) -> None:
    async with asyncio.timeout(30):
        while database.read_now(_job).state is not ExportState.RUNNING:  # noqa: ASYNC110 - another process's work
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.15)


async def _is_made(database: Database, world: World, chat: int) -> None:
    async with asyncio.timeout(60):
        while not any("document" in each.body for each in world.chats[chat].messages.values()):
            state = database.read_now(lambda session: session.scalar(select(Notice.state).where(OF_EXPORT)))
            if state in (Delivery.UNKNOWN, Delivery.SENT):
                return
            await asyncio.sleep(0.05)


def _once(session: Session, heard: list[Message]) -> None:
    job, notice = _job(session), session.scalars(select(Notice).where(OF_EXPORT)).one()
    assert (job.state, job.rows_done) == (ExportState.MADE, ISSUES)
    assert notice.file_sha256 == job.sha256
    files = [each for each in heard if "document" in each.body]
    assert len(files) == 1 or (not files and notice.state is Delivery.UNKNOWN)
    said = [str(each.body.get("text", "")) for each in heard]
    assert sum("台账｜全部" in each for each in said) <= 1  # that it is being prepared, or is ready: one message
