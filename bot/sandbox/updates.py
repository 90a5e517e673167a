"""The updates that wait for the bot, and long polling for them."""

from __future__ import annotations

import asyncio
from collections import deque

from bot.sandbox.records import Json
from bot.sandbox.refusals import Refused

# What Telegram leaves out unless asked for by name.
_ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

_TERMINATED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Poll:
    """A getUpdates request that waits; `wake` may be called from another thread."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.event = asyncio.Event()
        self.replaced = False

    def wake(self) -> None:
        """Lets the request look again."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.event.set)


class Updates:
    """Updates in their order, with sequential ids, until the bot confirms them."""

    def __init__(self, first_id: int = 700_000_001) -> None:
        self.next_id = first_id
        self.waiting: deque[Json] = deque()
        self.allowed: list[str] = []
        self._poll: Poll | None = None

    @property
    def polled(self) -> bool:
        """Whether a request waits for updates now."""
        return self._poll is not None

    def put(self, kind: str, content: Json) -> Json | None:
        """Queues an update; None where the bot did not ask for this kind."""
        if not (kind in self.allowed if self.allowed else kind not in _ASKED_FOR_ONLY):
            return None
        update = {"update_id": self.next_id, kind: content}
        self.put_raw(update)
        return update

    def put_raw(self, update: Json) -> None:
        """Queues an update as it is, even one that nobody can read; its id is set if it has none."""
        update.setdefault("update_id", self.next_id)
        self.next_id = max(self.next_id, update["update_id"]) + 1
        self.waiting.append(update)
        if self._poll is not None:
            self._poll.wake()

    def interrupt(self) -> None:
        """Ends a waiting request with what there is, as a line does that goes down."""
        if self._poll is not None:
            self._poll.wake()

    def confirm(self, offset: int) -> None:
        """Forgets the updates before `offset`; a negative one keeps that many of the newest."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()

    async def poll(self, asked: Json) -> list[Json]:
        """Carries out getUpdates; the older of two requests at once is refused with 409."""
        if self._poll is not None:
            self._poll.replaced = True
            self._poll.wake()
            self._poll = None
        if "allowed_updates" in asked:
            self.allowed = asked["allowed_updates"]
        self.confirm(asked.get("offset", 0))
        if not self.waiting and asked.get("timeout", 0) > 0:
            await self._wait(asked["timeout"])
        return [self.waiting[number] for number in range(min(len(self.waiting), asked.get("limit", 100)))]

    async def _wait(self, seconds: float) -> None:
        poll = self._poll = Poll()
        try:
            async with asyncio.timeout(seconds):
                await poll.event.wait()
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None
        if poll.replaced:
            raise Refused(409, _TERMINATED)
