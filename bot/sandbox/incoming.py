"""Messages of people as Telegram tells them to the bot."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.markup import units
from bot.sandbox.records import Chat, Json, Message, User
from bot.sandbox.world import World

_RIGHTS = (
    "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "can_post_messages", "can_edit_messages",
)  # fmt: skip
CARRIED = (
    "text", "entities", "photo", "document", "video", "voice", "caption", "caption_entities", "location", "contact",
    "sticker",
)  # fmt: skip
"""What a forward or a copy takes along of a message."""

_SERVICE = frozenset({
    "new_chat_members", "left_chat_member", "new_chat_title", "migrate_to_chat_id", "migrate_from_chat_id",
})  # fmt: skip
_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?")


def arrive(world: World, sender: User, content: Json, chat: Chat | None = None) -> Message:
    """Puts a person's message into a chat (their own with the bot by default) and tells the bot."""
    place = chat or world.chats[sender.id]
    _open(world, sender, place)
    message = world.post(place, sender, content)
    if place.type == "private" or _heard_in_group(world, content):
        world.tell("message", message.body)
    return message


def change(world: World, message: Message, content: Json) -> Message:
    """Edits a person's message and tells the bot."""
    message.body = message.body | content | {"edit_date": world.timestamp()}
    world.touch(message)
    world.tell("edited_message", message.body)
    return message


def worded(text: str, name: str = "text") -> Json:
    """A text or caption with the commands in it marked, as Telegram's server marks them."""
    found: list[Json] = [
        {"type": "bot_command", "offset": units(text[: match.start()]), "length": units(match.group())}
        for match in _COMMAND.finditer(text)
    ]
    entities = "entities" if name == "text" else "caption_entities"
    return {name: text} | ({entities: found} if found else {})


def membership(world: World, person: User, chat: Chat, old: str, new: str) -> None:
    """Tells the bot that its own standing in a chat changed: blocked, unblocked, added, thrown out."""
    content: dict[str, Any] = {
        "chat": chat.as_json(),
        "from": person.as_json(),
        "date": world.timestamp(),
        "old_chat_member": _standing(world, old),
        "new_chat_member": _standing(world, new),
    }
    world.tell("my_chat_member", content)
    world.stir()


def _standing(world: World, status: str) -> Json:
    more: Json = {"until_date": 0} if status == "kicked" else {}
    if status == "administrator":
        more = {"can_be_edited": False} | dict.fromkeys(_RIGHTS, True)
    return {"status": status, "user": world.bot.as_json()} | more


def _open(world: World, sender: User, chat: Chat) -> None:
    """Whoever writes to the bot lets it write back; who blocked it must unblock it first, as in the app."""
    if sender.blocked and chat.type == "private":
        raise ValueError(f"{sender.first_name} blocked the bot: unblock it first")
    if not chat.started:
        chat.started = True


def _heard_in_group(world: World, content: Json) -> bool:
    """Privacy mode: commands, answers to the bot, mentions of it, and what Telegram itself says there."""
    text = content.get("text") or content.get("caption") or ""
    answered = content.get("reply_to_message", {}).get("from", {}).get("id") == world.bot.id
    return text.startswith("/") or f"@{world.bot.username}" in text or answered or not _SERVICE.isdisjoint(content)
