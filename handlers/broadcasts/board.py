"""发通知: what the office sent and has on its way; one of them with its counts and all that may be done."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.broadcasts import rights
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages
from rules.broadcasts import BroadcastState
from storage.broadcasts import cards, correcting, counting, offers
from storage.broadcasts.cards import PAGE, Card

NAME = "broadcasts"


async def open_board(update: Update, context: Context) -> None:
    """Lists the notices of the region, what is still to go out first."""
    values, keyboard = await _list(context, 0)
    await context.say("broadcast/board", keyboard, **values)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Another page."""
    (offset,) = ids(more, 1)
    await context.nod()
    values, keyboard = await _list(context, offset)
    await pages.turn(update, context, "broadcast/board", keyboard, **values)


async def open_card(update: Update, context: Context, more: list[str]) -> None:
    """Shows one: the words, to whom, the four counts."""
    card = await rights.own(context, more)
    await context.nod()
    await say_card(context, card)


async def cancel(update: Update, context: Context, more: list[str]) -> None:
    """Nothing more of it goes out."""
    card = await rights.own(context, more)
    await context.transact(correcting.cancel, context.by(card.office_post_id), card.id)
    await context.nod()
    await context.retire_buttons()
    await context.say("broadcast/cancelled", keyboards.menu(context), card=card)


async def say_card(context: Context, card: Card) -> None:
    """The notice and what may be done to it now."""
    await context.say("broadcast/card", _card_keys(context, card), **await card_values(context, card))


async def card_values(context: Context, card: Card) -> dict[str, Any]:
    """What the card tells."""
    listed = await context.house.database.read_at_leisure(counting.lines, card.round_id or 0, card.path)
    return {
        "card": card,
        "counts": counting.counts(listed),
        "changed": await context.read(counting.corrections, card.round_id or 0),
        "said": await context.read(offers.said, card.audience),
        "everybody": card.audience.everybody,
    }


def button(context: Context, act: str, *more: object, label: str = "", **values: object) -> Button:
    """A button under a notice, its words named like the act."""
    return context.label(f"broadcast.{label or act}", **values), keyboards.data(NAME, act, *more)


def _card_keys(context: Context, card: Card) -> InlineKeyboardMarkup:
    rows: list[list[Button]] = []
    if card.round_id is not None:
        rows.append([button(context, "counts", card.round_id), button(context, "questions", card.id)])
        if card.state is not BroadcastState.WITHDRAWN:
            rows.append([button(context, "correct", card.id), button(context, "withdraw", card.id)])
    if card.state is BroadcastState.SCHEDULED:
        rows.append([button(context, "cancel", card.id, repeated=card.rounds > 0)])
    rows.append([button(context, "list", 0, label="to_board")])
    return keyboards.buttons(rows)


async def _list(context: Context, offset: int) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    found, total, waiting = await context.read(cards.listed, rights.regions(context.desk), offset)
    openers = [button(context, "open", each.id, label="nth", n=n, title=each.title)
               for n, each in enumerate(found, start=offset + 1)]  # fmt: skip
    steps = (("previous", offset - PAGE), ("next_page", offset + PAGE))
    turns = [button(context, "list", to, label=key) for key, to in steps if 0 <= to < total]
    rows = [[button(context, "new")], *([one] for one in openers), turns]
    values = {"found": found, "total": total, "waiting": waiting, "first": offset + 1}
    return values, keyboards.buttons(row for row in rows if row)
