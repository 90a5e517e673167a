"""Telegram tells that the bot was let into a group or put out of it, and what the group is called from now on."""

from telegram import Chat, ChatMember, ChatMemberAdministrator, ChatMemberRestricted, ChatMemberUpdated, Update

from handlers import keyboards
from handlers.context import Context
from handlers.groups.taking import NAME
from storage.groups import register, telling
from storage.groups.register import Seen
from storage.models import GroupKind
from storage.posts import binding


async def membership(update: Update, context: Context) -> None:
    """Keeps whether a person has blocked the bot, and whether a group has it; a new group is told what it may do."""
    change = update.my_chat_member
    if change is None:
        return
    if change.chat.type == Chat.PRIVATE:
        blocked = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
        await context.transact(binding.note_blocked, context.by(), context.desk.telegram_id, blocked)
    elif _may_write(change):
        await _let_in(context, change.chat)
    else:
        await context.transact(telling.farewell, context.by(), change.chat.id, context.today)


async def renamed(update: Update, context: Context) -> None:
    """A group has another title."""
    message = update.effective_message
    if message is not None and message.new_chat_title:
        await context.transact(register.rename, context.by(), message.chat_id, message.new_chat_title)


async def upgraded(update: Update, context: Context) -> None:
    """A group became a supergroup: Telegram tells it in the old chat and in the new one."""
    message = update.effective_message
    if message is not None and message.migrate_to_chat_id:
        await context.transact(register.migrate, context.by(), message.chat_id, message.migrate_to_chat_id)
    elif message is not None and message.migrate_from_chat_id:
        await context.transact(register.migrate, context.by(), message.migrate_from_chat_id, message.chat_id)


async def _let_in(context: Context, chat: Chat) -> None:
    seen = Seen(chat.id, GroupKind(chat.type), chat.title or "")
    group = await context.transact(telling.welcome, context.by(), seen)
    if group is None or group.kind is GroupKind.CHANNEL:
        return
    now = await context.read(register.one, group.id)
    region = now.region if now else None
    take = [[(context.label("groups.take"), keyboards.data(NAME, "take", group.id))]]
    await context.say("groups/hello", None if region else keyboards.buttons(take), region=region)


def _may_write(change: ChatMemberUpdated) -> bool:
    now = change.new_chat_member
    if isinstance(now, ChatMemberRestricted):
        return now.is_member and now.can_send_messages
    if isinstance(now, ChatMemberAdministrator) and change.chat.type == Chat.CHANNEL:
        return bool(now.can_post_messages)
    return now.status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)
