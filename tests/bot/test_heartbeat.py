"""The heartbeat: a file anew each minute and an address called, only while database and Telegram answer."""

import asyncio
import json
import logging
from typing import Any

import httpx
import pytest
from telegram.error import NetworkError
from telegram.request import BaseRequest

from bot.heartbeat import Heartbeat
from bot.webhook import webhook
from tests.databases import ONE_DATABASE
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]
URL = "https://watcher.test/a-secret"


class Line(BaseRequest):
    """A line on which the watcher's address is called."""

    def __init__(self) -> None:
        self.called: list[str] = []
        self.is_down = False

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(self, url: str, *_args: Any, **_more: Any) -> tuple[int, bytes]:
        if self.is_down:
            raise NetworkError("ClientConnectorError")
        self.called.append(url)
        return 200, b"OK"


def _heart(river: River, line: Line, *, polls: bool = True) -> Heartbeat:
    chief = river.chief
    file = chief.config.heartbeat_file
    return Heartbeat(chief.database, chief.intake, chief.clock, file, URL, line, polls=polls)


async def test_it_beats_once_telegram_was_heard_and_says_how_the_program_fares(river: River) -> None:
    line = Line()
    heart, file = _heart(river, line), river.chief.config.heartbeat_file
    river.chief.intake.heard_at = None
    assert not await heart.beat()
    assert not file.exists()
    assert not heart.is_alive()

    await river.zhang.says("/help")
    await river.chief.intake.mark_answered()
    assert await heart.beat()
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["at"] == river.clock().isoformat()
    assert told["last_update_at"] is not None
    assert (told["waiting_updates"], told["waiting_notices"], told["last_self_audit"]) == (0, 0, None)
    assert line.called == [URL]
    assert heart.is_alive()


async def test_an_address_that_does_not_answer_is_logged_once_without_its_words(
    river: River, caplog: pytest.LogCaptureFixture
) -> None:
    line = Line()
    heart = _heart(river, line, polls=False)
    line.is_down = True
    with caplog.at_level(logging.WARNING):
        assert await heart.beat()
        assert await heart.beat()
    assert caplog.text.count("its address did not answer") == 1
    assert "secret" not in caplog.text


async def test_health_says_alive_or_stale_and_no_more(river: River) -> None:
    for is_alive, answer in ((True, (200, "alive")), (False, (503, "stale"))):
        app = webhook(river.chief.intake, "s", "/hook", lambda is_alive=is_alive: is_alive)  # type: ignore[misc]
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://bot.test") as client:
            health = await client.get("/health")
            assert (health.status_code, health.text) == answer


async def test_a_quiet_start_beats_before_the_first_poll_brings_anything(river: River) -> None:
    heart, file = _heart(river, Line()), river.chief.config.heartbeat_file
    heart.first_after = 0.0
    river.chief.intake.heard_at = None
    beating = asyncio.create_task(heart.run_for_ever())
    async with asyncio.timeout(5):
        while not heart.is_alive():  # noqa: ASYNC110 - a heart tells no event
            await asyncio.sleep(0.01)
    beating.cancel()
    assert file.exists()
