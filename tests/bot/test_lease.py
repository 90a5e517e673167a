"""Two programs on one database: one works, the other takes over when it dies; nothing is told twice."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.config import Config
from bot.sandbox import acts
from bot.sandbox.records import User
from bot.sandbox.world import World
from storage import lease, outbox, schema
from storage.database import Database, open_database
from storage.models import Account, Delivery, Lease, Notice, Person
from storage.outbox import Tell
from tests.bot.chiefs import found, phone_of
from tests.bot.mortal import Mortal, telegram
from tests.databases import Maker
from tests.river import TOKEN

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 5, 2, tzinfo=UTC)
SIX = timedelta(seconds=6)
CHIEFS = 90
OURS = Notice.key.startswith("test:")  # the calendar speaks too, if it is daytime


def nobody(_holder: str) -> bool:
    return False


def test_who_has_the_lease_keeps_it_until_it_runs_out(sqlite_database: Database) -> None:
    take = sqlite_database.write_now
    assert take(lease.take, "one", NOON, SIX, nobody) is None
    assert take(lease.take, "two", NOON + timedelta(seconds=5), SIX, nobody) == "one"
    assert take(lease.take, "one", NOON + timedelta(seconds=5), SIX, nobody) is None
    assert take(lease.take, "two", NOON + timedelta(seconds=10), SIX, nobody) == "one"
    assert take(lease.take, "two", NOON + timedelta(seconds=11), SIX, nobody) is None
    assert take(lease.take, "one", NOON + timedelta(seconds=12), SIX, nobody) == "two"
    with sqlite_database.engine.connect() as connection:
        assert connection.execute(select(Lease.turn)).scalar_one() == 2


def test_a_holder_known_to_be_dead_or_that_gave_up_is_not_waited_for(database: Database) -> None:
    take = database.write_now
    assert take(lease.take, "one", NOON, SIX, nobody) is None
    assert take(lease.take, "two", NOON, SIX, lambda holder: holder == "one") is None
    take(lease.give_up, "one")  # has it no more: nothing happens
    assert take(lease.take, "three", NOON, SIX, nobody) == "two"
    take(lease.give_up, "two")
    assert take(lease.take, "three", NOON, SIX, nobody) is None


async def test_when_the_active_one_is_killed_the_other_takes_over_and_nobody_hears_twice(
    postgres_databases: Maker, tmp_path: Path
) -> None:
    made = postgres_databases()
    url = made.engine.url.render_as_string(hide_password=False)
    world = World(Clock(), TOKEN)
    users = [world.add_user(1000 + n, f"河长{n}", phone_of(n)) for n in range(CHIEFS)]
    for user in users:
        acts.starts_with(world, user, "")
    world.updates.waiting.clear()  # START was pressed long ago
    log = tmp_path / "bot.log"
    async with telegram(world) as address:
        config = Config(token=SecretStr(TOKEN), api_url=address, data_dir=tmp_path, database_url=url)
        _prepare(url, users)
        first, second = Mortal(world, config, log), Mortal(world, config, log)
        await first.starts()
        await second.stands_by()
        async with asyncio.timeout(30):
            await _so_many_sent(world, CHIEFS // 4)
            await first.is_killed()
            while made.read_now(_waiting):  # noqa: ASYNC110 - another process tells no event
                await asyncio.sleep(0.05)
        await second.is_stopped()
    states = made.read_now(lambda session: list(session.scalars(select(Notice.state).where(OURS))))
    told = [sum("返回菜单" in message.body.get("text", "") for message in world.known_chat(user.id).messages.values())
            for user in users]  # fmt: skip
    assert set(states) <= {Delivery.SENT, Delivery.UNKNOWN}
    assert max(told) == 1
    assert sum(told) >= states.count(Delivery.SENT) >= CHIEFS - 40
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert world.violations == []
    made.close()


def _prepare(url: str, users: list[User]) -> None:
    """A county of chiefs who have all bound their accounts."""
    database = open_database(url)
    with database.engine.begin() as connection:  # tables as the program itself makes them
        connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    schema.upgrade(database.engine)
    database.write_now(found, CHIEFS)
    database.write_now(_bind, users)
    database.write_now(_tell_all)
    database.close()


def _bind(session: Session, users: list[User]) -> None:
    people = session.scalars(select(Person.id).order_by(Person.id))
    session.add_all(Account(person_id=person, telegram_id=user.id, chat_id=user.id, bound_at=NOON)
                    for person, user in zip(people, users, strict=True))  # fmt: skip


def _tell_all(session: Session) -> None:
    people = session.scalars(select(Person.id)).all()
    outbox.tell(session, LONG_AGO, [Tell("standing/more", f"test:{person}", person) for person in people])


def _waiting(session: Session) -> bool:
    unsent = (Delivery.WAITING, Delivery.SENDING)
    return session.scalar(select(Notice.id).where(OURS, Notice.state.in_(unsent)).limit(1)) is not None


async def _so_many_sent(world: World, wanted: int) -> None:
    while sum(call.method == "sendMessage" for call in world.calls) < wanted:  # noqa: ASYNC110 - sockets tell no event
        await asyncio.sleep(0.01)
