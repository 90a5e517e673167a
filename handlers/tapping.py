"""The day that a tapped button of a dialog says, and whether its step is still the one that stands."""

import functools
from datetime import date

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.context import Context
from handlers.dialogs import Hear
from rules.refusals import Refusal
from storage.models import Draft


def told_day(update: Update) -> date:
    """The day on the tapped button; refuses data that is none."""
    try:
        return date.fromisoformat(keyboards.word_tapped(update))
    except ValueError:
        raise Refusal("refusal/button_too_old") from None


def at_step(*steps: str, hear: Hear) -> Hear:
    """The tap only at its own steps: a button of a step gone by is answered, not obeyed."""

    @functools.wraps(hear)
    async def tap(update: Update, context: Context, draft: Draft) -> None:
        if draft.step not in steps:
            # Within a transaction: a tap that was obeyed before a crash is answered with where one stands now.
            await context.transact(_refuse)
        await hear(update, context, draft)

    return tap


def _refuse(session: Session) -> None:
    raise Refusal("refusal/button_too_old")
