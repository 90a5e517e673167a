"""Files in messages: a photo, document or voice as Telegram's JSON, from bytes or by file_id."""

from __future__ import annotations

import mimetypes
from functools import partial
from pathlib import PurePath
from typing import Any

from bot.sandbox import photos
from bot.sandbox.limits import check_upload
from bot.sandbox.records import Json, StoredFile, Upload
from bot.sandbox.refusals import Violation, bad_request
from bot.sandbox.world import World


def photo(world: World, data: bytes, *, weighed: bool = True) -> list[Json]:
    """The sizes of a photo made of these bytes, smallest first, each a file of its own.

    How many bytes it has is told of the largest, if it is `weighed`: for that it must be made.
    """
    told: list[Json] = []
    for size in photos.sizes(data):
        stored = world.keep_photo(data, f"{size.width}", partial(photos.shrunk, data, size))
        known = {"file_id": stored.file_id, "file_unique_id": stored.unique_id}
        told.append(known | {"width": size.width, "height": size.height})
        world.shown[stored.file_id] = ("photo", told)
    if weighed:
        told[-1]["file_size"] = len(stored.data)
    return told


def document(world: World, name: str, data: bytes, mime: str | None = None) -> Json:
    """A document with its bytes as they are."""
    kind = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
    stored = world.keep_file(data, "documents", PurePath(name).suffix, name, kind)
    told = {"file_name": name, "mime_type": kind} | _told(stored)
    world.shown[stored.file_id] = ("document", told)
    return told


def video(world: World, data: bytes, name: str = "video.mp4") -> Json:
    """A video of a few seconds."""
    stored = world.keep_file(data, "videos", ".mp4", name, "video/mp4")
    told = {"duration": 8, "width": 640, "height": 360, "file_name": name, "mime_type": "video/mp4"} | _told(stored)
    world.shown[stored.file_id] = ("video", told)
    return told


def voice(world: World, data: bytes, seconds: int) -> Json:
    """A voice note, OGG with Opus."""
    stored = world.keep_file(data, "voice", ".oga", mime="audio/ogg")
    told = {"duration": seconds, "mime_type": "audio/ogg"} | _told(stored)
    world.shown[stored.file_id] = ("voice", told)
    return told


def sticker(world: World, emoji: str) -> Json:
    """A sticker."""
    stored = world.keep_file(b"RIFF" + emoji.encode(), "stickers", ".webp")
    size: Json = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"type": "regular", "emoji": emoji} | size | _told(stored)


def sent(world: World, kind: str, given: Any, uploads: Json) -> Json:
    """The part of a message that a bot's photo, document or voice becomes: `{"photo": [...]}` and so on.

    `given` is an upload, `attach://name` of one in `uploads`, or the file_id of something seen before.
    """
    upload = uploads.get(given.removeprefix("attach://")) if isinstance(given, str) else given
    if isinstance(upload, Upload):
        if world.strict:
            check_upload(kind, upload)
        return {kind: _uploaded(world, kind, upload)}
    if given.startswith(("http://", "https://")):
        raise Violation("the stand-in fetches nothing from the net")
    if given not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return {kind: _again(world, kind, given)}


def _uploaded(world: World, kind: str, upload: Upload) -> Any:
    if kind == "photo":
        return photo(world, upload.data, weighed=False)
    if kind == "voice":
        return voice(world, upload.data, 1)
    if kind == "video":
        return video(world, upload.data, upload.name)
    return document(world, upload.name, upload.data, upload.mime)


def _again(world: World, kind: str, file_id: str) -> Any:
    """What the message that the file came in said of it; Telegram sends a file again only as what it was."""
    known_kind, known = world.shown.get(file_id, ("", None))
    if known_kind != kind:
        raise bad_request("can't use file of this type")
    return known


def _told(stored: StoredFile) -> Json:
    return {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": len(stored.data)}
