"""Updates wait until they are confirmed, by long polling or by a webhook."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, BotCommand, BotCommandScopeChat, BotCommandScopeDefault, MenuButtonCommands
from telegram.error import BadRequest, Conflict

from bot.sandbox import acts
from bot.sandbox.records import Json, User
from bot.sandbox.standin import standin
from bot.sandbox.world import World

pytestmark = pytest.mark.anyio


async def until_polled(world: World) -> None:
    for _ in range(1000):
        if world.updates.polled:
            return
        await asyncio.sleep(0)
    raise AssertionError("nobody polls")


async def test_an_update_comes_again_until_it_is_confirmed(world: World, zhang: User, bot: Bot) -> None:
    for text in ("一", "二", "三"):
        acts.says(world, zhang, text)
    first = [update.update_id for update in await bot.get_updates()]
    assert first == list(range(first[0], first[0] + 3))
    assert [update.update_id for update in await bot.get_updates(offset=first[1])] == first[1:]
    assert [update.update_id for update in await bot.get_updates(limit=1)] == first[1:2]
    assert [update.update_id for update in await bot.get_updates(offset=-1)] == first[2:]
    assert await bot.get_updates(offset=first[2] + 1) == ()


async def test_a_poll_waits_for_what_is_said_meanwhile(world: World, zhang: User, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await until_polled(world)
    acts.says(world, zhang, "在吗")
    async with asyncio.timeout(5):
        [update] = await polling
    assert update.message is not None
    assert update.message.text == "在吗"


async def test_a_poll_ends_empty_when_its_time_is_over(bot: Bot) -> None:
    assert await bot.get_updates(timeout=0) == ()


async def test_the_older_of_two_polls_is_turned_away(world: World, zhang: User, bot: Bot) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=30))
    await until_polled(world)
    newer = asyncio.create_task(bot.get_updates(timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await older
    acts.says(world, zhang, "在吗")
    assert len(await newer) == 1


async def test_only_the_kinds_asked_for_are_queued(world: World, zhang: User, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    acts.says(world, zhang, "一")
    await bot.get_updates(allowed_updates=["message"])
    acts.says(world, zhang, "二")
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "二"


async def test_a_broken_update_is_handed_over_as_it_is(world: World) -> None:
    world.updates.put_raw({"message": {"message_id": "x"}})
    async with httpx.AsyncClient(transport=httpx.ASGITransport(standin(world)), base_url="http://t") as client:
        told: Json = (await client.get(f"/bot{world.token}/getUpdates")).json()
    assert told["result"][0]["message"] == {"message_id": "x"}


@pytest.mark.parametrize("way", ["form", "json", "address", "strings in json"])
async def test_a_request_is_read_however_it_comes(way: str, world: World, zhang: User) -> None:
    address = f"/bot{world.token}/sendmessage"
    markup = '{"inline_keyboard":[[{"text":"是","callback_data":"yes"}]]}'
    fields: dict[str, Any] = {"chat_id": str(zhang.id), "text": "好", "reply_markup": markup}
    ways: dict[str, dict[str, Any]] = {
        "form": {"data": fields},
        "json": {"json": {"chat_id": zhang.id, "text": "好", "reply_markup": {"remove_keyboard": True}}},
        "strings in json": {"json": fields},
        "address": {"params": fields},
    }
    async with httpx.AsyncClient(transport=httpx.ASGITransport(standin(world)), base_url="http://t") as client:
        told = (await client.post(address, **ways[way])).json()
    assert told["result"]["text"] == "好"
    assert told["result"]["chat"]["id"] == zhang.id


class Listener:
    """A bot's webhook that answers with the statuses it was given, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.heard: list[Json] = []
        self.secrets: list[str | None] = []
        self.app = Starlette(routes=[Route("/hook", self.hears, methods=["POST"])])

    async def hears(self, request: Request) -> Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.heard.append(await request.json())
        return Response(status_code=status)

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app))


async def test_a_webhook_hears_in_order_with_its_secret(world: World, zhang: User, bot: Bot) -> None:
    listener = Listener(500)
    world.webhook.client, world.webhook.patience = listener.client, 0.0
    acts.says(world, zhang, "一")
    await bot.set_webhook("https://bot.test/hook", secret_token="abc_DEF-1")
    acts.says(world, zhang, "二")
    await world.webhook.rest()
    assert [update["message"]["text"] for update in listener.heard] == ["一", "二"]
    assert set(listener.secrets) == {"abc_DEF-1"}
    told = await bot.get_webhook_info()
    assert told.url == "https://bot.test/hook"
    assert told.pending_update_count == 0
    assert told.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_with_a_webhook_nobody_may_poll(world: World, zhang: User, bot: Bot) -> None:
    await bot.set_webhook("https://bot.test/hook")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    acts.says(world, zhang, "一")
    assert len(await bot.get_updates()) == 1
    acts.says(world, zhang, "二")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_what_a_webhook_never_took_waits_for_polling(world: World, zhang: User, bot: Bot) -> None:
    listener = Listener(*[503] * 1000)
    world.webhook.client, world.webhook.patience = listener.client, 0.0
    await bot.set_webhook("https://bot.test/hook")
    acts.says(world, zhang, "一")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1


async def test_an_odd_secret_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="unallowed characters"):
        await bot.set_webhook("https://bot.test/hook", secret_token="秘密")


async def test_commands_and_descriptions_are_kept_by_scope(world: World, zhang: User, bot: Bot) -> None:
    patrol, guide = BotCommand("patrol", "开始巡河"), BotCommand("help", "帮助")
    await bot.set_my_commands([guide])
    await bot.set_my_commands([patrol, guide], scope=BotCommandScopeChat(zhang.id))
    assert await bot.get_my_commands(BotCommandScopeDefault()) == (guide,)
    assert await bot.get_my_commands(BotCommandScopeChat(zhang.id)) == (patrol, guide)
    await bot.delete_my_commands(BotCommandScopeChat(zhang.id))
    assert await bot.get_my_commands(BotCommandScopeChat(zhang.id)) == ()
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("Patrol", "巡河")])
    await bot.set_my_description("河长制助手")
    assert (await bot.get_my_description()).description == "河长制助手"
    await bot.set_my_short_description("巡河")
    assert (await bot.get_my_short_description()).short_description == "巡河"
    assert await bot.set_chat_menu_button(zhang.id, MenuButtonCommands())
    assert (await bot.get_chat_menu_button(zhang.id)).type == "commands"


async def test_chats_and_members_are_told(world: World, zhang: User, li: User, bot: Bot) -> None:
    group = world.add_group("河长群", zhang)
    assert (await bot.get_chat(zhang.id)).first_name == "张卫民"
    assert (await bot.get_chat(group.id)).title == "河长群"
    assert (await bot.get_chat_member(group.id, zhang.id)).status == "member"
    assert (await bot.get_chat_member(group.id, li.id)).status == "left"
    assert await bot.get_chat_member_count(group.id) == 2
    assert (await bot.get_me()).username == "river_chief_bot"
    assert await bot.log_out()
    assert await bot.leave_chat(group.id)
