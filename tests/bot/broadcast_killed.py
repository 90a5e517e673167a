"""A broadcast in whose middle the program is killed: its recipients, how far it came."""

import asyncio

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.sandbox.world import World
from storage import outbox
from storage.models import Account, Delivery, Notice, Person
from storage.outbox import Tell

RECIPIENTS, BLOCKED = 30, 10
FIRST = 5_000


def with_recipients(world: World) -> World:
    """Their phones, some of which blocked the bot."""
    for number in range(RECIPIENTS):
        user = world.add_user(FIRST + number, f"收件人{number}")
        world.chats[user.id].started, user.blocked = True, number % BLOCKED == 0
    return world


def tell(session: Session, clock: Clock) -> None:
    """Writes what each is to be told."""
    at = clock()
    for number in range(RECIPIENTS):
        person = Person(name=f"收件人{number}")
        session.add(person)
        session.flush()
        session.add(Account(person_id=person.id, telegram_id=FIRST + number, chat_id=FIRST + number, bound_at=at))
        outbox.tell(session, at, [Tell("groups/put_out", f"{number}", person.id, {"title": "甲"})])


async def has_told(world: World, count: int) -> None:
    """Returns when so many messages arrived."""
    async with asyncio.timeout(30):
        while sum(len(chat.messages) for chat in world.chats.values()) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def waits(session: Session) -> bool:
    """Whether somebody has not been told yet."""
    return session.scalar(select(Notice.id).where(Notice.state.in_((Delivery.WAITING, Delivery.SENDING)))) is not None


def states(session: Session) -> dict[int, Delivery]:
    """What became of each notice, by the number of its recipient."""
    return {int(key): state for key, state in session.execute(select(Notice.key, Notice.state))}
