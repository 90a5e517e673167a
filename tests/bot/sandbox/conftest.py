"""A world with a few people of one village, and python-telegram-bot's own client for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox import acts
from bot.sandbox.records import User
from bot.sandbox.standin import standin
from bot.sandbox.world import World


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, time: timedelta) -> None:
        self.now += time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock)


@pytest.fixture
def zhang(world: World) -> User:
    """A village chief who has started the bot; what he said is already fetched."""
    user = world.add_user(101, "张卫民", "+8613900000101", last_name="村")
    acts.starts_with(world, user)
    world.updates.waiting.clear()
    return user


@pytest.fixture
def li(world: World) -> User:
    """A township chief who never started the bot."""
    return world.add_user(102, "李镇长", "+8613900000102")


def client(world: World) -> Bot:
    """The library's client, in process."""
    transport = httpx.ASGITransport(standin(world))
    request = HTTPXRequest(httpx_kwargs={"transport": transport})
    updates = HTTPXRequest(httpx_kwargs={"transport": transport})
    address = "http://telegram.test"
    return Bot(world.token, f"{address}/bot", f"{address}/file/bot", request=request, get_updates_request=updates)


@pytest.fixture
async def bot(world: World) -> AsyncIterator[Bot]:
    async with client(world) as bot:
        world.calls.clear()
        yield bot
