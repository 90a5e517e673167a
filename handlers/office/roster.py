"""An office sends the roster workbook 花名册: it is checked, what would change is shown, one tap imports it."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards, received
from handlers.access import Action, require
from handlers.context import Context, aside
from handlers.dialogs import Dialog, ask, give_up
from handlers.sheets import MOST_FAULTS, say_plan
from rules.refusals import Refusal
from rules.roles import Level, Role
from storage import drafts
from storage.models import Draft
from storage.roster import importing, reading
from storage.roster.plan import Plan

CONFIRM = "confirm"


async def take_workbook(update: Update, context: Context) -> None:
    """Checks the workbook and asks whether to import it; with faults it says what to mend."""
    require(context.desk, Action.IMPORT_ROSTER)
    if not any(seat.level in (Level.CITY, Level.COUNTY) for seat in context.desk.seats_as(Role.OFFICE)):
        raise Refusal("refusal/roster_by_county_office")
    message = update.effective_message
    assert message is not None and message.document is not None  # noqa: S101, PT018 - only workbooks come here
    received.bounded(message.document)
    await context.say("roster/reading")
    plan = await _plan(context, message.document.file_id)
    if plan.faults or not plan.changes:
        await _say_plan(context, plan)
        return
    draft = await context.transact(_open, context, message.document.file_id)
    await show(context, draft, plan)


async def show(context: Context, draft: Draft, plan: Plan | None = None) -> None:
    """Says what would change and asks for the yes."""
    plan = plan or await _plan(context, draft.data["file_id"])
    rows = [[(context.label(f"roster.{act}"), keyboards.data("roster", act, draft.id)) for act in ("import", "drop")]]
    await ask(context, draft, "roster/plan", keyboards.buttons(rows), plan=plan, most=MOST_FAULTS)


async def import_(update: Update, context: Context, draft: Draft) -> None:
    """Imports in one transaction; the plan is made anew, for somebody may have been faster."""
    await context.nod()
    book = await aside(reading.read, await context.house.keeper.fetch(draft.data["file_id"]))

    def bring_in(session: Session) -> Plan:
        drafts.close(session, draft.id)
        return importing.bring_in(session, context.by(), book, context.today)

    plan = await context.transact(bring_in)
    await context.retire_buttons()
    if plan.faults:
        await _say_plan(context, plan)
    else:
        await context.say("roster/imported", keyboards.menu(context), changes=plan.changes)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the roster as it is."""
    await give_up(context, draft, "roster/dropped")


def _open(session: Session, context: Context, file_id: str) -> Draft:
    desk = context.desk
    return drafts.begin(session, desk.chat_id, context.person_id, "roster", CONFIRM, context.now, file_id=file_id)


async def _plan(context: Context, file_id: str) -> Plan:
    book = await aside(reading.read, await context.house.keeper.fetch(file_id))
    return await context.house.database.read_at_leisure(importing.plan, book, context.today)


async def _say_plan(context: Context, plan: Plan) -> None:
    await say_plan(context, "roster/plan", plan, context.label("roster.faults_file"))


DIALOG = Dialog("roster", Action.IMPORT_ROSTER, show, {CONFIRM: {}}, {"import": import_, "drop": drop})
