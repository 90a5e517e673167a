"""The stand-in behind a real socket: a few requests, and lines that really break."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import HTTPXRequest

from bot.sandbox import acts
from bot.sandbox.records import User
from bot.sandbox.standin import standin
from bot.sandbox.world import World
from tests.people import picture

pytestmark = pytest.mark.anyio


@pytest.fixture
async def served(world: World) -> AsyncIterator[Bot]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(standin(world), log_level="critical", lifespan="off", ws="none"))
    serving = asyncio.create_task(server.serve([listening]))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    quick = HTTPXRequest(read_timeout=0.3)
    async with Bot(world.token, f"{address}/bot", f"{address}/file/bot", request=quick) as bot:
        yield bot
    server.should_exit = True
    await serving


async def test_over_a_socket_the_stand_in_answers_the_same(world: World, zhang: User, served: Bot) -> None:
    acts.sends_photo(world, zhang, picture("河面"))
    [update] = await served.get_updates()
    assert update.message is not None
    file = await update.message.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()).startswith(b"\xff\xd8")
    sent = await served.send_document(zhang.id, b"PK", filename="名册.xlsx", caption="<b>名册</b>", parse_mode="HTML")
    assert sent.caption_html == "<b>名册</b>"


async def test_over_a_socket_lines_break_and_fall_silent(world: World, zhang: User, served: Bot) -> None:
    world.faults.cut()
    with pytest.raises(NetworkError, match="RemoteProtocolError"):
        await served.send_message(zhang.id, "一")
    world.faults.lost()
    with pytest.raises(NetworkError):
        await served.send_message(zhang.id, "二")
    world.faults.hang(0.6)
    with pytest.raises(TimedOut):
        await served.send_message(zhang.id, "三")
    texts = [message.body["text"] for message in world.chats[zhang.id].messages.values() if message.by_bot]
    assert texts == ["二"]
