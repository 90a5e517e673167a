"""The sheet of duty lists sent back: checked whole, what would change is shown, one yes publishes it."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action, require
from handlers.context import Context, aside
from handlers.dialogs import Dialog, ask, give_up, open_dialog
from handlers.duty_lists.home import keeper, say_published
from handlers.sheets import MOST_FAULTS, say_plan
from rules.refusals import Refusal
from storage import drafts
from storage.duty_lists import book as duty_book
from storage.duty_lists import readings
from storage.duty_lists.book import DutyPlan
from storage.duty_lists.sheet_rows import DUTY_SHEET
from storage.duty_lists.versions import Version
from storage.models import Draft
from storage.roster import reading
from storage.roster.book import RosterBook

NAME = "duty_sheet"
CONFIRM = "confirm"
MOST_CHANGES = 8  # of each kind, in the message


async def take(context: Context, file_id: str, book: RosterBook) -> None:
    """Says what the sheet would change, or what is wrong with it."""
    require(context.desk, Action.KEEP_DUTY_LISTS)
    plan = await _plan(context, book)
    if plan.faults or not plan.changes:
        await _say_plan(context, plan)
        return
    draft = await open_dialog(context, NAME, CONFIRM, file_id=file_id, year=plan.year, after=plan.after)
    await _ask(context, draft, plan)


async def show(context: Context, draft: Draft) -> None:
    """Says again what the sheet would change and asks for the yes."""
    await _ask(context, draft, await _plan(context, await _book(context, draft)))


async def publish(update: Update, context: Context, draft: Draft) -> None:
    """Publishes it as the next version in one transaction; refuses if another version came in between."""
    book, seat, by, today = await _book(context, draft), keeper(context), context.by(), context.today

    def bring_in(session: Session) -> tuple[DutyPlan, Version | None, int]:
        drafts.close(session, draft.id)
        plan = duty_book.plan(session, book, seat.region_id, today)
        if not plan.faults and plan.after != draft.data["after"]:
            raise Refusal("refusal/duty_list_moved_on", year=plan.year, version=plan.after)
        made = duty_book.carry_out(session, by, plan, seat.region_id, today)
        return plan, made, readings.tell_new(session, by, made, seat.region_path, today) if made else 0

    plan, made, told = await context.transact(bring_in)
    await context.nod()
    await context.retire_buttons()
    if made is None:
        await _say_plan(context, plan)
    else:
        await say_published(context, made, told)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the list as it is."""
    await give_up(context, draft, "duty_list/sheet_left")


async def _ask(context: Context, draft: Draft, plan: DutyPlan) -> None:
    rows = [
        [(context.label(f"duty_list.sheet_{act}"), keyboards.data(NAME, act, draft.id)) for act in ("publish", "drop")]
    ]
    keys = keyboards.buttons(rows)
    await ask(context, draft, "duty_list/sheet_plan", keys, plan=plan, most=MOST_FAULTS, shown=MOST_CHANGES)


async def _say_plan(context: Context, plan: DutyPlan) -> None:
    await say_plan(context, "duty_list/sheet_faults", plan, context.label("duty_list.faults_file"))


async def _book(context: Context, draft: Draft) -> RosterBook:
    content = await context.house.keeper.fetch(draft.data["file_id"])
    return (await aside(reading.read, content, (DUTY_SHEET,))).only(DUTY_SHEET)


async def _plan(context: Context, book: RosterBook) -> DutyPlan:
    region_id = keeper(context).region_id
    return await context.house.database.read_at_leisure(duty_book.plan, book, region_id, context.today)


DIALOG = Dialog(NAME, Action.KEEP_DUTY_LISTS, show, {CONFIRM: {}}, {"publish": publish, "drop": drop})
