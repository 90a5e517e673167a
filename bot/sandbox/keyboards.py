"""Reply markup held against Telegram's rules for buttons."""

from __future__ import annotations

from typing import Any

from bot.sandbox.records import Json
from bot.sandbox.refusals import Violation

BUTTONS = 100
ROW = 8
DATA_BYTES = 64

_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip
_REQUESTS = (
    "request_users", "request_chat", "request_managed_bot", "request_contact", "request_location",
    "request_poll", "web_app",
)  # fmt: skip


def check_markup(markup: Json, chat_type: str) -> None:
    """Raises `Violation` for a markup that Telegram would refuse in a chat of this type."""
    if "inline_keyboard" in markup:
        for button in _buttons(markup["inline_keyboard"]):
            _check_inline(button)
    elif "keyboard" in markup:
        if not markup["keyboard"]:
            raise Violation("a reply keyboard without buttons")
        for button in _buttons(markup["keyboard"]):
            _check_reply(button if isinstance(button, dict) else {"text": button}, chat_type)
        _check_placeholder(markup)
    elif "force_reply" in markup:
        _check_placeholder(markup)
    elif "remove_keyboard" not in markup:
        raise Violation("object expected as reply markup")


def _buttons(rows: list[list[Any]]) -> list[Any]:
    if any(len(row) > ROW for row in rows):
        raise Violation(f"more than {ROW} buttons in a row")
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTONS:
        raise Violation("reply markup is too long")
    return buttons


def _check_inline(button: Json) -> None:
    if not button.get("text"):
        raise Violation("inline keyboard button text is empty")
    actions = [action for action in _ACTIONS if action in button]
    if not actions:
        raise Violation("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise Violation(f"an inline button has exactly one action, not {', '.join(actions)}")
    if actions == ["callback_data"] and not 1 <= len(button["callback_data"].encode()) <= DATA_BYTES:
        raise Violation("BUTTON_DATA_INVALID")
    if actions == ["url"] and not button["url"].startswith(("http://", "https://", "tg://")):
        raise Violation("BUTTON_URL_INVALID")
    if actions == ["copy_text"] and not 1 <= len(button["copy_text"].get("text", "")) <= 256:
        raise Violation("BUTTON_COPY_TEXT_INVALID")


def _check_reply(button: Json, chat_type: str) -> None:
    if not button.get("text"):
        raise Violation("keyboard button text is empty")
    requests = [request for request in _REQUESTS if button.get(request)]
    if len(requests) > 1:
        raise Violation(f"a keyboard button asks for one thing, not {', '.join(requests)}")
    if chat_type == "private":
        return
    if button.get("request_contact"):
        raise Violation("phone number can be requested in private chats only")
    if button.get("request_location"):
        raise Violation("location can be requested in private chats only")


def _check_placeholder(markup: Json) -> None:
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= 64:
        raise Violation("input_field_placeholder must be 1-64 long")
