"""People who block the bot, come back, leave Telegram, or take the bot into a group and out of it."""

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


def adds_bot(world: World, user: User, group: Chat) -> Message | None:
    """Adds the bot to a group, or makes it an administrator of a channel, where nothing is said of it."""
    group.started = True
    group.members.setdefault(user.id, user)
    membership(world, user, group, "left", "administrator" if group.type == "channel" else "member")
    if group.type == "channel":
        return None
    return arrive(world, user, {"new_chat_members": [world.bot.as_json()]}, group)


def puts_bot_out(world: World, user: User, group: Chat) -> None:
    """Takes the bot out of a group or channel."""
    membership(world, user, group, "administrator" if group.type == "channel" else "member", "kicked")
    group.started = False


def renames_group(world: World, user: User, group: Chat, title: str) -> Message:
    """Gives a group another title."""
    group.title = title
    return arrive(world, user, {"new_chat_title": title}, group)


def upgrades_group(world: World, user: User, group: Chat) -> Chat:
    """A group becomes a supergroup: another chat, with another id; the old one takes nothing any more."""
    made = world.add_group(group.title or "", *group.members.values(), chat_id=-1_000_000_000_000 + group.id,
                           kind="supergroup")  # fmt: skip
    arrive(world, user, {"migrate_to_chat_id": made.id}, group)
    group.upgraded_to = made.id
    arrive(world, user, {"migrate_from_chat_id": group.id}, made)
    return made
