"""When a notice goes out, how often, and by when an answer is wanted."""

from datetime import datetime
from typing import Any

from telegram import Update

from handlers import keyboards
from handlers.broadcasts.asking import local, show
from handlers.context import Context
from handlers.dialogs import step_on
from handlers.tapping import told_day
from handlers.wording import day_to_come, words
from rules.periods import Period
from rules.refusals import Refusal
from rules.typed_moments import REPEATS, typed_moment
from storage.models import Draft


async def take_due(update: Update, context: Context, draft: Draft) -> None:
    """The day of a button, or none."""
    due = None if keyboards.word_tapped(update) == "none" else told_day(update).isoformat()
    await _keep(context, draft, "confirm", due_on=due)


async def hear_due(update: Update, context: Context, draft: Draft) -> None:
    """The day as typed."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    due = day_to_come(update.effective_message, context.today)
    await _keep(context, draft, "confirm", due_on=due.isoformat())


async def take_moment(update: Update, context: Context, draft: Draft) -> None:
    """The moment of a button, or at once."""
    said = keyboards.word_tapped(update)
    if said == "now":
        await _keep(context, draft, "confirm", at=None)
        return
    try:
        at = datetime.strptime(said, "%Y%m%dT%H%M").replace(tzinfo=context.house.zone)
    except ValueError:
        raise Refusal("refusal/button_too_old") from None
    await _keep_moment(context, draft, at)


async def hear_moment(update: Update, context: Context, draft: Draft) -> None:
    """The moment as typed."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    at = typed_moment(words(update.effective_message).text, local(context))
    if at is None:
        raise Refusal("refusal/no_such_moment")
    await _keep_moment(context, draft, at)


async def take_every(update: Update, context: Context, draft: Draft) -> None:
    """How often; once is the end of it."""
    said = keyboards.word_tapped(update)
    if said == "none":
        await _keep(context, draft, "confirm", every=None, until_on=None)
        return
    if said not in [each.value for each in REPEATS]:
        raise Refusal("refusal/button_too_old")
    await _keep(context, draft, "until", every=Period(said).value)


async def take_until(update: Update, context: Context, draft: Draft) -> None:
    """The last day of a button."""
    await _keep(context, draft, "confirm", until_on=told_day(update).isoformat())


async def hear_until(update: Update, context: Context, draft: Draft) -> None:
    """The last day as typed."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    until = day_to_come(update.effective_message, context.today)
    await _keep(context, draft, "confirm", until_on=until.isoformat())


async def _keep_moment(context: Context, draft: Draft, at: datetime) -> None:
    if at <= context.now:
        raise Refusal("refusal/broadcast_moment_gone", at=at)
    await _keep(context, draft, "confirm", at=at.isoformat())


async def _keep(context: Context, draft: Draft, step: str, **said: Any) -> None:
    await show(context, await step_on(context, draft, step, **said))
