"""By webhook: Telegram hears 200 only when the update is on the disk; who does not know the secret learns nothing."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.sandbox import acts
from bot.webhook import LARGEST, SECRET_HEADER, webhook
from storage.models import InboxUpdate
from tests.bot.faults import locked
from tests.river import River

pytestmark = pytest.mark.anyio

SECRET = "a-Secret_1"
PATH = "/hook/river"


@pytest.fixture
async def telegram(river: River) -> AsyncIterator[httpx.AsyncClient]:
    """Telegram, which posts to the bot's address."""
    transport = httpx.ASGITransport(webhook(river.chief.intake, SECRET, PATH))
    headers = {SECRET_HEADER: SECRET}
    async with httpx.AsyncClient(transport=transport, base_url="https://bot.test", headers=headers) as client:
        yield client


def menu_wanted(river: River) -> dict[str, Any]:
    acts.says(river.world, river.zhang.user, "/menu")
    return dict(river.world.updates.waiting.popleft())


def stored(river: River) -> list[int]:
    with river.look() as session:
        return list(session.scalars(select(InboxUpdate.update_id)))


async def test_what_is_answered_200_is_on_the_disk_and_answered(river: River, telegram: httpx.AsyncClient) -> None:
    update = menu_wanted(river)
    assert (await telegram.post(PATH, json=update)).status_code == 200
    assert stored(river) == [update["update_id"]]
    assert (await river.zhang.hears())[0].text.startswith("张卫民，您好。")


async def test_an_update_posted_twice_is_answered_once(river: River, telegram: httpx.AsyncClient) -> None:
    update = menu_wanted(river)
    for _ in range(2):
        assert (await telegram.post(PATH, json=update)).status_code == 200
    assert len(await river.zhang.hears()) == 1


@pytest.mark.parametrize("secret", ["", "a-Secret_2", "密"])
async def test_who_does_not_know_the_secret_learns_nothing(
    river: River, telegram: httpx.AsyncClient, secret: str
) -> None:
    answer = await telegram.post(PATH, json=menu_wanted(river), headers={SECRET_HEADER.encode(): secret.encode()})
    assert (answer.status_code, answer.content, stored(river)) == (404, b"", [])


async def test_other_addresses_and_methods_are_not_there(telegram: httpx.AsyncClient) -> None:
    assert (await telegram.post("/", json={})).status_code == 404
    assert (await telegram.get(PATH)).status_code == 405


@pytest.mark.parametrize(
    "garbage",
    [b"", b"{", b"[]", b"7", b'"update_id"', b'{"update_id": "7"}', b'{"message": {}}', b"\xff\xfe", b"[" * 200_000],
)
async def test_garbage_is_refused_and_stored_nowhere(river: River, telegram: httpx.AsyncClient, garbage: bytes) -> None:
    assert (await telegram.post(PATH, content=garbage)).status_code == 400
    assert stored(river) == []


async def test_a_body_larger_than_any_update_is_refused_even_in_chunks(
    river: River, telegram: httpx.AsyncClient
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 65_536 + 1):
            yield b" " * 65_536

    assert (await telegram.post(PATH, content=chunks())).status_code == 413
    assert (await telegram.post(PATH, content=b" " * (LARGEST + 1))).status_code == 413
    assert stored(river) == []


async def test_an_update_nobody_can_read_is_taken_all_the_same(river: River, telegram: httpx.AsyncClient) -> None:
    answer = await telegram.post(PATH, content=json.dumps({"update_id": 5, "message": {"text": "?"}}))
    assert answer.status_code == 200
    assert stored(river) == [5]


async def test_while_the_database_is_locked_telegram_is_asked_to_come_again(
    river: River, telegram: httpx.AsyncClient
) -> None:
    update = menu_wanted(river)
    with locked(river.database):
        assert (await telegram.post(PATH, json=update)).status_code == 503
    assert (await telegram.post(PATH, json=update)).status_code == 200
    assert len(await river.zhang.hears()) == 1
