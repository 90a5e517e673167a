"""Writing the parts that only the chief can write, one after the other; each is kept at once, any can be left."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, let_go
from handlers.duty_reports import mine, paper, rights
from handlers.wording import MOST, words
from rules.duty_reports import Part, next_part
from rules.refusals import Refusal
from storage import drafts
from storage.duty_reports import writing
from storage.models import Draft, DutyReport

NAME = "duty_report_part"


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Opens it for a part of the own report on a year."""
    year, step = rights.year(context, more), "".join(more[1:2])
    if step not in tuple(Part) or not rights.is_chief(context.desk):
        raise Refusal("refusal/button_too_old")
    await paper.bound(context, year)
    report = await context.read(writing.report_of, context.person_id, year)
    mine.require_writable(report)

    def opened(session: Session) -> Draft:
        for old in drafts.of_dialog(session, context.desk.chat_id, NAME):
            drafts.close(session, old.id)  # what it had heard is in the report already
        return drafts.begin(session, context.desk.chat_id, context.person_id, NAME, step, context.now, year=year)

    draft = await context.transact(opened)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks for the part, with what stands there already."""
    report = await context.read(writing.report_of, context.person_id, draft.data["year"])
    part = Part(draft.step)
    rows = [[(context.label("duty_reports.enough"), keyboards.data(NAME, "enough", draft.id))]]
    before = report.parts.get(part, "") if report else ""
    await ask(context, draft, "duty_reports/ask_part", keyboards.buttons(rows), part=part, before=before)


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the part and asks for the next one that is empty."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said, part = words(update.effective_message), Part(draft.step)
    one, _ = await paper.bound(context, draft.data["year"])

    def kept(session: Session) -> tuple[DutyReport, Draft | None]:
        report = writing.write(session, context.by(), one, part, said.text)
        following = next_part(report.parts, part)
        if following is None:
            drafts.close(session, draft.id)
            return report, None
        return report, drafts.hear(session, draft.id, context.now, following)

    _, going_on = await context.transact(kept)
    if said.cut:
        await context.say("rectification/words_cut", most=MOST)
    await context.say("duty_reports/part_kept", keyboards.menu(context), part=part)
    if going_on is not None:
        await show(context, going_on)
    else:
        await mine.say_mine(None, context, one.year)


async def enough(update: Update, context: Context, draft: Draft) -> None:
    """Leaves it there: everything that was said is kept."""
    await let_go(context, draft)
    await mine.say_mine(None, context, draft.data["year"])


DIALOG = Dialog(NAME, Action.DUTY_REPORT, show, {each: {Heard.WORDS: hear} for each in Part}, {"enough": enough})
