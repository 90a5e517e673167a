"""登记问题: the office enters what a superior assigned, a water test failed or a self-review found; then the report."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up
from handlers.report import dialog as report
from handlers.report.hearing import speaker
from handlers.routes import Entry
from handlers.tapping import at_step
from handlers.wording import day_to_come, words
from rules.refusals import Refusal
from rules.sources import Source
from storage import drafts
from storage.issues import origins
from storage.models import Draft
from storage.reports import making

NAME = "entering"
SOURCE, DOCUMENT, WANTED = "source", "document", "wanted"
# What the public, patrols, inspections, campaigns and look-backs find comes from their own dialogs.
ENTERED = (Source.SUPERIOR, Source.WATER_QUALITY, Source.SELF_REVIEW)


async def begin(update: Update, context: Context) -> None:
    """Asks where the issue comes from; an earlier question of the kind begins anew."""

    def opened(session: Session) -> Draft:
        for old in drafts.of_dialog(session, context.desk.chat_id, NAME):
            drafts.close(session, old.id)
        return drafts.begin(session, context.desk.chat_id, context.person_id, NAME, SOURCE, context.now)

    await show(context, await context.transact(opened))


async def show(context: Context, draft: Draft) -> None:
    """Says the question of the current step."""
    rows = []
    if draft.step == SOURCE:
        rows = [[(each.word, keyboards.data(NAME, "source", draft.id, each))] for each in ENTERED]
    elif draft.step == WANTED:
        rows = [[(context.label("entering.no_day"), keyboards.data(NAME, "no_day", draft.id))]]
    rows.append([(context.label("entering.drop"), keyboards.data(NAME, "drop", draft.id))])
    source = Source(draft.data["source"]) if draft.data.get("source") else None
    await ask(context, draft, f"entering/{draft.step}", keyboards.buttons(rows), source=source)


async def choose(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the source; asks for the paper or the indicators, or opens the report of a self-review."""
    chosen = keyboards.tapped(update)
    if len(chosen) != 1 or chosen[0] not in ENTERED:
        raise Refusal("refusal/button_too_old")
    await context.nod()
    await context.retire_buttons()
    if chosen[0] == Source.SELF_REVIEW:
        await _open(update, context, draft, source=chosen[0])
        return
    await show(context, await context.transact(drafts.hear, draft.id, context.now, DOCUMENT, source=chosen[0]))


async def take_document(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the superior's paper and asks for its day; with the failed indicators the report opens at once."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    document = words(update.effective_message).text[: origins.LONGEST]
    if draft.data["source"] == Source.WATER_QUALITY:
        await _open(update, context, draft, document=document, words=document)
        return
    await show(context, await context.transact(drafts.hear, draft.id, context.now, WANTED, document=document))


async def take_day(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the day that the superior asks for and opens the report."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    day = day_to_come(update.effective_message, context.today)
    await _open(update, context, draft, wanted_on=day)


async def no_day(update: Update, context: Context, draft: Draft) -> None:
    """The superior asks for no day; opens the report."""
    await context.nod()
    await context.retire_buttons()
    await _open(update, context, draft)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves without entering anything."""
    await give_up(context, draft, "entering/dropped")


async def _open(update: Update, context: Context, draft: Draft, wanted_on: date | None = None, **more: Any) -> None:
    kept = {key: draft.data[key] for key in ("source", "document") if draft.data.get(key)} | more
    under = context.label("entering.under", source=Source(kept["source"]), document=kept.get("document", ""))

    def opened(session: Session) -> Draft:
        drafts.close(session, draft.id)
        day = wanted_on.isoformat() if wanted_on else None
        known = kept | {"wanted_on": day, "under": under}
        return making.open_report(session, context.by(), speaker(update, context), **known)

    await report.show(context, await context.transact(opened))


DIALOG = Dialog(
    NAME,
    Action.ENTER_ISSUE,
    show,
    {DOCUMENT: {Heard.WORDS: take_document}, WANTED: {Heard.WORDS: take_day}},
    {
        "source": at_step(SOURCE, hear=choose),
        "no_day": at_step(WANTED, hear=no_day),
        "drop": drop,
    },
)
ENTRY = Entry("enter", Action.ENTER_ISSUE, begin)
