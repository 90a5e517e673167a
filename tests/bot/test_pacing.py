"""Telegram's limits: 30 a second in all, one a second a chat, 20 a minute a group; one "not before" after a 429."""

from collections import Counter
from typing import Any

import anyio
import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.pacing import A_GROUP_MINUTE, A_SECOND, TRIES, UNASKED, Pacing


class Seconds:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await anyio.lowlevel.checkpoint()


class Telegram:
    """Notes when each message left; refuses as told."""

    def __init__(self, seconds: Seconds) -> None:
        self.seconds = seconds
        self.sent: list[tuple[float, int]] = []
        self.refusals: list[Exception] = []

    async def send(self, chat: int) -> str:
        if self.refusals:
            raise self.refusals.pop(0)
        self.sent.append((self.seconds.now, chat))
        return "sent"


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def telegram(seconds: Seconds) -> Telegram:
    return Telegram(seconds)


@pytest.fixture
def pacing(seconds: Seconds) -> Pacing:
    return Pacing(clock=seconds, sleep=seconds.sleep)


async def send(pacing: Pacing, telegram: Telegram, chat: int, asked: int | None = None) -> Any:
    return await pacing.process_request(telegram.send, (chat,), {}, "sendMessage", {"chat_id": chat}, asked)


async def test_a_broadcast_never_sends_more_than_thirty_in_any_second(pacing: Pacing, telegram: Telegram) -> None:
    for chat in range(1, 101):
        await send(pacing, telegram, chat, UNASKED)
    moments = [moment for moment, _ in telegram.sent]
    assert all(sum(start <= m < start + 1 for m in moments) <= A_SECOND for start in moments)
    assert moments[-1] <= 100 / A_SECOND


async def test_one_chat_hears_one_unasked_message_a_second(pacing: Pacing, telegram: Telegram) -> None:
    for _ in range(4):
        await send(pacing, telegram, 7, UNASKED)
    assert [round(moment) for moment, _ in telegram.sent] == [0, 1, 2, 3]


async def test_a_group_hears_twenty_a_minute(pacing: Pacing, telegram: Telegram) -> None:
    for _ in range(A_GROUP_MINUTE + 1):
        await send(pacing, telegram, -100, UNASKED)
    assert telegram.sent[-1][0] >= 60


async def test_replies_do_not_wait_for_the_broadcast(pacing: Pacing, telegram: Telegram) -> None:
    async with anyio.create_task_group() as group:
        for chat in range(1, 3 * A_SECOND + 1):
            group.start_soon(send, pacing, telegram, chat, UNASKED)
        await anyio.lowlevel.checkpoint()
        asked_at = telegram.seconds.now
        await send(pacing, telegram, 500)
        assert telegram.sent[-1] == (asked_at, 500)
        assert len(telegram.sent) < A_SECOND
    moments = sorted(moment for moment, _ in telegram.sent)
    assert all(sum(start <= m < start + 1 for m in moments) <= A_SECOND for start in moments)


async def test_a_group_that_has_heard_enough_keeps_nobody_else_waiting(pacing: Pacing, telegram: Telegram) -> None:
    for _ in range(A_GROUP_MINUTE):
        await send(pacing, telegram, -100, UNASKED)
    before = telegram.seconds.now
    async with anyio.create_task_group() as group:
        group.start_soon(send, pacing, telegram, -100, UNASKED)
        for chat in range(1, 11):
            group.start_soon(send, pacing, telegram, chat, UNASKED)
    assert [chat for _, chat in telegram.sent[-11:]] == [*range(1, 11), -100]
    assert telegram.sent[-1][0] >= 60 > before


async def test_an_album_counts_as_its_messages(pacing: Pacing, telegram: Telegram) -> None:
    for album in (10, 10):
        await send(pacing, telegram, -100, album)
    await send(pacing, telegram, -100, UNASKED)
    assert [round(moment) for moment, _ in telegram.sent] == [0, 1, 60]
    await send(pacing, telegram, 7, 3)
    await send(pacing, telegram, 7, UNASKED)
    assert [round(moment) for moment, _ in telegram.sent[3:]] == [60, 63]


async def test_after_a_429_nothing_leaves_before_the_time_it_names(
    pacing: Pacing, telegram: Telegram, seconds: Seconds
) -> None:
    telegram.refusals.append(RetryAfter(3))
    await send(pacing, telegram, 1)
    await send(pacing, telegram, 2, UNASKED)
    assert [moment >= 3 for moment, _ in telegram.sent] == [True, True]


async def test_a_reply_that_meets_a_broken_line_is_sent_again(pacing: Pacing, telegram: Telegram) -> None:
    telegram.refusals += [NetworkError("cut")] * (TRIES - 1)
    assert await send(pacing, telegram, 1) == "sent"


@pytest.mark.parametrize("error", [NetworkError("cut"), TimedOut(), BadRequest("no")])
async def test_an_unasked_message_is_never_sent_twice(pacing: Pacing, telegram: Telegram, error: Exception) -> None:
    telegram.refusals.append(error)
    with pytest.raises(type(error)):
        await send(pacing, telegram, 1, UNASKED)
    assert Counter(chat for _, chat in telegram.sent) == Counter()
