"""`kill -9` at any moment: nothing confirmed is lost, nothing is stored twice, everybody can go on."""

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
from bot.sandbox.records import Message
from bot.sandbox.world import World
from storage import audit
from storage.database import open_database
from storage.models import (
    Account,
    Arrival,
    Draft,
    InboxUpdate,
    Issue,
    IssueStep,
    Keeping,
    Media,
    OfficeEntry,
    Patrol,
    PatrolState,
    TrackPoint,
)
from tests.bot.chiefs import PHOTOS, Chief, found, phone_of
from tests.bot.mortal import Mortal, telegram
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
