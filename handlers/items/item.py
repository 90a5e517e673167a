"""One matter 重点事项: its card with what this person may do; what needs no words is done by one tap."""

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.issues.view import show_pictures
from handlers.items.listing import NAME
from handlers.items.rights import acting_post, deeds_now, keeper, require_sight
from rules.action_items import Deed, ItemKind, ItemState
from rules.refusals import Refusal
from storage.action_items import cards, deeds, key_problems
from storage.action_items.cards import ItemCard
from storage.models import MediaKind


async def open_item(update: Update, context: Context, more: list[str]) -> None:
    """Shows a matter."""
    card = await seen(context, ids(more, 1)[0])
    await context.nod()
    await say_card(context, card)


async def show_photos(update: Update, context: Context, more: list[str]) -> None:
    """Shows the photos that came with what was done, the newest first."""
    card = await seen(context, ids(more, 1)[0])
    await context.nod()
    sent = [one for one in await context.read(cards.photos, card.item.id) if one.kind is MediaKind.PHOTO]
    await show_pictures(context, sent)


async def confirm(update: Update, context: Context, more: list[str]) -> None:
    """确认办结: the owner and everybody concerned are told."""
    await _do(context, more, Deed.CONFIRM)


async def solve(update: Update, context: Context, more: list[str]) -> None:
    """标为已解决: the key problem leaves the open list of its river."""
    await _do(context, more, Deed.SOLVE)


async def move_up(update: Update, context: Context, more: list[str]) -> None:
    """Puts a key problem one place up in the list of its river."""
    card = await seen(context, ids(more, 1)[0])
    seat = keeper(context.desk, card.region_path, card.water_path)
    if seat is None:
        raise Refusal("refusal/not_your_matter")
    item = await context.transact(key_problems.move_up, context.by(seat.post_id), card.item.id)
    await context.nod()
    await context.say("items/moved", _to_river(context, item.water_id), title=item.title)


async def seen(context: Context, item_id: int) -> ItemCard:
    """The matter, if it concerns this person."""
    card = await context.read(cards.card, item_id, context.today)
    require_sight(context.desk, card)
    return card


async def say_card(context: Context, card: ItemCard) -> None:
    """Everything told of a matter, with the buttons this person may press now."""
    flat = [
        (context.label(f"items.{deed}"), keyboards.data(NAME, deed, card.item.id, card.step_id))
        for deed in deeds_now(context.desk, card)
    ]
    rows = [list(row) for row in keyboards.in_rows(flat, 2)]
    if card.entry.kind is ItemKind.KEY_PROBLEM and keeper(context.desk, card.region_path, card.water_path):
        if card.entry.state is ItemState.OPEN:
            rows.append([_key(context, "up", card.item.id), _key(context, "link", card.item.id)])
        rows.append([(context.label("items.open_list"), keyboards.data(NAME, "river", card.item.water_id, 0))])
    if card.photos:
        rows.append([(context.label("items.photos", count=card.photos), keyboards.data(NAME, "photos", card.item.id))])
    await context.say("items/card", keyboards.buttons(rows) if rows else None, card=card, today=context.today)


async def _do(context: Context, more: list[str], deed: Deed) -> None:
    item_id, step_id = ids(more, 2)
    card = await seen(context, item_id)
    by = context.by(acting_post(context.desk, card, deed))
    done = await context.transact(deeds.perform, by, item_id, step_id, deed, "", context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say(f"items/done_{deed}", keyboards.menu(context), card=done)


def _key(context: Context, act: str, item_id: int) -> keyboards.Button:
    return context.label(f"items.{act}"), keyboards.data(NAME, act, item_id)


def _to_river(context: Context, water_id: int | None) -> InlineKeyboardMarkup:
    return keyboards.buttons([[(context.label("items.open_list"), keyboards.data(NAME, "river", water_id, 0))]])
