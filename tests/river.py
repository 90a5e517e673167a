"""The whole program against the stand-in, over HTTP in process, with a clock that stands until it is moved."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy.orm import Session
from telegram.request import BaseRequest

from bot.app import RiverChief, build
from bot.clock import Clock
from bot.config import Config
from bot.pacing import Pacing
from bot.sandbox import acts
from bot.sandbox.standin import standin
from bot.sandbox.world import World
from storage.database import Database
from tests.county import CAST, County, phone_of
from tests.people import Person
from tests.wire import Wire

TOKEN = "123456:TEST-TOKEN-not-a-secret"
MONDAY_MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # Monday, 09:30 in Shanghai


class HandClock(Clock):
    """A clock that stands until a test moves it."""

    def __init__(self, moment: datetime = MONDAY_MORNING) -> None:
        super().__init__()
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def jump(self, to: datetime) -> None:
        self.moment = to

    def passes(self, time: timedelta) -> None:
        self.moment += time


class Impatient(Pacing):
    """Telegram's limits without the waiting: the order of sends is the same, seconds are not slept."""

    def __init__(self) -> None:
        self._seconds = 0.0
        super().__init__(clock=lambda: self._seconds, sleep=self._skip)

    async def _skip(self, seconds: float) -> None:
        self._seconds += seconds


@dataclass
class River:
    """A running program, its stand-in, its county, its people (`river.zhang`, ... by the keys of the county)."""

    chief: RiverChief
    world: World
    county: County
    clock: HandClock
    folder: Path
    _people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, key: str) -> Person:
        people: dict[str, Person] = self.__dict__.get("_people", {})
        try:
            return people[key]
        except KeyError:
            raise AttributeError(key) from None

    @property
    def database(self) -> Database:
        """The database of the program."""
        return self.chief.database

    @contextmanager
    def look(self) -> Iterator[Session]:
        """A fresh session: only what was committed counts."""
        with Session(self.database.engine) as session:
            yield session

    async def settle(self) -> None:
        """Lets the program hear, answer and deliver until it rests."""
        await self.chief.settle()

    async def jumps(self, time: timedelta) -> None:
        """Lets time pass as the sandbox's clock does: the calendar's jobs run in their order."""
        await self.chief.jump(self.clock() + time)
        await self.settle()

    async def restarted(self) -> "River":
        """The same world after the program was stopped and built anew."""
        await _end(self.chief)
        self.chief = _build(self.chief.database, self.world, self.clock, self.folder)
        await self.chief.start()
        return self

    def stranger(self, telegram_id: int = 999, name: str = "路人甲", phone: str = "+8613800000999") -> Person:
        """Somebody who is on no roster and has pressed START."""
        return self.phone(telegram_id, name, phone)

    def phone(self, telegram_id: int, name: str, number: str) -> Person:
        """Somebody who has just pressed START."""
        user = self.world.add_user(telegram_id, name, number)
        acts.starts_with(self.world, user, "")
        return Person(self.world, user, self.settle, self.clock.passes)

    def phone_in_use(self, telegram_id: int, name: str, number: str) -> Person:
        """Somebody who pressed START long ago."""
        person = self.phone(telegram_id, name, number)
        self.world.updates.waiting.clear()
        return person


@asynccontextmanager
async def flowing(
    database: Database, county: County, folder: Path, moment: datetime = MONDAY_MORNING
) -> AsyncIterator[River]:
    """Builds and starts everything; fails the test if the bot broke one of Telegram's limits."""
    clock = HandClock(moment)
    world = World(clock, TOKEN)
    river = River(_build(database, world, clock, folder), world, county, clock, folder)
    _bring_people(river)
    await river.chief.start()
    try:
        yield river
        assert world.violations == [], world.violations
    finally:
        await _end(river.chief)


async def _end(chief: RiverChief) -> None:
    """As `RiverChief.stop`, but the database goes on: it is the test's."""
    await chief.application.stop()
    await chief.intake.mark_answered()
    await chief.application.shutdown()


def _build(database: Database, world: World, clock: HandClock, folder: Path) -> RiverChief:
    settings = os.environ.items()  # noqa: TID251 - as a test has set it
    told = frozenset(each for each in settings if each[0].startswith("RIVERCHIEF_"))
    config = _config(told).model_copy(update={"data_dir": folder})
    app = standin(world)

    def request(seconds: float) -> BaseRequest:
        return Wire(app, seconds)

    return build(config, clock=clock, request=request, pacing=Impatient(), database=database, timer=False)


@cache
def _config(_environment: frozenset[tuple[str, str]]) -> Config:
    """Read from the environment once for all tests that leave it alone: it takes longer than a dialog."""
    return Config(token=SecretStr(TOKEN), api_url="http://telegram.test")


def _bring_people(river: River) -> None:
    names = {key: name for key, name, *_ in CAST} | {"zhang2": "张大江"}
    for key, telegram_id in river.county.telegram.items():
        river._people[key] = river.phone_in_use(telegram_id, names[key], phone_of(telegram_id))
