"""An alert is lifted before its end, with the reason; the chiefs are told."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.alerts import listing
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up, open_dialog
from handlers.wording import words
from rules.refusals import Refusal
from storage import drafts
from storage.alerts import setting
from storage.alerts.reading import AlertCard
from storage.models import Draft

NAME = "alert_lift"


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks why."""
    card = await listing.own(context, keyboards.number_in(more))
    if not card.on:
        raise Refusal("refusal/alert_is_over")
    draft = await open_dialog(context, NAME, "reason", alert_id=card.id)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Says which alert and asks why it is lifted."""
    card = await listing.own(context, draft.data["alert_id"])
    keys = keyboards.buttons([[(context.label("alert.keep"), keyboards.data(NAME, "drop", draft.id))]])
    await ask(context, draft, "alert/ask_lift", keys, card=card)


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Lifts it."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    reason = words(update.effective_message).text
    card = await listing.own(context, draft.data["alert_id"])

    def lift(session: Session) -> AlertCard:
        drafts.close(session, draft.id)
        return setting.lift(session, context.by(), card.id, reason, context.today, context.profile.alerts)

    lifted = await context.transact(lift)
    await context.say("alert/lifted", keyboards.menu(context), card=lifted)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the alert as it is."""
    await give_up(context, draft, "alert/kept")


DIALOG = Dialog(NAME, Action.KEEP_ALERTS, show, {"reason": {Heard.WORDS: hear}}, {"drop": drop})
