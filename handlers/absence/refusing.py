"""Leave is refused, with the reason; the chief is told."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.absence.listing import seen
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up, open_dialog
from handlers.wording import words
from storage import drafts
from storage.leaves import deciding
from storage.models import Draft, Leave

NAME = "absence_refusal"


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks why."""
    card = await seen(context, keyboards.number_in(more))
    draft = await open_dialog(context, NAME, "reason", leave_id=card.id)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Says whose leave and asks why not."""
    card = await seen(context, draft.data["leave_id"])
    keys = keyboards.buttons([[(context.label("absence.keep"), keyboards.data(NAME, "drop", draft.id))]])
    await ask(context, draft, "absence/ask_refusal", keys, card=card)


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Refuses it."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    reason = words(update.effective_message).text

    def refuse(session: Session) -> Leave:
        drafts.close(session, draft.id)
        leave_id, rules = draft.data["leave_id"], context.profile.leave
        return deciding.decide(session, context.by(), rules, leave_id, False, reason, context.today)

    await context.transact(refuse)
    await context.say("absence/refused", keyboards.menu(context))


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the request as it is."""
    await give_up(context, draft, "absence/not_answered")


DIALOG = Dialog(NAME, Action.TAKE_LEAVE, show, {"reason": {Heard.WORDS: hear}}, {"drop": drop})
