"""Messages and phones as the page shows them."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.markup import render
from bot.sandbox.records import Chat, Json, Message, Query
from bot.sandbox.stage import SampleGroup, SamplePerson
from bot.sandbox.world import World

_SERVICE = {
    "new_chat_members": "把河长助手拉进了群",
    "new_chat_title": "改了群名",
    "migrate_to_chat_id": "群已升级",
    "migrate_from_chat_id": "群已升级",
}
_SAFE_LINKS = ("http://", "https://", "tg://", "tel:", "mailto:")


def message_view(message: Message) -> Json:
    """One message: words as safe HTML, and what is in it, each under its own name."""
    body = message.body
    view: Json = {
        "id": message.id,
        "chat": message.chat_id,
        "revision": message.revision,
        "mine": not message.by_bot,
        "sender": "" if message.by_bot or message.chat_id > 0 else body["from"]["first_name"],
        "date": body["date"],
        "edited": "edit_date" in body,
        "deleted": body.get("deleted", False),
        "html": _words(body),
        "album": body.get("media_group_id"),
        "buttons": body.get("reply_markup", {}).get("inline_keyboard", []),
        "location": body.get("location"),
        "contact": body.get("contact"),
        "sticker": body.get("sticker", {}).get("emoji"),
        "voice": body.get("voice", {}).get("duration"),
        "origin": _origin(body),
        "reply": _reply(body),
    }
    return view | _files(body)


def phone_view(world: World, person: SamplePerson) -> Json:
    """One phone: whose it is, and what stands at its lower edge."""
    chat = world.chats[person.user.id]
    return {
        "id": person.user.id,
        "name": person.name,
        "role": person.role_text,
        "phone": person.phone,
        "hint": person.hint,
        "scans": person.scans,
        "started": chat.started,
        "blocked": person.user.blocked,
        "keyboard": chat.keyboard,
        "commands": _commands(world, chat),
    }


def group_view(group: SampleGroup) -> Json:
    """A group, as a phone on which nothing but its chat is open."""
    about: Json = {"id": group.chat.id, "name": group.chat.title, "role": group.role_text, "group": True}
    nothing: Json = {"phone": "", "hint": "", "scans": "", "keyboard": None, "commands": []}
    return about | nothing | {"sharing": False, "walking": False, "started": True, "blocked": not group.chat.started}


def toast_view(query: Query) -> Json:
    """What a press of a button showed."""
    return {"id": query.id, "chat": query.chat_id, "text": query.shown or "", "alert": query.alert}


def _words(body: Json) -> str:
    if said := next((words for what, words in _SERVICE.items() if what in body), ""):
        return said
    text = str(body.get("text", body.get("caption", "")))
    entities = body.get("entities") or body.get("caption_entities") or []
    return render(text, [entity for entity in entities if _is_safe(entity)])


def _is_safe(entity: Json) -> bool:
    return entity["type"] != "text_link" or str(entity["url"]).lower().startswith(_SAFE_LINKS)


def _files(body: Json) -> Json:
    files: Json = {}
    if "photo" in body:
        size = body["photo"][-1]
        files["photo"] = {"file": size["file_id"], "width": size["width"], "height": size["height"]}
    if "document" in body:
        paper = body["document"]
        files["document"] = {"file": paper["file_id"], "name": paper["file_name"], "size": paper["file_size"]}
    return files


def _origin(body: Json) -> str | None:
    origin: dict[str, Any] = body.get("forward_origin", {})
    return origin.get("sender_user", {}).get("first_name") or origin.get("sender_user_name")


def _reply(body: Json) -> str | None:
    original: dict[str, Any] = body.get("reply_to_message", {})
    return (original.get("text") or original.get("caption") or "…")[:80] if original else None


def _commands(world: World, chat: Chat) -> list[Json]:
    """The commands of the narrowest scope that has any, as an app would list them."""
    scopes: list[Json] = [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}, {"type": "default"}]
    for scope in scopes:
        for language in ("zh", ""):
            commands: list[Json] = world.profile.get(("commands", json.dumps([scope, language], sort_keys=True)), [])
            if commands:
                return commands
    return []
