"""People who block the bot, come back, leave Telegram, or take the bot into a group."""

from __future__ import annotations

from bot.sandbox.incoming import arrive, membership
from bot.sandbox.records import Chat, Message, User
from bot.sandbox.world import World


def blocks_bot(world: World, user: User) -> None:
    """Blocks the bot, which hears of it and can write no more."""
    user.blocked = True
    membership(world, user, world.chats[user.id], "member", "kicked")


def unblocks(world: World, user: User) -> None:
    """Unblocks the bot."""
    user.blocked = False
    membership(world, user, world.chats[user.id], "kicked", "member")


def leaves_telegram(world: World, user: User) -> None:
    """Deletes the account: the bot is refused with "user is deactivated"."""
    user.deactivated = True


def adds_bot(world: World, user: User, group: Chat) -> Message:
    """Adds the bot to a group."""
    group.started = True
    group.members.setdefault(user.id, user)
    membership(world, user, group, "left", "member")
    return arrive(world, user, {"new_chat_members": [world.bot.as_json()]}, group)
