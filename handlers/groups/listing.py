"""工作群, in private: the groups and channels of an office's regions, and what may be done with each."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, regions_of, require_in
from handlers.context import Context
from handlers.dialogs import Taps
from handlers.groups.taking import NAME, by_button, own_seats, take_for
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages
from handlers.routes import Entry
from rules.refusals import Refusal
from storage.groups import register
from storage.groups.register import Listed

MOST_SHOWN = 20
_INVITING = "https://t.me/{}?startgroup"


async def open_groups(update: Update, context: Context) -> None:
    """The groups of the own regions, and those that one let the bot into and nobody has taken."""
    keys, values = await _list(context)
    await context.say("groups/list", keys, **values)


async def back(update: Update, context: Context, more: list[str]) -> None:
    """The list, in the place of a card."""
    await context.nod()
    keys, values = await _list(context)
    await pages.turn(update, context, "groups/list", keys, **values)


async def open_group(update: Update, context: Context, more: list[str]) -> None:
    """One group: whose, since when, whether the bot is still in it."""
    now = await _asked(context, more)
    await context.nod()
    await _show(update, context, now)


async def take(update: Update, context: Context, more: list[str]) -> None:
    """Takes a group that one let the bot into, for the region of one's own office."""
    now = await _asked(context, more)
    _, region_id = ids(more, 2)
    seat = next((each for each in own_seats(context) if each.region_id == region_id), None)
    if seat is None:
        raise Refusal("refusal/not_your_region")
    if not await context.transact(register.take, context.by(seat.post_id), now.group.id, region_id):
        raise Refusal("refusal/group_has_changed")
    await context.nod("groups/noted")
    await _show(update, context, await _asked(context, more))


async def release(update: Update, context: Context, more: list[str]) -> None:
    """Lets a group go: nothing is sent there from now on."""
    now = await _asked(context, more)
    _, region_id = ids(more, 2)
    if not await context.transact(register.release, context.by(), now.group.id, region_id):
        raise Refusal("refusal/group_has_changed")
    await context.nod("groups/noted")
    await back(update, context, [])


async def _asked(context: Context, more: list[str]) -> Listed:
    """The group of a button; refuses one that is neither in one's regions nor one's own find."""
    now = await context.read(register.one, ids(more, 1)[0])
    if now is None:
        raise Refusal("refusal/button_too_old")
    if now.path is not None:
        require_in(context.desk, Action.KEEP_GROUPS, now.path)
    elif now.group.added_by_id != context.person_id:
        raise Refusal("refusal/not_your_region")
    return now


async def _show(update: Update, context: Context, now: Listed) -> None:
    group = now.group
    rows: list[list[Button]] = []
    if now.region is None and group.removed_at is None:
        rows = [[take_for(context, "own", group, seat)] for seat in own_seats(context)]
    elif now.region is not None:
        rows = [[(context.label("groups.release"), keyboards.data(NAME, "release", group.id, group.region_id))]]
    rows.append([(context.label("groups.back"), keyboards.data(NAME, "list"))])
    await pages.turn(update, context, "groups/card", keyboards.buttons(rows), group=group, region=now.region)


async def _list(context: Context) -> tuple[InlineKeyboardMarkup, dict[str, object]]:
    """The keys and the values of the list."""
    regions = regions_of(context.desk, Action.KEEP_GROUPS)
    found = await context.read(register.listed, regions, context.person_id)
    openers = [
        [(f"{number}. {one.group.title}", keyboards.data(NAME, "open", one.group.id))]
        for number, one in enumerate(found[:MOST_SHOWN], 1)
    ]
    bot = context.bot.username
    invite = InlineKeyboardButton(context.label("groups.invite"), url=_INVITING.format(bot))
    keys = InlineKeyboardMarkup([*keyboards.buttons(openers).inline_keyboard, [invite]])
    return keys, {"shown": found[:MOST_SHOWN], "left_out": max(0, len(found) - MOST_SHOWN), "bot": bot}


TAPS = Taps(
    NAME,
    {
        "take": (Action.TALK, by_button),  # in the group itself: whoever may not is told so
        "list": (Action.KEEP_GROUPS, back),
        "open": (Action.KEEP_GROUPS, open_group),
        "own": (Action.KEEP_GROUPS, take),
        "release": (Action.KEEP_GROUPS, release),
    },
)
ENTRY = Entry("group", Action.KEEP_GROUPS, open_groups)
