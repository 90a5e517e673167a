"""Sign boards in bulk by a sheet: sent to the bot, checked whole, one yes."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action, regions_of, require
from handlers.context import Context, aside
from handlers.dialogs import Dialog, ask, give_up
from handlers.sheets import MOST_FAULTS, say_plan
from storage import drafts
from storage.boards import board_book
from storage.boards.board_book import BOARDS_SHEET, BoardPlan
from storage.models import Draft
from storage.roster import reading
from storage.roster.book import RosterBook

NAME = "board_sheet"
CONFIRM = "confirm"


async def take(context: Context, file_id: str, book: RosterBook) -> None:
    """Says what the sheet would do, or what is wrong with it."""
    require(context.desk, Action.KEEP_BOARDS)
    plan = await _plan(context, book)
    if plan.faults or not plan.lines:
        await _say_plan(context, plan)
        return
    person = context.person_id
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, person, NAME, CONFIRM, context.now, file_id=file_id
    )
    await _ask(context, draft, plan)


async def show(context: Context, draft: Draft) -> None:
    """Says again what the sheet would do and asks for the yes."""
    await _ask(context, draft, await _plan(context, await _book(context, draft)))


async def import_(update: Update, context: Context, draft: Draft) -> None:
    """Brings all of them in, in one transaction; checked anew, for somebody may have been faster."""
    await context.nod()
    book = await _book(context, draft)
    regions = regions_of(context.desk, Action.KEEP_BOARDS)

    def bring_in(session: Session) -> BoardPlan:
        drafts.close(session, draft.id)
        plan = board_book.plan(session, book, regions, context.today)
        board_book.carry_out(session, context.by(), plan, context.today)
        return plan

    plan = await context.transact(bring_in)
    await context.retire_buttons()
    if plan.faults:
        await _say_plan(context, plan)
    else:
        await context.say("boards/sheet_imported", keyboards.menu(context), plan=plan)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the boards as they are."""
    await give_up(context, draft, "boards/left")


async def _ask(context: Context, draft: Draft, plan: BoardPlan) -> None:
    rows = [[(context.label(f"boards.sheet_{act}"), keyboards.data(NAME, act, draft.id)) for act in ("import", "drop")]]
    await ask(context, draft, "boards/sheet_plan", keyboards.buttons(rows), plan=plan, most=MOST_FAULTS)


async def _say_plan(context: Context, plan: BoardPlan) -> None:
    await say_plan(context, "boards/sheet_plan", plan, context.label("boards.faults_name"))


async def _book(context: Context, draft: Draft) -> RosterBook:
    content = await context.house.keeper.fetch(draft.data["file_id"])
    return await aside(reading.read, content, (BOARDS_SHEET,))


async def _plan(context: Context, book: RosterBook) -> BoardPlan:
    regions = regions_of(context.desk, Action.KEEP_BOARDS)
    return await context.house.database.read_at_leisure(board_book.plan, book, regions, context.today)


DIALOG = Dialog(NAME, Action.KEEP_BOARDS, show, {CONFIRM: {}}, {"import": import_, "drop": drop})
