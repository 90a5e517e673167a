"""Which function carries out which method (getUpdates, the one that waits, is not among them)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox import edits, profile, sends
from bot.sandbox.records import Json
from bot.sandbox.world import World

Carrier = Callable[[World, Json], Any]

CARRIERS: dict[str, Carrier] = {
    "setWebhook": profile.set_webhook,
    "deleteWebhook": profile.delete_webhook,
    "getWebhookInfo": profile.webhook_info,
    "getMe": profile.get_me,
    "logOut": profile.agree,
    "close": profile.agree,
    "sendMessage": sends.send_message,
    "sendPhoto": sends.send_photo,
    "sendDocument": sends.send_document,
    "sendVideo": sends.send_video,
    "sendVoice": sends.send_voice,
    "sendMediaGroup": sends.send_media_group,
    "sendLocation": sends.send_location,
    "sendContact": sends.send_contact,
    "sendChatAction": sends.send_chat_action,
    "forwardMessage": sends.forward_message,
    "copyMessage": sends.copy_message,
    "editMessageText": edits.edit_text,
    "editMessageCaption": edits.edit_caption,
    "editMessageMedia": edits.edit_media,
    "editMessageReplyMarkup": edits.edit_markup,
    "editMessageLiveLocation": edits.edit_place,
    "stopMessageLiveLocation": edits.edit_place,
    "deleteMessage": edits.delete_message,
    "deleteMessages": edits.delete_messages,
    "pinChatMessage": edits.pin_message,
    "unpinChatMessage": edits.unpin_message,
    "answerCallbackQuery": edits.answer_query,
    "getFile": profile.get_file,
    "getChat": profile.get_chat,
    "getChatMember": profile.get_member,
    "getChatMemberCount": profile.count_members,
    "leaveChat": profile.leave_chat,
    "setMyCommands": profile.set_commands,
    "getMyCommands": profile.get_commands,
    "deleteMyCommands": profile.delete_commands,
    "setMyName": profile.setter("name"),
    "getMyName": profile.getter("name"),
    "setMyDescription": profile.setter("description"),
    "getMyDescription": profile.getter("description"),
    "setMyShortDescription": profile.setter("short_description"),
    "getMyShortDescription": profile.getter("short_description"),
    "setChatMenuButton": profile.set_menu,
    "getChatMenuButton": profile.get_menu,
}
