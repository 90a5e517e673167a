"""The first and the last day of a campaign: from a button, or typed."""

from datetime import date

from telegram import Update

from handlers.campaigns import changing
from handlers.campaigns.setup_asking import following, show
from handlers.context import Context
from handlers.dialogs import step_on
from handlers.tapping import told_day
from handlers.wording import day_in
from rules.campaigns import check_days
from rules.refusals import Refusal
from storage.models import Draft

MOST_DAYS = 3 * 366


async def take_day(update: Update, context: Context, draft: Draft) -> None:
    """A day from a button."""
    await _keep_day(context, draft, told_day(update))


async def hear_day(update: Update, context: Context, draft: Draft) -> None:
    """A day as typed."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    await _keep_day(context, draft, day_in(update.effective_message, context.today))


async def _keep_day(context: Context, draft: Draft, day: date) -> None:
    if abs((day - context.today).days) > MOST_DAYS:
        raise Refusal("refusal/no_such_day")
    if draft.step == "from":
        until = draft.data.get("until_on")
        gone = until is not None and date.fromisoformat(until) < day  # the last day does not fit any more: asked anew
        step = "until" if gone else following(draft, "until")
        await show(context, await step_on(context, draft, step, from_on=day.isoformat()))
    else:
        check_days(date.fromisoformat(draft.data["from_on"]), day, context.today)
        if draft.data["campaign_id"] is not None:
            await changing.extend(context, draft, day)
            return
        step = following(draft, "waters")
        await show(context, await step_on(context, draft, step, until_on=day.isoformat()))
