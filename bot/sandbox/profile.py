"""The methods about the bot itself, its commands, chats and files, and about how updates reach it."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.limits import DOWNLOAD_BYTES
from bot.sandbox.records import Json
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World


def get_me(world: World, asked: Json) -> Json:
    """getMe."""
    return world.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


def get_chat(world: World, asked: Json) -> Json:
    """getChat: the chat with the fields that Telegram always tells."""
    chat = world.known_chat(asked["chat_id"])
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return chat.as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def get_member(world: World, asked: Json) -> Json:
    """getChatMember."""
    chat = world.known_chat(asked["chat_id"])
    if asked["user_id"] == world.bot.id:
        return {"status": "member", "user": world.bot.as_json()}
    user = world.users.get(asked["user_id"])
    if user is None:
        raise bad_request("user not found")
    return {"status": "member" if user.id in chat.members else "left", "user": user.as_json()}


def count_members(world: World, asked: Json) -> int:
    """getChatMemberCount, the bot included."""
    return len(world.known_chat(asked["chat_id"]).members) + 1


def leave_chat(world: World, asked: Json) -> bool:
    """leaveChat."""
    world.known_chat(asked["chat_id"]).started = False
    return True


def get_file(world: World, asked: Json) -> Json:
    """getFile, for files of up to 20 MB."""
    stored = world.files.get(asked["file_id"])
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    told = {"file_id": stored.file_id, "file_unique_id": stored.unique_id}
    return told | {"file_size": len(stored.data), "file_path": stored.path}


def set_commands(world: World, asked: Json) -> bool:
    """setMyCommands, by scope and language."""
    world.profile["commands", _place(asked)] = asked["commands"]
    world.stir()
    return True


def get_commands(world: World, asked: Json) -> list[Json]:
    """getMyCommands."""
    commands: list[Json] = world.profile.get(("commands", _place(asked)), [])
    return commands


def delete_commands(world: World, asked: Json) -> bool:
    """deleteMyCommands."""
    world.profile.pop(("commands", _place(asked)), None)
    return True


def set_menu(world: World, asked: Json) -> bool:
    """setChatMenuButton."""
    world.profile["menu", str(asked.get("chat_id", ""))] = asked.get("menu_button", {"type": "default"})
    return True


def get_menu(world: World, asked: Json) -> Json:
    """getChatMenuButton."""
    menu: Json = world.profile.get(("menu", str(asked.get("chat_id", ""))), {"type": "commands"})
    return menu


def setter(name: str) -> Any:
    """setMyName, setMyDescription and setMyShortDescription: field `name`, by language."""

    def keep(world: World, asked: Json) -> bool:
        world.profile[name, asked.get("language_code", "")] = asked.get(name, "")
        return True

    return keep


def getter(name: str) -> Any:
    """The counterpart of `setter`."""

    def tell(world: World, asked: Json) -> Json:
        return {name: world.profile.get((name, asked.get("language_code", "")), "")}

    return tell


def set_webhook(world: World, asked: Json) -> bool:
    """setWebhook: what waits is sent at once."""
    _drop(world, asked)
    world.updates.allowed = asked.get("allowed_updates", world.updates.allowed)
    world.webhook.set(asked)
    while world.webhook.url and world.updates.waiting:
        world.webhook.carry(world.updates.waiting.popleft())
    return True


def delete_webhook(world: World, asked: Json) -> bool:
    """deleteWebhook."""
    world.webhook.set({})
    world.updates.waiting.extend(world.webhook.take_back())
    _drop(world, asked)
    return True


def webhook_info(world: World, asked: Json) -> Json:
    """getWebhookInfo."""
    hook = world.webhook
    told: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting) + hook.pending,
    }
    if hook.last_error:
        told |= {"last_error_message": hook.last_error, "last_error_date": world.timestamp()}
    return told


def agree(world: World, asked: Json) -> bool:
    """logOut and close: nothing to do."""
    return True


def _drop(world: World, asked: Json) -> None:
    if asked.get("drop_pending_updates"):
        world.updates.waiting.clear()


def _place(asked: Json) -> str:
    scope = asked.get("scope") or {"type": "default"}
    return json.dumps([scope, asked.get("language_code", "")], sort_keys=True)
