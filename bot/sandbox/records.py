"""What a stand-in of Telegram remembers: people, chats, messages, files, questions and calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class User:
    """An account of Telegram; `phone` is the number its owner would share, E.164 without spaces."""

    id: int
    first_name: str
    phone: str | None = None
    last_name: str | None = None
    username: str | None = None
    is_bot: bool = False
    language_code: str = "zh-hans"
    blocked: bool = False
    deactivated: bool = False

    def as_json(self) -> Json:
        """Telegram's `User`."""
        told: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            told["last_name"] = self.last_name
        if self.username:
            told["username"] = self.username
        if not self.is_bot:
            told["language_code"] = self.language_code
        return told


@dataclass(slots=True, eq=False)
class Message:
    """One message of a chat: `body` is Telegram's `Message`, `revision` grows with each send or edit of the
    whole world, `markup` is the reply keyboard, removal or force-reply that came with it (never in `body`).
    """

    chat_id: int
    id: int
    body: Json
    by_bot: bool
    revision: int
    markup: Json | None = None


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, group or channel. `started`: the bot may write here. `keyboard`: the one now shown."""

    id: int
    type: str
    title: str | None = None
    members: dict[int, User] = field(default_factory=dict)
    started: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: Json | None = None
    keyboard_message_id: int | None = None
    pinned_id: int | None = None
    upgraded_to: int | None = None

    def as_json(self) -> Json:
        """Telegram's `Chat`."""
        if self.type != "private":
            return {"id": self.id, "type": self.type, "title": self.title}
        user = self.members[self.id]
        told: Json = {"id": self.id, "type": "private", "first_name": user.first_name}
        if user.last_name:
            told["last_name"] = user.last_name
        if user.username:
            told["username"] = user.username
        return told


@dataclass(slots=True, frozen=True)
class StoredFile:
    """A file on the stand-in's server; `path` is what getFile tells and `/file/bot<token>/` serves."""

    file_id: str
    unique_id: str
    read: Callable[[], bytes]
    path: str
    name: str | None = None
    mime: str | None = None

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self.read()


@dataclass(slots=True, frozen=True)
class Upload:
    """A file that came with a request as multipart."""

    name: str
    data: bytes
    mime: str


@dataclass(slots=True)
class Query:
    """A press of an inline button that the bot still has to answer.

    `shown` is the text of the answer, `revision` the world's when it came.
    """

    id: str
    user_id: int
    chat_id: int
    asked_at: datetime
    answered: bool = False
    shown: str | None = None
    alert: bool = False
    revision: int = 0


@dataclass(slots=True, frozen=True)
class Call:
    """A request of the bot: what it asked, and what it was told (`refusal` is None where it went well)."""

    method: str
    params: Json
    at: datetime
    refusal: str | None = None
