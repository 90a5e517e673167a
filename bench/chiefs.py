"""Village chiefs with phones: a sample county in the bot's database, its people in the world of the stand-in."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.sandbox import acts
from bot.sandbox.county import sample_county
from bot.sandbox.live import LiveShare
from bot.sandbox.records import Message, User
from bot.sandbox.world import World
from rules.roles import Level, Role
from storage import schema
from storage.audit import By
from storage.database import open_database
from storage.models import Account, Appointment, Person, Post, Water
from storage.roster import importing

FIRST_USER = 5_001
SINCE = date(2025, 1, 1)
Place = tuple[float, float]
PATIENCE = 120.0


@dataclass
class Chief:
    """One chief's phone: acts, and waits until the bot has answered."""

    world: World
    user: User
    reach: Sequence[Place] = ((29.59, 106.22),)
    said: asyncio.Event = field(default_factory=asyncio.Event)
    newest: Message | None = None
    share: LiveShare | None = None

    def hears(self, message: Message) -> None:
        """The bot wrote or changed a message here."""
        self.newest = message
        self.said.set()

    async def after(self, act: Callable[[], object], answered: Callable[[Message], bool] = lambda _: True) -> None:
        """Does something and waits for the answer that closes it."""
        self.said.clear()
        act()
        async with asyncio.timeout(PATIENCE):
            while True:
                await self.said.wait()
                self.said.clear()
                if self.newest is not None and answered(self.newest):
                    return

    @property
    def place(self) -> Place:
        """Where the reach begins."""
        return self.reach[0]

    def shares_live(self) -> None:
        """Shares the live location where the reach begins."""
        self.share = acts.shares_live(self.world, self.user, self.place, accuracy=8)

    def walks_on(self, number: int) -> None:
        """Tells the next place of a walk to and fro."""
        if self.share is not None:
            there_and_back = [*self.reach, *reversed(self.reach)]
            self.share.moves_to(there_and_back[number % len(there_and_back)], accuracy=8)

    def says(self, text: str) -> None:
        """Writes a text."""
        acts.says(self.world, self.user, text)

    def taps(self, act: str) -> None:
        """Presses the newest inline button whose data begins with `act`."""
        for message in reversed(self.world.chats[self.user.id].messages.values()):
            for data in inline(message):
                if data.startswith(act):
                    acts.taps(self.world, self.user, message.id, data)
                    return
        raise LookupError(f"{self.user.first_name} has no button {act}")


def inline(message: Message) -> list[str]:
    """The callback data under a message."""
    rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
    return [button.get("callback_data", "") for row in rows for button in row]


def join(world: World, count: int) -> list[Chief]:
    """So many people who have pressed START long ago."""
    chiefs = [Chief(world, world.add_user(FIRST_USER + n, f"河长{n}")) for n in range(count)]
    by_chat = {chief.user.id: chief for chief in chiefs}
    for chief in chiefs:
        acts.starts_with(world, chief.user)
    world.updates.waiting.clear()

    def told(message: Message | None) -> None:
        if message is not None and message.by_bot and message.chat_id in by_chat:
            by_chat[message.chat_id].hears(message)

    world.watch(told)
    return chiefs


def address(folder: Path) -> str:
    """Where the bot keeps its database."""
    return f"sqlite:///{folder / 'riverchief.db'}"


def settle(folder: Path, chiefs: list[Chief]) -> None:
    """Imports the sample county into a new database and binds a village chief to each phone."""
    database = open_database(address(folder))
    schema.upgrade(database.engine)
    for chief, reach in zip(chiefs, database.write_now(_bind, len(chiefs)), strict=True):
        chief.reach = reach
    database.close()


def _bind(session: Session, count: int) -> list[list[Place]]:
    at = datetime(2025, 1, 1, tzinfo=UTC)
    importing.bring_in(session, By(at), sample_county(), SINCE)
    seats = session.execute(
        select(Person.id, Water.line)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Water, Water.id == Post.water_id)
        .where(Post.role == Role.RIVER_CHIEF, Post.level == Level.VILLAGE, Water.line.is_not(None))
        .group_by(Person.id)
        .order_by(Person.id)
        .limit(count)
    ).all()
    for number, (person_id, _) in enumerate(seats):
        user = FIRST_USER + number
        session.add(Account(person_id=person_id, telegram_id=user, chat_id=user, bound_at=at))
    return [[(place[0], place[1]) for place in line] for _, line in seats]
