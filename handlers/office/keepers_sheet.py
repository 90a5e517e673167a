"""Keepers in bulk by a sheet: handed over with the points that want one, sent back filled in, checked, one yes."""

from sqlalchemy.orm import Session
from telegram import Update

from documents.keepers_sheet import keepers_sheet
from handlers import keyboards, received
from handlers.access import Action, regions_of, require
from handlers.boards import sheet as board_sheet
from handlers.context import Context, aside
from handlers.dialogs import Dialog, ask, give_up
from handlers.duty_lists import sheet as duty_sheet
from handlers.office import roster, scope
from handlers.sheets import MOST_FAULTS, say_plan
from storage import drafts
from storage.boards.board_book import BOARDS_SHEET
from storage.duty_lists.sheet_rows import DUTY_SHEET
from storage.models import Draft
from storage.points import book as keeper_book
from storage.points import gaps
from storage.points.appointing import Appointed
from storage.points.book import KEEPERS_SHEET, KeeperPlan
from storage.roster import reading
from storage.roster.book import RosterBook

NAME = "keeper_sheet"
CONFIRM = "confirm"


async def hand_over(context: Context, words: str) -> None:
    """Hands over the points without a keeper, those with some words only, as a sheet to fill in."""
    regions = regions_of(context.desk, Action.APPOINT_KEEPER)
    listed, total = await context.house.database.read_at_leisure(gaps.vacant, regions, words, context.today, 0, None)
    content = await aside(keepers_sheet, listed)
    region = scope.region_names(context.desk, Action.APPOINT_KEEPER)
    name = context.label("points.file", region=region, day=context.today)
    await context.hand_over(content, name, "points/sheet", count=total)


async def take_workbook(update: Update, context: Context) -> None:
    """A workbook out of the blue: points with their keepers, sign boards, duty lists, or else the roster."""
    message = update.effective_message
    assert message is not None and message.document is not None  # noqa: S101, PT018 - only workbooks come here
    received.bounded(message.document)
    file_id = message.document.file_id
    content = await context.house.keeper.fetch(file_id)
    book = await aside(reading.read, content, (KEEPERS_SHEET, BOARDS_SHEET, DUTY_SHEET))
    if KEEPERS_SHEET.name in book.sheets:
        await _take(context, file_id, book.only(KEEPERS_SHEET))
    elif BOARDS_SHEET.name in book.sheets:
        await board_sheet.take(context, file_id, book.only(BOARDS_SHEET))
    elif DUTY_SHEET.name in book.sheets:
        await duty_sheet.take(context, file_id, book.only(DUTY_SHEET))
    else:
        await roster.take_workbook(update, context)


async def show(context: Context, draft: Draft) -> None:
    """Says what the sheet would do and asks for the yes."""
    await _ask(context, draft, await _plan(context, await _book(context, draft.data["file_id"])))


async def import_(update: Update, context: Context, draft: Draft) -> None:
    """Appoints all of them in one transaction; the sheet is checked anew, for somebody may have been faster."""
    await context.nod()
    book = await _book(context, draft.data["file_id"])
    regions = regions_of(context.desk, Action.APPOINT_KEEPER)

    def bring_in(session: Session) -> tuple[KeeperPlan, Appointed]:
        drafts.close(session, draft.id)
        plan = keeper_book.plan(session, book, regions, context.today)
        return plan, keeper_book.carry_out(session, context.by(), plan, regions, context.today)

    plan, done = await context.transact(bring_in)
    await context.retire_buttons()
    if plan.faults:
        await _say_plan(context, plan)
    else:
        await context.say("points/sheet_imported", keyboards.menu(context), plan=plan, done=done)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the points as they are."""
    await give_up(context, draft, "points/not_appointed")


async def _take(context: Context, file_id: str, book: RosterBook) -> None:
    require(context.desk, Action.APPOINT_KEEPER)
    plan = await _plan(context, book)
    if plan.faults or not plan.lines:
        await _say_plan(context, plan)
        return
    person = context.person_id
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, person, NAME, CONFIRM, context.now, file_id=file_id
    )
    await _ask(context, draft, plan)


async def _ask(context: Context, draft: Draft, plan: KeeperPlan) -> None:
    rows = [[(context.label(f"points.sheet_{act}"), keyboards.data(NAME, act, draft.id)) for act in ("import", "drop")]]
    await ask(context, draft, "points/sheet_plan", keyboards.buttons(rows), plan=plan, most=MOST_FAULTS)


async def _say_plan(context: Context, plan: KeeperPlan) -> None:
    await say_plan(context, "points/sheet_plan", plan, context.label("points.faults_file"))


async def _book(context: Context, file_id: str) -> RosterBook:
    return await aside(reading.read, await context.house.keeper.fetch(file_id), (KEEPERS_SHEET,))


async def _plan(context: Context, book: RosterBook) -> KeeperPlan:
    regions = regions_of(context.desk, Action.APPOINT_KEEPER)
    return await context.house.database.read_at_leisure(keeper_book.plan, book, regions, context.today)


DIALOG = Dialog(NAME, Action.APPOINT_KEEPER, show, {CONFIRM: {}}, {"import": import_, "drop": drop})
