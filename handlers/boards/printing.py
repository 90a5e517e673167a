"""The QR codes of a township's boards as one PDF to print and cut, drawn aside, so many at a time."""

from telegram import Update

from documents.sign_board import sign_boards
from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.boards.card import on_paper
from handlers.boards.scanned import SUBJECT
from handlers.context import Context, aside
from handlers.issues.rights import ids
from handlers.keyboards import data, in_rows
from storage.boards import cards

AT_ONCE = 300  # boards a file: fifty pages


async def choose(update: Update, context: Context, more: list[str]) -> None:
    """Asks of which township; the only one is printed at once."""
    regions = regions_of(context.desk, Action.KEEP_BOARDS)
    towns = [one for one in cards.townships(await context.read(cards.everyone, regions, context.today)) if one.up]
    if len(towns) == 1:
        await hand_over(update, context, [str(towns[0].id), "0"])
        return
    await context.nod()
    flat = [(context.label("boards.town", name=one.township, count=one.up), data(SUBJECT, "pdf", one.id, 0))
            for one in towns]  # fmt: skip
    keyboard = keyboards.buttons(in_rows(flat, 2)) if flat else keyboards.menu(context)
    await context.say("boards/choose_town", keyboard, towns=len(towns))


async def hand_over(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the PDF of a township; where there are more boards, the way to the rest."""
    town_id, start = ids(more, 2)
    regions = regions_of(context.desk, Action.KEEP_BOARDS)
    every = await context.read(cards.everyone, regions, context.today)
    boards = [board for board in every if board.stands and board.township_id == town_id]
    await context.nod()
    printed = boards[start : start + AT_ONCE]
    if not printed:
        await context.say("boards/choose_town", keyboards.menu(context), towns=0)
        return
    content = await aside(sign_boards, [on_paper(board) for board in printed], context.bot.username)
    name = context.label("boards.pdf_name", name=printed[0].township, first=start + 1)
    left = len(boards) - start - len(printed)
    await context.hand_over(content, name, "boards/pdf", town=printed[0].township, count=len(printed), left=left)
    if left:
        rows = [[(context.label("boards.rest", count=left), data(SUBJECT, "pdf", town_id, start + AT_ONCE))]]
        await context.say("boards/more_to_print", keyboards.buttons(rows), left=left)
