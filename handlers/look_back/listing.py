"""Look-back 回头看: the lists that were drawn, each with what waits and what was found, and how it was drawn."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, may, regions_of
from handlers.context import Context
from handlers.issues.rights import ids
from storage.issues.telling import type_name
from storage.look_back import looking
from storage.look_back.looking import Listed, Round

TAPPED = "look_back"
PAGE = 8


async def open_home(update: Update, context: Context) -> None:
    """Shows the latest lists; an office may draw another."""
    found = await context.read(looking.rounds, regions_of(context.desk, Action.LOOK_BACK))
    rows = [[(_named(context, each), keyboards.data(TAPPED, "round", each.round.id, 0))] for each in found]
    if may(context.desk, Action.DECIDE_ISSUE):
        rows.append([(context.label("look_back.draw"), keyboards.data(TAPPED, "draw"))])
    rules = context.profile.look_back
    keys = keyboards.buttons(rows) if rows else None
    await context.say("look_back/home", keys, rounds=found, rules=rules)


async def show_round(update: Update, context: Context, more: list[str]) -> None:
    """Lists the issues of one draw, each with its button; pages turn on the same message."""
    round_id, start = ids(more, 2)
    found = await context.read(looking.one_round, regions_of(context.desk, Action.LOOK_BACK), round_id)
    items = await context.read(looking.items, round_id)
    await context.nod()
    keys, told = round_keys(context, items, round_id, start), _told(context, found, items, start)
    message = update.callback_query.message if update.callback_query else None
    if message is None or not await context.correct(message.message_id, "look_back/round", keys, **told):
        await context.say("look_back/round", keys, **told)


def round_keys(context: Context, items: list[Listed], round_id: int, start: int) -> InlineKeyboardMarkup:
    """A button for each issue: what waits is looked at, what was looked at is opened."""
    openers = [(_marked(context, each), _target(each)) for each in items[start : start + PAGE]]
    turns = (("earlier", start - PAGE, start > 0), ("later_page", start + PAGE, start + PAGE < len(items)))
    pages = [
        (context.label(f"rectification.{label}"), keyboards.data(TAPPED, "round", round_id, max(0, at)))
        for label, at, there in turns if there
    ]  # fmt: skip
    return keyboards.buttons([row for row in [*keyboards.in_rows(openers, 2), pages] if row])


def _told(context: Context, found: Round, items: list[Listed], start: int) -> dict[str, Any]:
    shown = [{"item": each, "type": type_name(context.profile, each.type)} for each in items[start : start + PAGE]]
    return {"found": found, "shown": shown, "start": start}


def _named(context: Context, each: Round) -> str:
    return context.label("look_back.round", found=each)


def _marked(context: Context, each: Listed) -> str:
    mark = {None: "waits", True: "held", False: "relapsed"}[each.held]
    return context.label(f"look_back.{mark}", number=each.number)


def _target(each: Listed) -> str:
    if each.held is None:
        return keyboards.data(TAPPED, "item", each.item_id)
    return keyboards.data("issue", "open", each.issue_id)
