"""The methods that the stand-in serves, with their fields, by the Bot API 10.1 (June 2026).

One line a method: its name, then each field as `name:kind`, with `!` where it is required and `[a-b]` for its
length (characters; bytes with a `b`). `*word` stands for a group of fields that many methods share. Lengths
of texts and captions are counted after their markup is read, in `formatting.py`, so they are not here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_GROUPS = {
    "*to": "business_connection_id:str chat_id!:chat message_thread_id:int direct_messages_topic_id:int",
    "*how": "disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str "
    "suggested_post_parameters:object reply_parameters:object reply_markup:object",
    "*caption": "caption:str parse_mode:str caption_entities:array show_caption_above_media:bool",
    "*which": "business_connection_id:str chat_id:chat message_id:int inline_message_id:str reply_markup:object",
    "*place": "latitude!:float longitude!:float horizontal_accuracy:float live_period:int heading:int "
    "proximity_alert_radius:int",
}

_TABLE = """
getUpdates offset:int limit:int timeout:int allowed_updates:array
setWebhook url!:str certificate:file ip_address:str max_connections:int allowed_updates:array \
drop_pending_updates:bool secret_token:str[1-256]
deleteWebhook drop_pending_updates:bool
getWebhookInfo
getMe
logOut
close
sendMessage *to text!:str parse_mode:str entities:array link_preview_options:object *how
sendPhoto *to photo!:file *caption has_spoiler:bool *how
sendDocument *to document!:file thumbnail:file *caption disable_content_type_detection:bool *how
sendVideo *to video!:file duration:int width:int height:int thumbnail:file *caption \
has_spoiler:bool supports_streaming:bool *how
sendVoice *to voice!:file *caption duration:int *how
sendMediaGroup *to media!:array disable_notification:bool protect_content:bool allow_paid_broadcast:bool \
message_effect_id:str reply_parameters:object
sendLocation *to *place *how
editMessageLiveLocation *which *place
stopMessageLiveLocation *which
sendContact *to phone_number!:str first_name!:str last_name:str vcard:str[0-2048b] *how
sendChatAction *to action!:str
forwardMessage *to from_chat_id!:chat message_id!:int video_start_timestamp:int *how
copyMessage *to from_chat_id!:chat message_id!:int video_start_timestamp:int *caption *how
editMessageText *which text!:str parse_mode:str entities:array link_preview_options:object
editMessageCaption *which *caption
editMessageMedia *which media!:object
editMessageReplyMarkup *which
deleteMessage chat_id!:chat message_id!:int
deleteMessages chat_id!:chat message_ids!:array
pinChatMessage business_connection_id:str chat_id!:chat message_id!:int disable_notification:bool
unpinChatMessage business_connection_id:str chat_id!:chat message_id:int
answerCallbackQuery callback_query_id!:str text:str[0-200] show_alert:bool url:str cache_time:int
getFile file_id!:str
getChat chat_id!:chat
getChatMember chat_id!:chat user_id!:int
getChatMemberCount chat_id!:chat
leaveChat chat_id!:chat
setMyCommands commands!:array scope:object language_code:str
getMyCommands scope:object language_code:str
deleteMyCommands scope:object language_code:str
setMyName name:str[0-64] language_code:str
getMyName language_code:str
setMyDescription description:str[0-512] language_code:str
getMyDescription language_code:str
setMyShortDescription short_description:str[0-120] language_code:str
getMyShortDescription language_code:str
setChatMenuButton chat_id:int menu_button:object
getChatMenuButton chat_id:int
"""

_FIELD = re.compile(r"(\w+)(!?):(\w+)(?:\[(\d+)-(\d+)(b?)\])?")


class Field(NamedTuple):
    """A field of a method: `kind` is int, float, bool, str, chat, file, object or array."""

    name: str
    kind: str
    required: bool
    shortest: int = 0
    longest: int = 0
    in_bytes: bool = False


def _read_field(text: str) -> Field:
    found = _FIELD.fullmatch(text)
    if found is None:
        raise ValueError(text)
    name, required, kind, shortest, longest, in_bytes = found.groups()
    return Field(name, kind, bool(required), int(shortest or 0), int(longest or 0), bool(in_bytes))


def _read_method(line: str) -> tuple[str, dict[str, Field]]:
    name, *words = line.split()
    for group, fields in _GROUPS.items():
        words = [part for word in words for part in (fields.split() if word == group else [word])]
    return name, {field.name: field for field in map(_read_field, words)}


METHODS: dict[str, dict[str, Field]] = dict(map(_read_method, _TABLE.strip().splitlines()))
"""Fields by method."""

NAMES = {name.lower(): name for name in METHODS}
"""Telegram takes a method's name in any case."""
