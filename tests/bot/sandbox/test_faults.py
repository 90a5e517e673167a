"""Faults strike the requests that they were ordered for, and no others."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.sandbox import acts
from bot.sandbox.records import Chat, User
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import Clock

pytestmark = [
    pytest.mark.anyio,
    # The library warns of what `retry_after` will be in its next major version.
    pytest.mark.filterwarnings("ignore:Deprecated since version v22.2:telegram.warnings.PTBDeprecationWarning"),
]


def texts(world: World, chat_id: int) -> list[str]:
    return [message.body["text"] for message in world.chats[chat_id].messages.values() if message.by_bot]


async def test_too_many_requests_tells_how_long_to_wait(world: World, zhang: User, bot: Bot) -> None:
    world.faults.too_many(7)
    with pytest.raises(RetryAfter) as told:
        await bot.send_message(zhang.id, "一")
    assert told.value._retry_after == timedelta(seconds=7)
    await bot.send_message(zhang.id, "二")
    assert texts(world, zhang.id) == ["二"]


async def test_a_fault_strikes_its_method_and_chat_only(world: World, zhang: User, li: User, bot: Bot) -> None:
    acts.starts_with(world, li)
    world.faults.blocked(method="sendMessage", chat_id=li.id, times=None)
    await bot.send_message(zhang.id, "到")
    await bot.send_chat_action(li.id, "typing")
    for _ in range(2):
        with pytest.raises(Forbidden):
            await bot.send_message(li.id, "不到")
    world.faults.clear()
    await bot.send_message(li.id, "到")
    assert texts(world, li.id) == ["到"]


@pytest.mark.parametrize("code", [500, 502])
async def test_a_server_error_carries_nothing_out(code: int, world: World, zhang: User, bot: Bot) -> None:
    world.faults.server_error(code)
    with pytest.raises(NetworkError):
        await bot.send_message(zhang.id, "一")
    assert texts(world, zhang.id) == []


async def test_a_cut_line_carries_nothing_out(world: World, zhang: User, bot: Bot) -> None:
    world.faults.cut()
    with pytest.raises(NetworkError, match="disconnected"):
        await bot.send_message(zhang.id, "一")
    assert texts(world, zhang.id) == []


async def test_a_lost_answer_was_carried_out(world: World, zhang: User, bot: Bot) -> None:
    world.faults.lost()
    with pytest.raises(TimedOut):
        await bot.send_message(zhang.id, "一")
    assert texts(world, zhang.id) == ["一"]


async def test_garbage_is_no_answer(world: World, zhang: User, bot: Bot) -> None:
    world.faults.garbage()
    with pytest.raises(TelegramError, match="Invalid server response"):
        await bot.send_message(zhang.id, "一")


async def test_a_silent_line_ends_after_its_seconds_or_by_cancelling(world: World, zhang: User, bot: Bot) -> None:
    world.faults.hang(0.0)
    with pytest.raises(TimedOut):
        await bot.send_message(zhang.id, "一")
    world.faults.hang()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await bot.send_message(zhang.id, "二")
    assert texts(world, zhang.id) == []


async def test_the_latency_holds_for_every_answer(world: World, bot: Bot) -> None:
    world.faults.latency = 0.02
    loop = asyncio.get_running_loop()
    before = loop.time()
    await bot.get_me()
    assert loop.time() - before >= 0.02


async def test_rates_are_kept_where_wanted(world: World, zhang: User, bot: Bot, clock: Clock) -> None:
    world.rates.enforced = True
    await bot.send_message(zhang.id, "一")
    with pytest.raises(RetryAfter):
        await bot.send_message(zhang.id, "二")
    clock.pass_time(timedelta(seconds=1))
    await bot.send_message(zhang.id, "三")
    assert texts(world, zhang.id) == ["一", "三"]


async def test_a_group_takes_twenty_a_minute(world: World, zhang: User, bot: Bot, clock: Clock) -> None:
    world.rates.enforced = True
    group = world.add_group("河长群", zhang)
    for number in range(20):
        await bot.send_message(group.id, str(number))
        clock.pass_time(timedelta(seconds=1))
    with pytest.raises(RetryAfter) as told:
        await bot.send_message(group.id, "20")
    assert told.value._retry_after == timedelta(seconds=41)


async def test_thirty_a_second_go_out_in_all(world: World, bot: Bot) -> None:
    world.rates.enforced = True
    chats = [world.chats[world.add_user(500 + number, "人").id] for number in range(31)]
    await _write_to(bot, chats[:30])
    with pytest.raises(RetryAfter):
        await _write_to(bot, chats[30:])


async def _write_to(bot: Bot, chats: list[Chat]) -> None:
    for chat in chats:
        chat.started = True
        await bot.send_message(chat.id, "好")


async def test_a_refused_request_is_remembered_with_its_reason(world: World, zhang: User, bot: Bot) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(999, "一")
    [call] = world.calls
    assert (call.method, call.params["chat_id"], call.refusal) == ("sendMessage", 999, "Bad Request: chat not found")
