"""What people do in Telegram, one function an act.

Each takes the world and the person first, puts what they did into the world, tells the bot by an update, and
returns the message. A `chat` is their private chat with the bot unless a group is given.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.sandbox import media
from bot.sandbox.buttons import NoSuchButton, inline_button, key_of, labels
from bot.sandbox.incoming import arrive, change, worded
from bot.sandbox.live import LiveShare, Point, shares_live
from bot.sandbox.memberships import (
    adds_bot,
    blocks_bot,
    leaves_telegram,
    puts_bot_out,
    renames_group,
    unblocks,
    upgrades_group,
)
from bot.sandbox.records import Chat, Json, Message, Query, User
from bot.sandbox.world import World

__all__ = [
    "LiveShare", "NoSuchButton", "Point", "adds_bot", "blocks_bot", "edits", "forwards", "labels",
    "leaves_telegram", "puts_bot_out", "renames_group", "says", "sends_album", "sends_file", "sends_photo",
    "sends_sticker", "sends_video", "sends_voice", "shares_contact", "shares_live", "shares_place",
    "starts_with", "taps", "taps_label", "unblocks", "upgrades_group",
]  # fmt: skip


def says(world: World, user: User, text: str, *, chat: Chat | None = None, reply_to: int | None = None) -> Message:
    """Writes a text; one that begins with a slash is a command. Telegram's apps cut it at 4,096."""
    return arrive(world, user, worded(text[:4096]) | _answering(world, user, chat, reply_to), chat)


def starts_with(world: World, user: User, payload: str = "") -> Message:
    """Opens a deep link (`/start <payload>`), or presses START."""
    user.blocked = False
    return says(world, user, f"/start {payload}".strip())


def taps(world: World, user: User, message_id: int, data: str, *, chat: Chat | None = None) -> Query:
    """Presses the inline button with this callback data under a message, be it an old one."""
    place = chat or world.chats[user.id]
    message = place.messages[message_id]
    query = Query(f"4382{next(world.numbers):012d}", user.id, place.id, world.clock())
    world.queries[query.id] = query
    told: Json = {"id": query.id, "from": user.as_json(), "message": message.body, "data": data}
    world.tell("callback_query", told | {"chat_instance": str(-7_000_000_000 - place.id)})
    return query


def taps_label(
    world: World,
    user: User,
    label: str,
    *,
    chat: Chat | None = None,
    place: Point | None = None,
) -> Query | Message:
    """Presses the newest button with this label: an inline one, or one of the reply keyboard.

    One that asks for the phone shares the person's own contact, one that asks for the place shares `place`.
    Raises `NoSuchButton`, naming the labels that are there.
    """
    where = chat or world.chats[user.id]
    found = inline_button(where, label)
    keyboard = key_of(where, label)
    if keyboard is not None and (found is None or (where.keyboard_message_id or 0) > found[0]):
        return _press_key(world, user, keyboard, where, place)
    if found is None:
        raise NoSuchButton(f"{label!r} is not among {labels(where)}")
    message_id, button = found
    if "callback_data" not in button:
        raise NoSuchButton(f"{label!r} opens {button.get('url', 'something else')}, it tells the bot nothing")
    return taps(world, user, message_id, button["callback_data"], chat=chat)


def sends_photo(world: World, user: User, data: bytes, caption: str = "", *, album: str | None = None,
                chat: Chat | None = None) -> Message:  # fmt: skip
    """Sends a picture as a photo: recompressed, its EXIF gone."""
    content: Json = {"photo": media.photo(world, data)}
    if caption:
        content |= worded(caption[:1024], "caption")
    if album is not None:
        content["media_group_id"] = album
    return arrive(world, user, content, chat)


def sends_album(world: World, user: User, pictures: Sequence[bytes], caption: str = "") -> list[Message]:
    """Sends 2 to 10 photos as one album: as many messages, the caption on the first."""
    album = str(next(world.album_numbers))
    captions = [caption] + [""] * (len(pictures) - 1)
    return [sends_photo(world, user, data, text, album=album) for data, text in zip(pictures, captions, strict=True)]


def sends_file(world: World, user: User, name: str, data: bytes, *, caption: str = "",
               mime: str | None = None, chat: Chat | None = None) -> Message:  # fmt: skip
    """Sends a file as a document: its bytes, a picture's EXIF among them, stay as they are."""
    content: Json = {"document": media.document(world, name, data, mime)}
    return arrive(world, user, content | (worded(caption, "caption") if caption else {}), chat)


def sends_video(world: World, user: User, data: bytes = b"\0\0\0\x18ftypmp42") -> Message:
    """Sends a video."""
    return arrive(world, user, {"video": media.video(world, data)})


def sends_voice(world: World, user: User, data: bytes = b"OggS", seconds: int = 4) -> Message:
    """Sends a voice note."""
    return arrive(world, user, {"voice": media.voice(world, data, seconds)})


def sends_sticker(world: World, user: User, emoji: str = "👍") -> Message:
    """Sends a sticker."""
    stored = world.keep_file(b"RIFF" + emoji.encode(), "stickers", ".webp")
    sticker: Json = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "type": "regular",
        "emoji": emoji,
    }
    size: Json = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    return arrive(world, user, {"sticker": sticker | size})


def shares_contact(world: World, user: User, whose: User | None = None, *, phone: str | None = None) -> Message:
    """Shares the own contact, or the card of someone else (who may be no user: then give a `phone` only)."""
    owner = whose or user
    number = phone or owner.phone
    if number is None:
        raise ValueError(f"{owner.first_name} has no phone")
    card: Json = {"phone_number": number, "first_name": owner.first_name}
    if owner.last_name:
        card["last_name"] = owner.last_name
    if phone is None:
        card["user_id"] = owner.id
    return arrive(world, user, {"contact": card})


def shares_place(world: World, user: User, place: Point, *, accuracy: float | None = None) -> Message:
    """Shares a place (latitude, longitude in WGS-84 degrees) as a pin."""
    pin: Json = {"latitude": place[0], "longitude": place[1]}
    if accuracy is not None:
        pin["horizontal_accuracy"] = accuracy
    return arrive(world, user, {"location": pin})


def forwards(world: World, user: User, message: Message, *, hidden: bool = False) -> Message:
    """Forwards a message to the bot; a `hidden` origin tells a name only."""
    kept = (
        "text",
        "entities",
        "photo",
        "document",
        "video",
        "voice",
        "caption",
        "caption_entities",
        "location",
        "contact",
        "sticker",
    )
    content = {name: message.body[name] for name in kept if name in message.body}
    sender, date = message.body["from"], message.body["date"]
    told: Json = {"type": "user", "sender_user": sender}
    if hidden:
        told = {"type": "hidden_user", "sender_user_name": sender["first_name"]}
    return arrive(world, user, content | {"forward_origin": told | {"date": date}})


def edits(world: World, user: User, message: Message, text: str) -> Message:
    """Edits the words of an own message, its caption where it is a photo or file."""
    if message.body["from"]["id"] != user.id:
        raise ValueError("people edit their own messages only")
    return change(world, message, worded(text, "text" if "text" in message.body else "caption"))


def _answering(world: World, user: User, chat: Chat | None, reply_to: int | None) -> Json:
    if reply_to is None:
        return {}
    original = (chat or world.chats[user.id]).messages[reply_to].body
    return {"reply_to_message": {name: value for name, value in original.items() if name != "reply_to_message"}}


def _press_key(world: World, user: User, key: Json, chat: Chat, place: Point | None) -> Message:
    if (chat.keyboard or {}).get("one_time_keyboard"):
        chat.keyboard = None
    if key.get("request_contact"):
        return shares_contact(world, user)
    if key.get("request_location"):
        if place is None:
            raise ValueError(f"{key['text']} asks for the place: say which")
        return shares_place(world, user, place)
    return says(world, user, key["text"], chat=None if chat.type == "private" else chat)
