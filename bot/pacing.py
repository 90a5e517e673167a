"""Telegram's limits, kept by us: replies to people first, broadcasts in what room is left.

The library's own limiter let 59 messages out in its worst second, paced no chat and held replies eight
seconds behind a broadcast (measured); so this one takes its seat.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

log = logging.getLogger(__name__)

A_SECOND = 30
A_CHAT_SECOND = 1
A_GROUP_MINUTE = 20
TRIES = 4
TOLD_TO_WAIT = 6  # so often a message waits as long as Telegram says: it certainly has not arrived yet
UNASKED = 1  # rate_limit_args of what nobody asked for: so many messages (an album is several), which wait their turn;
# below zero where they have had it (see `take_turn`)
MADE_UP = 0.2  # seconds of broadcasting that a busy moment may make up for; beyond, messages leave evenly

Answer = Any


class Pacing(BaseRateLimiter[int]):
    """One "not before" for all after a 429; windows of a second and a minute for what nobody asked for.

    A broadcast leaves evenly, a thirtieth of a second apart: a reply that comes between two of its messages then makes
    no burst of sixty in what Telegram sees as one second. A message whose chat has had enough waits by itself, and
    nobody else behind it.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], Any] = asyncio.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._not_before = 0.0
        self._sent: deque[float] = deque()
        self._by_chat: dict[int | str, deque[float]] = {}
        self._turn = asyncio.Lock()
        self._slot = 0.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Answer:
        """Sends when it may. A reply that meets a broken line is tried again; an unasked message is not,
        for it may have arrived: its sender marks it unknown."""
        chat, unasked, refusals, faults = data.get("chat_id"), abs(rate_limit_args or 0), 0, 0
        has_turn = (rate_limit_args or 0) < 0
        while True:
            await (self._wait_out() if has_turn else self._wait(chat, unasked))
            has_turn = False
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._hold(error)
                refusals += 1
                if refusals == TOLD_TO_WAIT:
                    raise
            except (BadRequest, Forbidden, TimedOut):
                raise
            except NetworkError:
                faults += 1
                if unasked or faults == TRIES:
                    raise
                await self._sleep(0.2 * 4**faults / 4)

    async def take_turn(self, chat: int, messages: int) -> None:
        """Waits until so many messages that nobody asked for may leave, and counts them: they are sent at once then,
        with `rate_limit_args` below zero."""
        await self._wait(chat, messages)

    async def _wait_out(self) -> None:
        while (wait := self._not_before - self._clock()) > 0:
            await self._sleep(wait)

    def _hold(self, error: RetryAfter) -> None:
        seconds = seconds_of(error)
        self._not_before = max(self._not_before, self._clock() + seconds)
        log.warning("Telegram asks us to wait %.0f s", seconds)

    async def _wait(self, chat: int | str | None, unasked: int) -> None:
        if chat is None:
            return
        await self._wait_out()
        if unasked:
            await self._wait_for_room(chat, unasked)
        self._count(chat, unasked or 1)

    async def _wait_for_room(self, chat: int | str, messages: int) -> None:
        while True:
            while (wait := self._until_chat(chat, messages)) > 0:
                await self._sleep(wait)
            async with self._turn:
                while (wait := self._until_slot(messages)) > 0:
                    await self._sleep(wait)
                if self._until_chat(chat, messages) <= 0:
                    self._slot = max(self._slot, self._clock() - MADE_UP) + messages / A_SECOND
                    return

    def _until_slot(self, messages: int) -> float:
        now = self._clock()
        room = _until(self._sent, now, 1.0, A_SECOND - messages + 1)
        return max(self._not_before - now, self._slot - now, room)

    def _until_chat(self, chat: int | str, messages: int) -> float:
        now, sent = self._clock(), self._by_chat.get(chat, deque())
        a_second = _until(sent, now, 1.0, A_CHAT_SECOND)
        return max(a_second, _until(sent, now, 60.0, A_GROUP_MINUTE - messages + 1) if _is_group(chat) else 0.0)

    def _count(self, chat: int | str, messages: int) -> None:
        now = self._clock()
        self._sent.extend([now] * messages)
        own = self._by_chat.setdefault(chat, deque(maxlen=A_GROUP_MINUTE))
        # An album is taken at once; its chat then has its rest, as if its messages had come one a second.
        own.extend(now + (0 if _is_group(chat) else number) for number in range(messages))
        if len(self._by_chat) > 2_000:
            self._by_chat = {key: sent for key, sent in self._by_chat.items() if sent[-1] > now - 60}


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks us to wait."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _until(sent: deque[float], now: float, seconds: float, most: int) -> float:
    """Seconds until fewer than `most` of `sent` lie in the last `seconds`."""
    while sent and sent[0] <= now - 60:
        sent.popleft()
    if len(sent) < most:
        return 0.0
    return sent[-most] + seconds - now


def _is_group(chat: int | str) -> bool:
    return isinstance(chat, str) or chat < 0
