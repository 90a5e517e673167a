"""A sign board's QR code was read: who is the chief, what one can do; the public's report begins at the reach.

Payloads: "b-<code of a board>", "w-<code of a water>". Removed or unknown, one can report all the same.
"""

from telegram import Update

from handlers import keyboards
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.keyboards import data
from handlers.report import dialog as report
from rules.refusals import Refusal
from storage import places
from storage.boards import cards, chiefs
from storage.boards.cards import Board

SUBJECT = "board"


async def scan_board(update: Update, context: Context, code: str) -> None:
    """Shows the board's reach."""
    board = await context.read(cards.by_code, code, context.today)
    if board is None or not board.water_is_there:
        await say_unknown(context)
        return
    await _show(update, context, board.water_id, board.water_code, board)


async def scan_water(update: Update, context: Context, code: str) -> None:
    """Shows the reach that a water's own code names."""
    water = await context.read(places.water_by_code, code)
    if water is None:
        await say_unknown(context)
    else:
        await _show(update, context, water.id, water.code, None)


async def report_here(update: Update, context: Context, more: list[str]) -> None:
    """Opens a report at the reach: for who is on duty it is one tap away, so that nothing begun is put aside."""
    water_id, board_id = ids(more, 2)
    water = await context.read(places.water_by_id, water_id)
    board = await context.read(cards.by_id, board_id, context.today) if water and board_id else None
    if water is None or (board_id and (board is None or board.water_id != water_id)):
        raise Refusal("refusal/reach_gone")
    await context.nod()
    await report.begin_at_board(update, context, water.code, board_id=board_id or None)


async def say_unknown(context: Context) -> None:
    """The code is of no board any more, or was forged: says so and what is left."""
    keyboard = keyboards.menu(context) if context.desk.on_roster else keyboards.contact_request(context)
    await context.say("report/unknown_board", keyboard)


async def _show(update: Update, context: Context, water_id: int, water_code: str, board: Board | None) -> None:
    where = await context.read(places.on_reach, water_id)
    along = (await context.read(chiefs.along, [water_id], context.today))[water_id]
    hotline = (board.hotline if board and board.stands else "") or context.profile.public.hotline
    values = {"where": where, "along": along, "board": board, "hotline": hotline, "on_duty": context.desk.on_roster}
    if context.desk.on_roster:
        told = data(SUBJECT, "report", water_id, board.id if board else 0)
        await context.say("boards/scanned", keyboards.buttons([[(context.label("boards.report"), told)]]), **values)
        return
    await context.say("boards/scanned", None, **values)
    await report.begin_at_board(update, context, water_code, board_id=board.id if board else None)
