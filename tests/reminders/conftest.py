"""The profile and a little post office: the delivery against the stand-in of Telegram, over HTTP in process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.pacing import Pacing
from bot.sandbox.standin import standin
from bot.sandbox.world import World
from bot.texts import Texts
from reminders.delivery import WORKERS, Delivery
from rules.profile import Profile
from storage import outbox
from storage.database import Database
from storage.models import Notice, Urgency
from storage.outbox import Tell
from tests.county import County
from tests.reminders.records import SHANGHAI
from tests.river import TOKEN, HandClock, Impatient
from tests.rules.calendar_of_2026 import is_workday


async def comes_true(condition: Callable[[], object]) -> None:
    """Waits, a few seconds at most, until something in the background has happened."""
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came true")


class Edge(httpx.AsyncBaseTransport):
    """The line to the stand-in; what is in `answers` meets the next sends instead."""

    def __init__(self, world: World) -> None:
        self._line = httpx.ASGITransport(standin(world))
        self.answers: list[httpx.Response | Exception] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.answers and request.url.path.endswith("/sendMessage"):
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        return await self._line.handle_async_request(request)


@dataclass
class PostOffice:
    """A delivery, the people it speaks to by the keys of the county, and the clock they live by."""

    database: Database
    county: County
    world: World
    clock: HandClock
    profile: Profile
    templates: Path
    pacing: Pacing = field(default_factory=Impatient)

    def __post_init__(self) -> None:
        self.edge = Edge(self.world)
        self.bot = _bot(self.edge, self.pacing)
        self.delivery = self.opened()

    def opened(self, workers: int = WORKERS) -> Delivery:
        """A delivery as a newly started program has it."""
        texts = Texts(SHANGHAI, self.templates)
        return Delivery(
            self.bot, self.database, texts.render, texts.label, self.clock, SHANGHAI, self.profile.quiet, is_workday,
            workers,
        )  # fmt: skip

    def tells(self, *notices: Tell) -> int:
        """Writes notices into the outbox now."""
        return self.database.write_now(outbox.tell, self.clock(), notices)

    async def delivers(self, after: timedelta = timedelta()) -> int:
        """Lets time pass, then delivers what is due."""
        self.clock.passes(after)
        return await self.delivery.deliver_due()

    def heard(self, person: str) -> list[str]:
        """What stands in a person's chat."""
        messages = self.world.chats[self.county.telegram[person]].messages.values()
        return [str(message.body["text"]) for message in messages]

    def news(self, person: str, what: str, urgency: Urgency = Urgency.NOW, **more: Any) -> Tell:
        """A notice for somebody of the county."""
        return Tell(
            "story/news", f"news:{what[:20]}:{person}", self.county.people[person], {"what": what}, urgency, **more
        )

    def rows(self) -> list[Notice]:
        """The outbox, in a fresh session."""
        with Session(self.database.engine) as session:
            return list(session.scalars(select(Notice).order_by(Notice.id)))

    def states(self) -> list[str]:
        """The states of the outbox's rows, oldest first."""
        return [row.state.value for row in self.rows()]


@pytest.fixture
async def post_office(
    database: Database, county: County, profile: Profile, tmp_path: Path
) -> AsyncIterator[PostOffice]:
    clock = HandClock()
    world = World(clock, TOKEN)
    for key, telegram_id in county.telegram.items():
        world.add_user(telegram_id, key)
        world.chats[telegram_id].started = True
    (tmp_path / "story").mkdir()
    (tmp_path / "story" / "news.html.j2").write_text("<b>{{ what }}</b>的全文", encoding="utf-8")
    (tmp_path / "story" / "_news_line.html.j2").write_text("{{ what }}", encoding="utf-8")
    (tmp_path / "story" / "labels.toml").write_text('open = "看{{ what }}"', encoding="utf-8")
    office = PostOffice(database, county, world, clock, profile, tmp_path)
    async with office.bot:
        yield office
    assert world.violations == []


def _bot(edge: Edge, pacing: Pacing) -> ExtBot[int]:
    def request() -> HTTPXRequest:
        return HTTPXRequest(connection_pool_size=64, httpx_kwargs={"transport": edge})

    return ExtBot(
        TOKEN,
        base_url="http://telegram.test/bot",
        request=request(),
        get_updates_request=request(),
        rate_limiter=pacing,
    )
