"""Updates carried to the bot's own address, as Telegram does: in a chat's order, again until 2xx."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

import httpx

from bot.sandbox.records import Json

Client = Callable[[], httpx.AsyncClient]


class Webhook:
    """The address that updates go to, and what became of the last attempt."""

    def __init__(self, client: Client = httpx.AsyncClient, patience: float = 0.2, attempts: int = 50) -> None:
        self.client = client
        self.patience = patience
        self.attempts = attempts
        self.settings: Json = {}
        self.last_error: str | None = None
        self.last_error_at: int | None = None
        self.pending = 0
        self._lanes: dict[object, deque[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._gate = asyncio.Semaphore(40)

    @property
    def url(self) -> str:
        """Where updates go; empty while there is no webhook."""
        return str(self.settings.get("url", ""))

    def set(self, asked: Json) -> None:
        """Takes the settings of setWebhook (an empty address ends it)."""
        self.settings = {key: value for key, value in asked.items() if key != "certificate"}
        self._gate = asyncio.Semaphore(asked.get("max_connections", 40))

    def carry(self, update: Json) -> None:
        """Queues an update in its chat's lane; needs the running loop of the stand-in."""
        lane = _lane(update)
        self.pending += 1
        queue = self._lanes.get(lane)
        if queue is not None:
            queue.append(update)
            return
        self._lanes[lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._drain(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def take_back(self) -> list[Json]:
        """What has not arrived yet, in order: it waits for getUpdates again."""
        left = [update for queue in self._lanes.values() for update in queue]
        for queue in self._lanes.values():
            queue.clear()
        self.pending = 0
        return sorted(left, key=lambda update: int(update["update_id"]))

    async def rest(self) -> None:
        """Waits until everything carried so far has arrived or was given up."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def _drain(self, lane: object) -> None:
        queue = self._lanes[lane]
        async with self.client() as client:
            while queue and self.url:
                async with self._gate:
                    await self._deliver(client, queue[0])
                if queue:  # else it was taken back meanwhile
                    queue.popleft()
                    self.pending -= 1
        del self._lanes[lane]

    async def _deliver(self, client: httpx.AsyncClient, update: Json) -> None:
        secret = self.settings.get("secret_token")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        for attempt in range(self.attempts):
            if not self.url:
                return
            try:
                answer = await client.post(self.url, json=update, headers=headers)
            except httpx.HTTPError as fault:
                self.last_error = f"Connection failed: {type(fault).__name__}"
            else:
                if answer.is_success:
                    return
                self.last_error = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
            await asyncio.sleep(min(self.patience * 2**attempt, 30))


def _lane(update: Json) -> object:
    """Telegram keeps the order within a chat: the chat's id, or the update's own where it has none."""
    for content in update.values():
        if isinstance(content, dict):
            message = content.get("message", content)
            chat = message.get("chat")
            if chat is not None:
                return chat["id"]
    return ("update", update["update_id"])
