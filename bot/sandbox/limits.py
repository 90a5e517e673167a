"""Every request held against Telegram's documented fields, types and lengths."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.methods import METHODS, Field
from bot.sandbox.records import Json, Upload
from bot.sandbox.refusals import Violation

PHOTO_BYTES = 10_000_000 + 485_760  # 10 MB, which Telegram counts as 10 * 2**20
UPLOAD_BYTES = 50 * 2**20
DOWNLOAD_BYTES = 20 * 2**20

_MISSING = {"text": "message text is empty", "chat_id": "chat_id is empty"}


def read(method: str, raw: Json, uploads: dict[str, Upload], *, strict: bool = True) -> Json:
    """The fields of a request with their types, as the method wants them; raises `Violation`.

    `strict=False` only converts: for benchmarks of the bot, where checking would be counted as its time.
    """
    fields = METHODS[method]
    asked = {}
    for name, value in raw.items():
        field = fields.get(name)
        if field is None:
            if strict and name not in uploads:
                raise Violation(f"{method} has no field {name}")
            continue
        asked[name] = _convert(field, value)
    asked |= uploads  # under their own names: a medium of an album points at its file by `attach://name`
    if strict:
        _check(method, fields, asked, uploads)
    return asked


def _convert(field: Field, value: Any) -> Any:
    try:
        return _KINDS[field.kind](value)
    except (ValueError, TypeError) as fault:
        raise Violation(f"can't parse {field.name} as {field.kind}") from fault


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return str(value).lower() in {"true", "1", "yes", "t"}


def _chat(value: Any) -> int | str:
    text = str(value)
    if text.startswith("@"):
        return text
    return int(text)


def _parsed(value: Any, shape: type) -> Any:
    found = json.loads(value) if isinstance(value, str) else value
    if not isinstance(found, shape):
        raise TypeError
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float):
        raise TypeError
    return str(value)


_KINDS: dict[str, Any] = {
    "int": int,
    "float": float,
    "bool": _truth,
    "str": _text,
    "chat": _chat,
    "file": str,
    "object": lambda value: _parsed(value, dict),
    "array": lambda value: _parsed(value, list),
}


def _check(method: str, fields: dict[str, Field], asked: Json, uploads: dict[str, Upload]) -> None:
    for field in fields.values():
        value = asked.get(field.name)
        if field.required and (value is None or value == ""):
            if (method, field.name) == ("setWebhook", "url") and value is not None:
                continue  # an empty address takes the webhook away
            raise Violation(_MISSING.get(field.name, f'parameter "{field.name}" is required'))
        if field.longest and value is not None:
            check_length(field, value)
    for name, upload in uploads.items():
        check_upload(name, upload)
    special = _SPECIAL.get(method)
    if special is not None:
        special(asked)


def check_length(field: Field, value: str) -> None:
    """Raises `Violation` where a text is shorter or longer than its field allows."""
    length = len(value.encode()) if field.in_bytes else len(value)
    if not field.shortest <= length <= field.longest:
        raise Violation(f"{field.name} must be {field.shortest}-{field.longest} long, is {length}")


def check_upload(name: str, upload: Upload) -> None:
    """Raises `Violation` for a file that is empty or larger than bots may send."""
    if not upload.data:
        raise Violation("file must be non-empty")
    if len(upload.data) > (PHOTO_BYTES if name == "photo" else UPLOAD_BYTES):
        raise Violation("file is too big")


_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip


def _check_action(asked: Json) -> None:
    if asked["action"] not in _ACTIONS:
        raise Violation("wrong parameter action in request")


def _check_place(asked: Json) -> None:
    if not -90 <= asked["latitude"] <= 90 or not -180 <= asked["longitude"] <= 180:
        raise Violation("wrong latitude or longitude")
    if not 0 <= asked.get("horizontal_accuracy", 0) <= 1500:
        raise Violation("horizontal_accuracy must be 0-1500")
    period = asked.get("live_period")
    if period is not None and period != 0x7FFFFFFF and not 60 <= period <= 86400:
        raise Violation("live_period must be 60-86400")


def _check_webhook(asked: Json) -> None:
    secret = asked.get("secret_token", "")
    if not all(sign.isascii() and (sign.isalnum() or sign in "_-") for sign in secret):
        raise Violation("secret token contains unallowed characters")
    if not 1 <= asked.get("max_connections", 40) <= 100:
        raise Violation("max_connections must be 1-100")


def _check_updates(asked: Json) -> None:
    if not 1 <= asked.get("limit", 100) <= 100:
        raise Violation("limit must be 1-100")
    if asked.get("timeout", 0) < 0:
        raise Violation("timeout must not be negative")


def _check_commands(asked: Json) -> None:
    if len(asked["commands"]) > 100:
        raise Violation("too many commands")
    for command in asked["commands"]:
        name, description = command.get("command", ""), command.get("description", "")
        if (
            not name
            or len(name) > 32
            or not name.isascii()
            or not name.replace("_", "").isalnum()
            or name != name.lower()
        ):
            raise Violation("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise Violation("BOT_COMMAND_DESCRIPTION_INVALID")


_SPECIAL = {
    "sendChatAction": _check_action,
    "sendLocation": _check_place,
    "editMessageLiveLocation": _check_place,
    "setWebhook": _check_webhook,
    "getUpdates": _check_updates,
    "setMyCommands": _check_commands,
}
