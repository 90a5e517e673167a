"""The end of a patrol: judged first, so that what is missing can still be mended; or given up with a reason."""

from telegram import Update

from handlers import keyboards, wording
from handlers.context import Context
from handlers.dialogs import ask
from handlers.patrol import card, going
from handlers.patrol.going import button
from rules.refusals import Refusal
from storage.models import Draft
from storage.patrols import drafts, facts, steps
from storage.patrols.view import PatrolView

REASONS = ("mistake", "weather", "urgent", "unwell")


async def end(update: Update, context: Context, draft: Draft) -> None:
    """Ends the patrol and shows its card; says first what is missing while that can be mended."""
    draft, view = await context.transact(steps.end, context.by(), context.profile, draft)
    lacking = view.judged.mendable
    if draft.step != steps.DONE:
        await context.nod()
        acts = [("on", "on"), ("end_anyway", "end_anyway" if lacking else "end_unlooked")]
        acts[:0] = [] if view.anything_looked_at else [("all_end", "all_end_anyway" if lacking else "all_end")]
        rows = [[button(context, draft, act, label=label)] for act, label in acts]
        missing = facts.as_json(lacking)
        await ask(context, draft, "patrol/not_yet", keyboards.buttons(rows), view=view, missing=missing)
    else:
        await _over(context, draft, view)


async def end_anyway(update: Update, context: Context, draft: Draft) -> None:
    """Ends the patrol as it is."""
    draft, _ = await context.transact(drafts.finish, context.by(), context.profile, draft)
    await _over(context, draft)


async def end_all_well(update: Update, context: Context, draft: Draft) -> None:
    """Notes that everything is as it should be and ends the patrol."""
    view = await going.read(context, draft)
    codes = [thing.code for thing, _ in view.looked]
    draft, _ = await context.transact(drafts.finish_all_well, context.by(), context.profile, draft, codes)
    await _over(context, draft)


async def on(update: Update, context: Context, draft: Draft) -> None:
    """Goes on with the patrol."""
    draft = await context.transact(drafts.turn_to, context.by(), draft, "look")
    await context.nod()
    await context.retire_buttons()
    await going.show(context, draft)


async def ask_reason(context: Context, draft: Draft) -> None:
    """Asks why the patrol is given up."""
    reasons = [button(context, draft, "reason", reason, label=f"reason_{reason}") for reason in REASONS]
    rows = [*keyboards.in_rows(reasons, 2), [button(context, draft, "keep")]]
    await ask(context, draft, "patrol/ask_reason", keyboards.buttons(rows))


async def ask_cancel(update: Update, context: Context, draft: Draft) -> None:
    """Asks why before anything is given up."""
    draft = await context.transact(drafts.turn_to, context.by(), draft, "cancel")
    await context.nod()
    await ask_reason(context, draft)


async def keep(update: Update, context: Context, draft: Draft) -> None:
    """Does not give it up after all."""
    draft = await context.transact(drafts.turn_to, context.by(), draft, "look")
    await context.nod()
    await context.retire_buttons()
    await going.show(context, draft)


async def take_reason(update: Update, context: Context, draft: Draft) -> None:
    """Gives the patrol up for one of the usual reasons."""
    [reason] = keyboards.tapped(update)
    if reason not in REASONS:
        raise Refusal("refusal/button_too_old")
    await _cancel(context, draft, context.label(f"patrol.reason_{reason}"))


async def hear_reason(update: Update, context: Context, draft: Draft) -> None:
    """Gives the patrol up for a reason in own words."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only words come here
    await _cancel(context, draft, wording.words(message).text)


async def _cancel(context: Context, draft: Draft, reason: str) -> None:
    patrol = await context.transact(drafts.cancel, context.by(), draft, reason)
    await context.nod()
    await context.retire_buttons()
    await context.say("patrol/cancelled", keyboards.menu(context), reason=patrol.reason)


async def _over(context: Context, draft: Draft, view: PatrolView | None = None) -> None:
    await context.nod()
    await context.retire_buttons()
    await card.say(context, draft, view)
