"""The buttons that a person has before them: under messages, and on the reply keyboard."""

from __future__ import annotations

from typing import Any

from bot.sandbox.records import Chat, Json


class NoSuchButton(LookupError):
    """The person looked for a button that is not on their screen."""


def labels(chat: Chat) -> list[str]:
    """All labels a person could press now: inline ones from the newest message up, then the keyboard's."""
    inline = [button["text"] for _, button in _inline_buttons(chat)]
    return inline + [key["text"] for key in _keys(chat)]


def _inline_buttons(chat: Chat) -> list[tuple[int, Json]]:
    newest_first = reversed(chat.messages.values())
    return [
        (message.id, button)
        for message in newest_first
        if message.by_bot
        for row in message.body.get("reply_markup", {}).get("inline_keyboard", ())
        for button in row
    ]


def inline_button(chat: Chat, label: str) -> tuple[int, Json] | None:
    """The newest inline button with this label, and the message that it stands under."""
    return next(((number, button) for number, button in _inline_buttons(chat) if button["text"] == label), None)


def _keys(chat: Chat) -> list[Json]:
    rows: list[list[Any]] = (chat.keyboard or {}).get("keyboard", [])
    return [key if isinstance(key, dict) else {"text": key} for row in rows for key in row]


def key_of(chat: Chat, label: str) -> Json | None:
    """The key of the reply keyboard with this label."""
    return next((key for key in _keys(chat) if key["text"] == label), None)
