"""The methods that change, delete and pin messages, and answer the press of a button."""

from __future__ import annotations

from bot.sandbox.keyboards import check_markup
from bot.sandbox.records import Chat, Json, Message
from bot.sandbox.refusals import Violation, bad_request
from bot.sandbox.sends import caption_of, inline, medium_of, text_of
from bot.sandbox.world import World

_DELETABLE_SECONDS = 48 * 3600
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
_MEDIA = ("photo", "document", "video", "voice")
_CONTENT = ("text", "entities", "caption", "caption_entities", "reply_markup", *_MEDIA)


def edit_text(world: World, asked: Json) -> Json:
    """editMessageText; without a reply_markup the buttons go."""
    content = text_of(world, asked)
    message = _editable(world, asked)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _change(world, message, content | inline(asked.get("reply_markup")))


def edit_caption(world: World, asked: Json) -> Json:
    """editMessageCaption; without a reply_markup the buttons go."""
    content = caption_of(world, asked)
    message = _editable(world, asked)
    if not any(kind in message.body for kind in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    kept = {kind: message.body[kind] for kind in _MEDIA if kind in message.body}
    return _change(world, message, kept | content | inline(asked.get("reply_markup")))


def edit_media(world: World, asked: Json) -> Json:
    """editMessageMedia: another photo or document, with its caption."""
    message = _editable(world, asked)
    if not any(kind in message.body for kind in (*_MEDIA, "text")):
        raise bad_request("message can't be edited")
    content = medium_of(world, asked["media"], asked)
    return _change(world, message, content | inline(asked.get("reply_markup")))


def edit_markup(world: World, asked: Json) -> Json:
    """editMessageReplyMarkup: other buttons, or none."""
    message = _editable(world, asked)
    kept = {name: message.body[name] for name in _CONTENT if name in message.body and name != "reply_markup"}
    return _change(world, message, kept | inline(asked.get("reply_markup")))


def edit_place(world: World, asked: Json) -> Json:
    """editMessageLiveLocation and stopMessageLiveLocation of the bot's own live location."""
    message = _editable(world, asked)
    place = message.body.get("location", {})
    if "live_period" not in place:
        raise bad_request("message can't be edited")
    names = ("latitude", "longitude", "horizontal_accuracy", "heading")
    if "latitude" in asked:
        place = place | {name: asked[name] for name in names if name in asked}
    else:
        place = {name: value for name, value in place.items() if name != "live_period"}
    message.body = message.body | {"location": place, "edit_date": world.timestamp()}
    world.touch(message)
    return message.body


def delete_message(world: World, asked: Json) -> bool:
    """deleteMessage: the bot's own, and in a private chat the person's, for 48 hours."""
    chat = world.known_chat(asked["chat_id"])
    _delete(world, chat, asked["message_id"])
    return True


def delete_messages(world: World, asked: Json) -> bool:
    """deleteMessages: those that can be found."""
    if world.strict and not 1 <= len(asked["message_ids"]) <= 100:
        raise Violation("message_ids must have 1-100 numbers")
    chat = world.known_chat(asked["chat_id"])
    for number in asked["message_ids"]:
        if number in chat.messages:
            _delete(world, chat, number)
    return True


def pin_message(world: World, asked: Json) -> bool:
    """pinChatMessage."""
    chat = world.open_chat(asked["chat_id"])
    if asked["message_id"] not in chat.messages:
        raise bad_request("message to pin not found")
    chat.pinned_id = asked["message_id"]
    return True


def unpin_message(world: World, asked: Json) -> bool:
    """unpinChatMessage."""
    world.open_chat(asked["chat_id"]).pinned_id = None
    return True


def answer_query(world: World, asked: Json) -> bool:
    """answerCallbackQuery: once, and within seconds."""
    query = world.queries.get(asked["callback_query_id"])
    if query is None or query.answered or world.clock() - query.asked_at > world.query_lifetime:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.answered, query.shown, query.alert = True, asked.get("text"), asked.get("show_alert", False)
    query.revision = world.stir()
    return True


def _delete(world: World, chat: Chat, number: int) -> None:
    message = chat.messages.get(number)
    if message is None:
        raise bad_request("message to delete not found")
    if not message.by_bot and chat.type != "private":
        raise bad_request("message can't be deleted")
    if world.timestamp() - message.body["date"] > _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[number]
    message.body = {**message.body, "deleted": True}
    world.touch(message)


def _editable(world: World, asked: Json) -> Message:
    if "chat_id" not in asked or "message_id" not in asked:
        raise Violation("message identifier is not specified")
    message = world.open_chat(asked["chat_id"]).messages.get(asked["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    markup = asked.get("reply_markup")
    if markup and "inline_keyboard" not in markup:
        raise Violation("an edit takes an inline keyboard only")
    if markup and world.strict:
        check_markup(markup, "private")
    if not message.by_bot or "forward_origin" in message.body:
        raise bad_request("message can't be edited")
    if message.markup is not None:
        raise Violation("message can't be edited: it was sent with a reply keyboard")
    return message


def _change(world: World, message: Message, content: Json) -> Json:
    """Puts new content in the place of the old; refuses, as Telegram does, what changes nothing."""
    old = {name: message.body[name] for name in _CONTENT if name in message.body}
    if old == content:
        raise bad_request(_NOT_MODIFIED)
    kept = {name: value for name, value in message.body.items() if name not in _CONTENT}
    message.body = kept | content | {"edit_date": world.timestamp()}
    world.touch(message)
    return message.body
