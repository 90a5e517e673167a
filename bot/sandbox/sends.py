"""The methods that put messages into chats."""

from __future__ import annotations

from typing import Any

from bot.sandbox.formatting import formatted
from bot.sandbox.incoming import CARRIED
from bot.sandbox.keyboards import check_markup
from bot.sandbox.media import sent
from bot.sandbox.records import Chat, Json, Message
from bot.sandbox.refusals import Violation, bad_request
from bot.sandbox.world import World


def send_message(world: World, asked: Json) -> Json:
    """sendMessage."""
    return _post(world, asked, text_of(world, asked))


def send_photo(world: World, asked: Json) -> Json:
    """sendPhoto."""
    return _send_medium(world, asked, "photo")


def send_document(world: World, asked: Json) -> Json:
    """sendDocument."""
    return _send_medium(world, asked, "document")


def send_video(world: World, asked: Json) -> Json:
    """sendVideo."""
    return _send_medium(world, asked, "video")


def send_voice(world: World, asked: Json) -> Json:
    """sendVoice."""
    return _send_medium(world, asked, "voice")


def send_location(world: World, asked: Json) -> Json:
    """sendLocation."""
    names = (
        "latitude",
        "longitude",
        "horizontal_accuracy",
        "live_period",
        "heading",
        "proximity_alert_radius",
    )
    return _post(world, asked, {"location": {name: asked[name] for name in names if name in asked}})


def send_contact(world: World, asked: Json) -> Json:
    """sendContact."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    return _post(world, asked, {"contact": {name: asked[name] for name in names if name in asked}})


def send_media_group(world: World, asked: Json) -> list[Json]:
    """sendMediaGroup: 2 to 10 photos and videos, or documents."""
    media = asked["media"]
    if not 2 <= len(media) <= 10:
        raise Violation("group of media must include 2-10 items")
    kinds = {medium.get("type") for medium in media}
    if len(kinds) > 1 and "document" in kinds:
        raise Violation("documents can't be mixed with other media types")
    chat = world.open_chat(asked["chat_id"])
    contents = [medium_of(world, medium, asked) for medium in media]
    world.rates.count(chat.id, chat.type != "private", world.clock().timestamp(), len(contents))
    common = {"media_group_id": str(next(world.album_numbers))} | _reply(chat, asked)
    return [world.post(chat, world.bot, content | common).body for content in contents]


def forward_message(world: World, asked: Json) -> Json:
    """forwardMessage: the message as it is, with its origin."""
    original = _original(world, asked)
    return _post(world, asked, carried(original) | origin(world, original))


def copy_message(world: World, asked: Json) -> Json:
    """copyMessage: the message without its origin, with another caption where one is given."""
    content = carried(_original(world, asked))
    if "caption" in asked:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= caption_of(world, asked)
    return {"message_id": _post(world, asked, content)["message_id"]}


def send_chat_action(world: World, asked: Json) -> bool:
    """sendChatAction."""
    world.open_chat(asked["chat_id"])
    return True


def text_of(world: World, asked: Json) -> Json:
    """The text of a request as a message carries it."""
    text, entities = formatted(asked, "text", strict=world.strict)
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_of(world: World, asked: Json) -> Json:
    """The caption of a request or a medium as a message carries it."""
    caption, entities = formatted(asked, "caption", strict=world.strict)
    content: Json = {"caption": caption} if caption else {}
    return content | {"caption_entities": entities} if entities else content


def medium_of(world: World, medium: Json, uploads: Json) -> Json:
    """One InputMedia as a message carries it."""
    kind = medium.get("type")
    if kind not in ("photo", "document", "video"):
        raise Violation(f"the stand-in knows no medium {kind}")
    return sent(world, kind, medium.get("media", ""), uploads) | caption_of(world, medium)


def inline(markup: Json | None) -> Json:
    """The part of a message's body that an inline keyboard becomes."""
    if markup and markup.get("inline_keyboard"):
        return {"reply_markup": {"inline_keyboard": markup["inline_keyboard"]}}
    return {}


def carried(original: Message) -> Json:
    """What a forward or a copy takes along of a message."""
    return {name: original.body[name] for name in CARRIED if name in original.body}


def origin(world: World, original: Message) -> Json:
    """Where a forwarded message came from; a forward of a forward keeps the first origin."""
    known = original.body.get("forward_origin")
    date = original.body["date"]
    return {"forward_origin": known or {"type": "user", "date": date, "sender_user": original.body["from"]}}


def _original(world: World, asked: Json) -> Message:
    original = world.known_chat(asked["from_chat_id"]).messages.get(asked["message_id"])
    if original is None:
        raise bad_request("message to forward not found")
    return original


def _send_medium(world: World, asked: Json, kind: str) -> Json:
    world.open_chat(asked["chat_id"])
    return _post(world, asked, sent(world, kind, asked[kind], asked) | caption_of(world, asked))


def _post(world: World, asked: Json, content: Json) -> Json:
    chat = world.open_chat(asked["chat_id"])
    markup = asked.get("reply_markup")
    if markup and world.strict:
        check_markup(markup, chat.type)
    world.rates.count(chat.id, chat.type != "private", world.clock().timestamp())
    content = content | inline(markup) | _reply(chat, asked)
    message = world.post(chat, world.bot, content, None if not markup or "inline_keyboard" in markup else markup)
    _show_keyboard(chat, message)
    return message.body


def _show_keyboard(chat: Chat, message: Message) -> None:
    markup: dict[str, Any] = message.markup or {}
    if "keyboard" in markup or "remove_keyboard" in markup:
        chat.keyboard = markup if "keyboard" in markup else None
        chat.keyboard_message_id = message.id


def _reply(chat: Chat, asked: Json) -> Json:
    wanted = asked.get("reply_parameters")
    if not wanted:
        return {}
    original = chat.messages.get(wanted.get("message_id"))
    if original is not None:
        return {"reply_to_message": {k: v for k, v in original.body.items() if k != "reply_to_message"}}
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")
