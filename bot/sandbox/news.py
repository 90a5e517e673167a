"""What changed on the phones since the page last asked."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.sandbox.records import Json, Message
from bot.sandbox.stage import Sandbox
from bot.sandbox.troubles import Troubles
from bot.sandbox.views import group_view, message_view, phone_view, toast_view
from bot.sandbox.walking import Walks
from bot.sandbox.world import World


class News:
    """Follows a world; `since` answers at once where there is news, else waits for some."""

    def __init__(self, world: World, sandbox: Sandbox, walks: Walks, troubles: Troubles) -> None:
        self.world = world
        self.sandbox = sandbox
        self.walks = walks
        self.troubles = troubles
        self._chats = {person.user.id for person in sandbox.people} | {group.chat.id for group in sandbox.groups}
        self._changed: dict[tuple[int, int], Message] = {}
        self._phones: dict[int, tuple[Json, int]] = {}  # as last told, each with the revision when it was new
        self._stirred = asyncio.Event()
        for chat_id in self._chats:
            for message in world.chats[chat_id].messages.values():
                self._changed[chat_id, message.id] = message
        world.watch(self._notice)

    async def since(self, revision: int, wait: float) -> Json:
        """Everything after a revision, or after `wait` seconds nothing but the time."""
        if wait and not self.world.closed and revision >= self.world.revision:
            self._stirred.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._stirred.wait()
        return self._told(revision)

    def _notice(self, message: Message | None) -> None:
        if message is not None and message.chat_id in self._chats:
            key = message.chat_id, message.id
            self._changed.pop(key, None)
            self._changed[key] = message
        self._stirred.set()

    def _told(self, revision: int) -> Json:
        fresh = [message for message in self._changed.values() if message.revision > revision]
        answers = [query for query in self.world.queries.values() if query.revision > revision > 0]
        phones = self._phones_after(revision)
        return {
            "revision": self.world.revision,
            "now": self.sandbox.now().isoformat(),
            "phones": phones,
            "messages": [message_view(message) for message in fresh],
            "toasts": [toast_view(query) for query in answers],
            "trouble": self.troubles.view(),
        }

    def _phones_after(self, revision: int) -> list[Json]:
        """The phones that look otherwise than a page of this revision knows: mostly none, or the one in hand."""
        people = [phone_view(self.world, person) | self.walks.of(person.user.id) for person in self.sandbox.people]
        for phone in [*people, *map(group_view, self.sandbox.groups)]:
            if phone["id"] not in self._phones or self._phones[phone["id"]][0] != phone:
                self._phones[phone["id"]] = phone, self.world.stir()  # another page that waits hears of it, too
        return [phone for phone, new_at in self._phones.values() if new_at > revision]
