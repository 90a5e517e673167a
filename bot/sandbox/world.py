"""The world behind a stand-in of Telegram: who is there, what was said, and what waits for the bot."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.sandbox.faults import Faults
from bot.sandbox.rates import Rates
from bot.sandbox.records import Call, Chat, Json, Message, Query, StoredFile, User
from bot.sandbox.refusals import Refused, bad_request, forbidden
from bot.sandbox.updates import Updates
from bot.sandbox.webhook import Webhook

Clock = Callable[[], datetime]

TOKEN = "1000000:sandbox"


class World:
    """Everything a stand-in knows. Not thread-safe but for `Updates.put`: act in the stand-in's own loop.

    `clock` tells the aware time of everything that happens. `strict=False` leaves the checking of limits out,
    `violations` then stays empty. `calls` keeps the bot's newest requests.
    """

    def __init__(self, clock: Clock, token: str = TOKEN, *, strict: bool = True) -> None:
        self.clock = clock
        self.token = token
        self.strict = strict
        self.bot = User(int(token.split(":")[0]), "河长助手", username="river_chief_bot", is_bot=True)
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.paths: dict[str, StoredFile] = {}
        self.shown: dict[str, tuple[str, Any]] = {}
        self.queries: dict[str, Query] = {}
        self.profile: dict[tuple[str, str], Any] = {}
        self.updates = Updates()
        self.webhook = Webhook()
        self.faults = Faults()
        self.rates = Rates()
        self.calls: deque[Call] = deque(maxlen=10_000)
        self.violations: list[str] = []
        self.refusals: list[str] = []
        self.query_lifetime = timedelta(seconds=15)
        self.album_numbers: Iterator[int] = count(13_000_000_000_000_001)
        self.numbers: Iterator[int] = count(1)
        self.revision = 0
        self.closed = False
        self._message_ids: Iterator[int] = count(1)
        self._watchers: list[Callable[[Message | None], None]] = []

    def add_user(self, user_id: int, first_name: str, phone: str | None = None, *,
                 last_name: str | None = None, username: str | None = None) -> User:  # fmt: skip
        """A person with a phone and a private chat with the bot, not yet started."""
        user = User(user_id, first_name, phone, last_name, username)
        self.users[user_id] = user
        self.chats[user_id] = Chat(user_id, "private", members={user_id: user})
        return user

    def add_group(self, title: str, *members: User, chat_id: int | None = None, kind: str = "group") -> Chat:
        """A group (or "supergroup", "channel") that the bot already is in; its id is negative."""
        number = chat_id if chat_id is not None else -1_000 - len(self.chats)
        chat = Chat(number, kind, title, {user.id: user for user in members}, started=True)
        self.chats[number] = chat
        return chat

    def known_chat(self, chat_id: int | str | None) -> Chat:
        """The chat of this id; raises 400 "chat not found"."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat(self, chat_id: int | str | None) -> Chat:
        """A chat that the bot may write to; raises 400 or 403 as Telegram would."""
        chat = self.known_chat(chat_id)
        if chat.type != "private":
            if chat.upgraded_to is not None:
                told = "Bad Request: group chat was upgraded to a supergroup chat"
                raise Refused(400, told, migrate_to_chat_id=chat.upgraded_to)
            if not chat.started:
                raise forbidden(f"bot was kicked from the {chat.type} chat")
            return chat
        user = chat.members[chat.id]
        if user.deactivated:
            raise forbidden("user is deactivated")
        if user.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def timestamp(self) -> int:
        """The time in Unix seconds."""
        return int(self.clock().timestamp())

    def post(self, chat: Chat, sender: User, content: Json, markup: Json | None = None) -> Message:
        """Puts a message into a chat and tells nobody; `markup` is what is no inline keyboard."""
        number = next(self._message_ids)
        body: Json = {
            "message_id": number,
            "from": sender.as_json(),
            "chat": chat.as_json(),
            "date": self.timestamp(),
        }
        if chat.type == "channel":  # nobody's name stands there but the channel's
            del body["from"]
            body["sender_chat"] = body["chat"]
        message = Message(chat.id, number, body | content, sender is self.bot, 0, markup)
        chat.messages[number] = message
        self.touch(message)
        return message

    def touch(self, message: Message) -> None:
        """Marks a message as new or changed, for whoever follows the chat."""
        self.revision += 1
        message.revision = self.revision
        self._tell_watchers(message)

    def close(self) -> None:
        """Lets nobody wait any longer, neither a page for news nor a bot for updates: the server ends."""
        self.closed = True
        self.updates.interrupt()
        self.stir()

    def stir(self) -> int:
        """Tells the watchers that something other than a message changed; returns the new revision."""
        self.revision += 1
        self._tell_watchers(None)
        return self.revision

    def watch(self, watcher: Callable[[Message | None], None]) -> None:
        """Calls `watcher` at every change from now on, with the message that was sent, edited or deleted."""
        self._watchers.append(watcher)

    def _tell_watchers(self, message: Message | None) -> None:
        for watcher in self._watchers:
            watcher(message)

    def tell(self, kind: str, content: Json) -> Json | None:
        """Queues an update for the bot, or sets it on its way to the webhook."""
        update = self.updates.put(kind, content)
        if self.webhook.url:
            while self.updates.waiting:
                self.webhook.carry(self.updates.waiting.popleft())
        return update

    def keep_file(self, data: bytes, folder: str, ending: str, name: str | None = None,
                  mime: str | None = None) -> StoredFile:  # fmt: skip
        """Keeps bytes under a new file_id; identical bytes share their file_unique_id."""
        return self._keep(data, lambda: data, f"{folder}/file_{{}}{ending}", name, mime)

    def keep_photo(self, source: bytes, size: str, read: Callable[[], bytes]) -> StoredFile:
        """Keeps a size of a photo, made when it is read; the same size of identical bytes shares its file_unique_id."""
        return self._keep(size.encode() + source, read, "photos/file_{}.jpg", None, "image/jpeg")

    def _keep(self, known_by: bytes, read: Callable[[], bytes], path: str, name: str | None,
              mime: str | None) -> StoredFile:  # fmt: skip
        number = next(self.numbers)
        unique = hashlib.blake2b(known_by, digest_size=12).hexdigest()
        stored = StoredFile(f"BQAC{number:08d}{unique}", f"AgAD{unique[:14]}", read, path.format(number), name, mime)
        self.files[stored.file_id] = stored
        self.paths[stored.path] = stored
        return stored
