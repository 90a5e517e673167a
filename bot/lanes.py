"""One lane a chat: one person's updates keep their order while other people's go on side by side."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from handlers.live import is_live_edit

# Only memory bounds how many updates may wait: they are all on the disk already.
WAITING = 1_000_000

Lane = tuple[str, int]


class Lanes(BaseUpdateProcessor):
    """Runs updates of one lane one after the other, in the order they were queued.

    Edits of a live location take no lane at all: they only append to a track, in batches.
    After each update `answered` is told, so that its inbox row can be marked done.
    """

    def __init__(self, answered: Callable[[Update], Awaitable[None]]) -> None:
        super().__init__(WAITING)
        self._answered = answered
        self._lanes: dict[Lane, tuple[asyncio.Lock, int]] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Waits for the lane, handles the update, reports it answered."""
        assert isinstance(update, Update)  # noqa: S101 - intake queues nothing else
        if is_live_edit(update):
            await coroutine
        else:
            await self._in_lane(lane_of(update), coroutine)
        await self._answered(update)

    async def _in_lane(self, key: Lane, coroutine: Awaitable[Any]) -> None:
        lock, waiting = self._lanes.get(key, (asyncio.Lock(), 0))
        self._lanes[key] = lock, waiting + 1
        try:
            async with lock:  # asyncio.Lock is fair: first come, first served
                await coroutine
        finally:
            lock, waiting = self._lanes[key]
            self._lanes[key] = lock, waiting - 1
            if waiting == 1:
                del self._lanes[key]

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def lane_of(update: Update) -> Lane:
    """The chat an update belongs to; without one, the user; without one, a common lane."""
    if update.effective_chat is not None:
        return "chat", update.effective_chat.id
    return "user", update.effective_user.id if update.effective_user else 0
