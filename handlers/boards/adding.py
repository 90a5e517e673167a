"""A board is put up in chat (beside it: place, where, yes), and a hotline is corrected; nothing else is typed."""

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards, received
from handlers.access import Action, require_in
from handlers.boards.card import board_of, show_board
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up, open_dialog
from handlers.wording import words
from rules.refusals import Refusal
from storage import drafts, places
from storage.boards import cards, changes, chiefs
from storage.boards.changes import Printed, Standing
from storage.models import Draft, Region

NAME = "board_adding"
PLACE, WHERE, SUMMARY, HOTLINE = "place", "where", "summary", "hotline"
LONGEST_PLACE = 200


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks where the board stands."""
    draft = await open_dialog(context, NAME, PLACE)
    await context.nod()
    await show(context, draft)


async def begin_hotline(update: Update, context: Context, more: list[str]) -> None:
    """Asks for the number as it should read on a board that is there."""
    board = await board_of(context, more)
    told = {"board_id": board.id, "code": board.code, "hotline": board.hotline}
    draft = await open_dialog(context, NAME, HOTLINE, **told)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Says the question of the current step."""
    if draft.step == PLACE:
        await context.say("boards/ask_place", keyboards.place_request(context))
        return
    values: dict[str, Any] = {"told": draft.data}
    if draft.step == SUMMARY:
        along = await context.read(chiefs.along, [draft.data["water_id"]], context.today)
        values["printed"] = _printed(context, along[draft.data["water_id"]], draft.data["hotline"])
    await ask(context, draft, f"boards/ask_{draft.step}", _keys(context, draft), **values)


async def take_place(update: Update, context: Context, draft: Draft) -> None:
    """The board stands here, on the nearest reach; asks how one finds it."""
    assert update.effective_message is not None  # noqa: S101 - only places come here
    here = received.place(update.effective_message)
    where = await context.read(places.belonging, here, places.own_of(context.desk))
    if where.water_id is None or where.region_id is None:
        raise Refusal("refusal/no_water_here", name=where.name, metres=where.metres)
    region_id = where.region_id
    path = await context.read(lambda session: session.get_one(Region, region_id).path)
    require_in(context.desk, Action.KEEP_BOARDS, path)
    told = {"place": list(here), "water_id": where.water_id, "region_id": region_id, "water": where.name,
            "hotline": await context.read(changes.latest_hotline, path) or context.profile.public.hotline}  # fmt: skip
    await show(context, await context.transact(drafts.hear, draft.id, context.now, WHERE, **told))


async def hear_where(update: Update, context: Context, draft: Draft) -> None:
    """How one finds it; shows the whole."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said = words(update.effective_message).text[:LONGEST_PLACE]
    await show(context, await context.transact(drafts.hear, draft.id, context.now, SUMMARY, where=said))


async def change_hotline(update: Update, context: Context, draft: Draft) -> None:
    """Another number than the one proposed."""
    await context.nod()
    await show(context, await context.transact(drafts.hear, draft.id, context.now, HOTLINE))


async def hear_hotline(update: Update, context: Context, draft: Draft) -> None:
    """The number: for the board that is being put up, or for one that is there."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = words(update.effective_message).text
    board_id = draft.data.get("board_id")

    def keep(session: Session) -> Draft:
        changes.check_hotline(session, told)
        if board_id is None:
            return drafts.hear(session, draft.id, context.now, SUMMARY, hotline=told)
        drafts.close(session, draft.id)
        changes.print_anew(session, context.by(), board_id, context.today, hotline=told, updated_on=context.today)
        return draft

    draft = await context.transact(keep)
    if board_id is None:
        await show(context, draft)
    else:
        await show_board(context, await context.read(cards.by_id, board_id, context.today))


async def put_up(update: Update, context: Context, draft: Draft) -> None:
    """The board is there, with its number; its code is one tap away."""
    if draft.step != SUMMARY:
        raise Refusal("refusal/button_too_old")
    told = draft.data
    lat, lon = told["place"]
    where = Standing(told["water_id"], told["region_id"], told["where"], lat=lat, lon=lon, put_up_on=context.today)

    def keep(session: Session) -> int:
        drafts.close(session, draft.id)
        along = chiefs.along(session, [where.water_id], context.today)[where.water_id]
        printed = _printed(context, along, told["hotline"])
        return changes.put_up(session, context.by(), where, printed, context.today)

    board_id = await context.transact(keep)
    await context.nod()
    await context.retire_buttons()
    board = await context.read(cards.by_id, board_id, context.today)
    await context.say("boards/put_up", keyboards.menu(context), board=board)
    await show_board(context, board)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves everything as it is."""
    await give_up(context, draft, "boards/left")


def _printed(context: Context, along: chiefs.Along, hotline: str) -> Printed:
    return Printed(**asdict(changes.in_office(along)) | {"hotline": hotline, "updated_on": context.today})


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    acts = [["put_up"], ["change_hotline", "drop"]] if draft.step == SUMMARY else [["drop"]]
    return keyboards.buttons([
        [(context.label(f"boards.{act}"), keyboards.data(NAME, act, draft.id)) for act in row] for row in acts
    ])  # fmt: skip


DIALOG = Dialog(
    NAME,
    Action.KEEP_BOARDS,
    show,
    {
        PLACE: {Heard.PLACE: take_place, Heard.LIVE: take_place},
        WHERE: {Heard.WORDS: hear_where},
        SUMMARY: {},
        HOTLINE: {Heard.WORDS: hear_hotline},
    },
    {"put_up": put_up, "change_hotline": change_hotline, "drop": drop},
)
