"""Points 点位: "who keeps this?", answered in one message by a place, a name, a number or a QR code."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards, received
from handlers.access import Action, may
from handlers.context import Context
from handlers.dialogs import Dialog, Heard
from handlers.points import listing
from handlers.points.listing import NAME
from handlers.points.near import say_nearest
from handlers.points.point import say_card
from handlers.report.hearing import speaker
from handlers.wording import words
from rules import ledger_words
from storage import drafts, lookups
from storage.models import Draft
from storage.points import finding
from storage.posts import binding


async def open_points(update: Update, context: Context) -> None:
    """Asks for a place, a name or a number; tells an office how its points stand."""
    who = speaker(update, context)

    def begin(session: Session) -> Draft:
        # The public may ask too: whoever is on no roster becomes a person by it, as by a report.
        person_id = binding.as_public(session, context.by(), who.telegram_id, who.chat_id, who.name)
        return lookups.open_lookup(session, who.chat_id, person_id, NAME, context.now, words="", vacant=False, offset=0)

    await show(context, await context.transact(begin))


async def show(context: Context, draft: Draft) -> None:
    """Says what was looked for, or asks what to look for."""
    if draft.data["words"] or draft.data["vacant"]:
        await listing.show_list(context, draft)
    elif may(context.desk, Action.APPOINT_KEEPER):
        await listing.say_counts(context, draft)
    else:
        await context.say("points/ask", keyboards.place_request(context))


async def take_place(update: Update, context: Context, draft: Draft) -> None:
    """Says who keeps the points nearest to a place."""
    assert update.effective_message is not None  # noqa: S101 - only places come here
    here = received.place(update.effective_message)
    found = await context.read(finding.near, here, context.today)
    if found:
        await say_nearest(context, here, found)
    else:
        await context.say("points/none_near")


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for a name, a number or a code; the only point found is shown at once."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = ledger_words.visible(words(update.effective_message).text)
    draft = await context.transact(drafts.hear, draft.id, context.now, words=told, offset=0)
    found, total = await listing.found(context, draft)
    if total == 1:
        await say_card(context, found[0])
    else:
        await show(context, draft)


async def show_board(context: Context, code: str) -> bool:
    """Says who keeps the point whose QR code was read; False if no point has that code."""
    point = await context.read(finding.by_code, code, context.today)
    if point is None:
        return False
    await say_card(context, point)
    return True


DIALOG = Dialog(
    NAME,
    Action.SEE_POINTS,
    show,
    {lookups.STEP: {Heard.WORDS: search, Heard.PLACE: take_place, Heard.LIVE: take_place}},
    lookup=True,
)
