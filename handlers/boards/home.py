"""🪧 公示牌 for an office: the counts by township, those to be replaced, a search; sheets out and in."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from documents.board_sheet import boards_sheet, outdated_sheet, why
from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.boards import adding, card, printing, scanned
from handlers.boards.scanned import SUBJECT
from handlers.context import Context, aside
from handlers.dialogs import Dialog, Heard, Taps
from handlers.issues.rights import ids
from handlers.keyboards import Button, data
from handlers.office import pages, scope
from handlers.wording import words
from rules import ledger_words
from storage import drafts, lookups
from storage.boards import cards
from storage.boards.cards import PAGE, Board
from storage.models import Draft

NAME = "boards"
MOST_TOWNS = 20


async def open_boards(update: Update, context: Context) -> None:
    """Says how the boards stand, and listens for a code, a place, a water."""
    desk = context.desk
    draft = await context.transact(lookups.open_lookup, desk.chat_id, context.person_id, NAME, context.now, words="")
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """The counts, or what was looked for."""
    if draft.data["words"]:
        values, keyboard = await _found(context, draft.data["words"], draft.id, 0)
        await context.say("boards/list", keyboard, **values)
        return
    regions = regions_of(context.desk, Action.KEEP_BOARDS)
    every = await context.house.database.read_at_leisure(cards.everyone, regions, context.today)
    towns = cards.townships(every)
    late = sum(one.outdated for one in towns)
    rows = [[_act(context, "add"), _act(context, "sheet")]]
    if every:
        rows.insert(0, [_act(context, "choose"), *([_act(context, "outdated", 0, count=late)] if late else [])])
    region = scope.region_names(context.desk, Action.KEEP_BOARDS)
    await context.say("boards/counts", keyboards.buttons(rows), region=region, towns=towns[:MOST_TOWNS], late=late,
                      up=sum(one.up for one in towns), left_out=max(0, len(towns) - MOST_TOWNS))  # fmt: skip


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for a code or words; the only board found is shown at once."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = ledger_words.visible(words(update.effective_message).text)[: ledger_words.LONGEST_TERM]
    draft = await context.transact(drafts.hear, draft.id, context.now, words=told)
    regions = regions_of(context.desk, Action.KEEP_BOARDS)
    found, total = await context.read(cards.search, regions, told, context.today)
    if total == 1:
        await card.show_board(context, found[0])
    else:
        await show(context, draft)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Another page of what was found."""
    draft_id, offset = ids(more, 2)
    draft = await context.read(lookups.still_there, context.desk.chat_id, NAME, draft_id)
    await context.nod()
    values, keyboard = await _found(context, draft.data["words"], draft.id, offset)
    await pages.turn(update, context, "boards/list", keyboard, **values)


async def list_outdated(update: Update, context: Context, more: list[str]) -> None:
    """The boards to be replaced, each with why; a page at a time, and all of them as a sheet."""
    (offset,) = ids(more, 1)
    await context.nod()
    regions = regions_of(context.desk, Action.KEEP_BOARDS)
    late = await context.house.database.read_at_leisure(cards.outdated, regions, context.today)
    shown = late[offset : offset + PAGE]
    rows = [
        *keyboards.in_rows(_openers(context, shown, offset), 2),
        [_act(context, key, to, act="outdated") for key, to in pages.beside(offset, PAGE, len(late))],
        [_act(context, "outdated_sheet")],
    ]
    values = {"shown": [{"board": one, "why": why(one)} for one in shown], "total": len(late), "first": offset + 1}
    keyboard = keyboards.buttons(row for row in rows if row) if late else None
    await pages.turn(update, context, "boards/outdated", keyboard, **values)


async def hand_over_outdated(update: Update, context: Context, more: list[str]) -> None:
    """The same as a sheet, for whoever orders the boards."""
    regions = regions_of(context.desk, Action.KEEP_BOARDS)
    late = await context.house.database.read_at_leisure(cards.outdated, regions, context.today)
    await context.nod()
    content = await aside(outdated_sheet, late)
    name = _file_name(context, "outdated_name")
    await context.hand_over(content, name, "boards/outdated_sheet", count=len(late))


async def hand_over_all(update: Update, context: Context, more: list[str]) -> None:
    """All boards as the sheet that can be filled in and sent back; empty while there are none."""
    regions = regions_of(context.desk, Action.KEEP_BOARDS)
    every = await context.house.database.read_at_leisure(cards.everyone, regions, context.today)
    await context.nod()
    content = await aside(boards_sheet, every)
    await context.hand_over(content, _file_name(context, "sheet_name"), "boards/sheet", count=len(every))


async def _found(
    context: Context, told: str, draft_id: int, offset: int
) -> tuple[dict[str, Any], InlineKeyboardMarkup | None]:
    regions = regions_of(context.desk, Action.KEEP_BOARDS)
    found, total = await context.read(cards.search, regions, told, context.today, offset)
    rows = [
        *keyboards.in_rows(_openers(context, found, offset), 2),
        [_act(context, key, draft_id, to, act="page") for key, to in pages.beside(offset, PAGE, total)],
    ]
    values = {"words": told, "found": found, "total": total, "first": offset + 1}
    return values, keyboards.buttons(row for row in rows if row) if found else None


def _openers(context: Context, boards: list[Board], offset: int) -> list[Button]:
    return [(f"{n}. {board.code}", data(SUBJECT, "open", board.id)) for n, board in enumerate(boards, offset + 1)]


def _act(context: Context, key: str, *more: int, act: str = "", **values: object) -> Button:
    return context.label(f"boards.{key}", **values), data(SUBJECT, act or key, *more)


def _file_name(context: Context, key: str) -> str:
    region = scope.region_names(context.desk, Action.KEEP_BOARDS)
    return context.label(f"boards.{key}", region=region, day=context.today)


DIALOG = Dialog(NAME, Action.KEEP_BOARDS, show, {lookups.STEP: {Heard.WORDS: search}}, lookup=True)
TAPS = Taps(
    SUBJECT,
    {
        "report": (Action.REPORT_ISSUE, scanned.report_here),
        "page": (Action.KEEP_BOARDS, turn),
        "open": (Action.KEEP_BOARDS, card.open_board),
        "png": (Action.KEEP_BOARDS, card.png),
        "replaced": (Action.KEEP_BOARDS, card.mark_replaced),
        "ask_reason": (Action.KEEP_BOARDS, card.ask_reason),
        "turn": (Action.KEEP_BOARDS, card.turn),
        "hotline": (Action.KEEP_BOARDS, adding.begin_hotline),
        "add": (Action.KEEP_BOARDS, adding.begin),
        "choose": (Action.KEEP_BOARDS, printing.choose),
        "pdf": (Action.KEEP_BOARDS, printing.hand_over),
        "outdated": (Action.KEEP_BOARDS, list_outdated),
        "outdated_sheet": (Action.KEEP_BOARDS, hand_over_outdated),
        "sheet": (Action.KEEP_BOARDS, hand_over_all),
    },
)
