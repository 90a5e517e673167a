"""Two programs on one database: those who are to hear of something while one of the programs dies."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.sandbox import acts
from bot.sandbox.records import User
from bot.sandbox.world import World
from storage import outbox, schema
from storage.database import open_database
from storage.models import Account, Delivery, Notice, Person
from storage.outbox import Tell
from tests.bot.chiefs import found, phone_of

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 5, 2, tzinfo=UTC)
LISTENERS = 90
OURS = Notice.key.startswith("test:")  # the calendar speaks too, if it is daytime


def phones(world: World) -> list[User]:
    """All of them have talked to the bot before."""
    users = [world.add_user(1000 + n, f"河长{n}", phone_of(n)) for n in range(LISTENERS)]
    for user in users:
        acts.starts_with(world, user, "")
    world.updates.waiting.clear()  # START was pressed long ago
    return users


def prepare(url: str, users: list[User]) -> None:
    """A county of chiefs who have all bound their accounts."""
    database = open_database(url)
    with database.engine.begin() as connection:  # tables as the program itself makes them
        connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    schema.upgrade(database.engine)
    database.write_now(found, LISTENERS)
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


def is_waiting(session: Session) -> bool:
    """Whether somebody has not been told yet."""
    unsent = (Delivery.WAITING, Delivery.SENDING)
    return session.scalar(select(Notice.id).where(OURS, Notice.state.in_(unsent)).limit(1)) is not None


async def so_many_sent(world: World, wanted: int) -> None:
    """Returns when that many messages were sent."""
    while sum(call.method == "sendMessage" for call in world.calls) < wanted:  # noqa: ASYNC110 - sockets tell no event
        await asyncio.sleep(0.01)
