"""`kill -9` in the middle of a broadcast: it goes on where it stopped, nobody is told twice, nobody is left out."""

import asyncio
import shutil
from collections import Counter
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.config import Config
from bot.sandbox.world import World
from storage import outbox
from storage.database import open_database
from storage.models import Account, Delivery, Notice, Person
from storage.outbox import Tell
from tests.bot.mortal import Mortal, telegram
from tests.river import TOKEN

pytestmark = pytest.mark.anyio

RECIPIENTS, BLOCKED = 30, 10
FIRST = 5_000


async def test_a_broadcast_killed_in_the_middle_tells_everybody_once(tmp_path: Path, migrated: Path) -> None:
    world = World(Clock(), TOKEN)
    for number in range(RECIPIENTS):
        user = world.add_user(FIRST + number, f"收件人{number}")
        world.chats[user.id].started, user.blocked = True, number % BLOCKED == 0
    async with telegram(world) as address:
        config = Config(token=SecretStr(TOKEN), api_url=address, data_dir=tmp_path)
        shutil.copyfile(migrated, tmp_path / "riverchief.db")
        database = open_database(config.database)
        database.write_now(_tell, Clock())
        bot = Mortal(world, config, tmp_path / "bot.log")
        try:
            for share in (0.25, 0.5):
                await bot.starts()
                await _has_told(world, round(RECIPIENTS * share))
                await bot.is_killed()
            await bot.starts()
            async with asyncio.timeout(30):
                while database.read_now(_waits):  # noqa: ASYNC110 - another process tells no event
                    await asyncio.sleep(0.05)
        finally:
            await bot.is_stopped()
        state = database.read_now(_states)
        database.close()
    told = {number: len(world.chats[FIRST + number].messages) for number in range(RECIPIENTS)}
    assert max(told.values()) == 1
    assert all(told[number] or state[number] in (Delivery.BLOCKED, Delivery.UNKNOWN) for number in told)
    assert Counter(state.values())[Delivery.BLOCKED] >= RECIPIENTS // BLOCKED - 2
    assert {state[number] for number in told if told[number]} <= {Delivery.SENT, Delivery.UNKNOWN}


async def _has_told(world: World, count: int) -> None:
    async with asyncio.timeout(30):
        while sum(len(chat.messages) for chat in world.chats.values()) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def _tell(session: Session, clock: Clock) -> None:
    at = clock()
    for number in range(RECIPIENTS):
        person = Person(name=f"收件人{number}")
        session.add(person)
        session.flush()
        session.add(Account(person_id=person.id, telegram_id=FIRST + number, chat_id=FIRST + number, bound_at=at))
        outbox.tell(session, at, [Tell("groups/put_out", f"{number}", person.id, {"title": "甲"})])


def _waits(session: Session) -> bool:
    return session.scalar(select(Notice.id).where(Notice.state.in_((Delivery.WAITING, Delivery.SENDING)))) is not None


def _states(session: Session) -> dict[int, Delivery]:
    return {int(key): state for key, state in session.execute(select(Notice.key, Notice.state))}
