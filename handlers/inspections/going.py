"""An inspection under way: photos, places and words are kept, findings are reported under it, it is concluded."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards, received, wording
from handlers.context import Context
from handlers.inspections import asking, bodies
from handlers.inspections.asking import refresh, show
from handlers.inspections.card import say_card
from handlers.report import dialog as report
from handlers.report.hearing import speaker
from rules.inspections import Mark, Side
from rules.refusals import Refusal
from rules.sources import Source
from storage import drafts
from storage.inspections import ending, going
from storage.inspections.going import Step
from storage.models import Draft, Inspection
from storage.reports import making


async def take_media(update: Update, context: Context, draft: Draft) -> None:
    """Keeps a photo, film or voice; the standing message counts it, an album does not make the bot talk."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only media come here
    caption = wording.bounded(message.caption or "").text
    await context.transact(going.take_media, context.by(), draft, received.media(message), caption)
    await refresh(context, draft)


async def take_place(update: Update, context: Context, draft: Draft) -> None:
    """Keeps where the inspector is."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only places come here
    await context.transact(going.take_place, context.by(), draft, received.place(message))
    await show(context, draft)


async def take_words(update: Update, context: Context, draft: Draft) -> None:
    """Adds to what the inspection found in words."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only words come here
    said = wording.words(message)
    cut = await context.transact(going.take_words, context.by(), draft, said.text)
    if cut or said.cut:
        await context.say("inspections/words_cut", most=going.LONGEST)
    await show(context, draft)


async def report_finding(update: Update, context: Context, draft: Draft) -> None:
    """Opens a report under the inspection; it leads back here."""
    seen = await asking.read(context, draft)
    inspection = seen.inspection
    if inspection.ended_at is not None:
        raise Refusal("refusal/inspection_over")
    opened = await context.transact(
        making.open_report,
        context.by(),
        speaker(update, context),
        source=Source.INSPECTION,
        inspection_id=inspection.id,
        post_id=inspection.post_id,
        water_id=inspection.water_id,
        under=context.label("inspections.under", way=inspection.way, name=seen.name),
    )
    await context.nod()
    await report.show(context, opened)


async def end(update: Update, context: Context, draft: Draft) -> None:
    """Asks how the chief's work was found before it ends."""
    await _turn_to(context, draft, Step.ENDING)


async def go_on(update: Update, context: Context, draft: Draft) -> None:
    """Goes on inspecting."""
    await _turn_to(context, draft, Step.GOING)


async def mark(update: Update, context: Context, draft: Draft) -> None:
    """Keeps how one side of the chief's work was found."""
    chosen = keyboards.tapped(update)
    if len(chosen) != 2 or chosen[0] not in set(Side) or chosen[1] not in set(Mark):
        raise Refusal("refusal/button_too_old")
    await context.nod()
    await context.transact(going.mark, context.by(), draft, Side(chosen[0]), Mark(chosen[1]))
    draft.step = Step.ENDING
    await refresh(context, draft)


async def conclude(update: Update, context: Context, draft: Draft) -> None:
    """Ends it, says who is told now, and shows the card."""
    post_id = (await asking.read(context, draft)).inspection.post_id
    inspection_id = await context.transact(ending.conclude, context.by(post_id), context.profile, draft, context.today)
    await context.nod()
    await context.retire_buttons()
    await say_card(context, inspection_id, ended=True)


async def ask_give_up(update: Update, context: Context, draft: Draft) -> None:
    """Asks once more."""
    await context.nod()
    await context.say("inspections/ask_give_up", asking.confirm_give_up(context, draft))


async def give_up(update: Update, context: Context, draft: Draft) -> None:
    """Begun by mistake: nothing is left of it."""
    await context.transact(going.give_up, context.by(), draft)
    await context.nod()
    await context.retire_buttons()
    await context.say("inspections/given_up", keyboards.menu(context))


async def _turn_to(context: Context, draft: Draft, step: Step) -> None:
    def turn(session: Session) -> Inspection:
        drafts.hear(session, draft.id, context.now, step)
        return going.under_way(session, draft.data["inspection_id"])

    bodies.seats(context.desk)
    await context.transact(turn)
    await context.nod()
    draft.step = step
    await refresh(context, draft)
