"""提醒时间: the hour at which one wants one's digest, as far as the rules allow."""

from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.routes import Entry
from rules import snoozing
from rules.refusals import Refusal
from storage.chains import choices

USUAL = "usual"


async def show(update: Update, context: Context) -> None:
    """Says when the digest comes now, when nothing is sent, how much at most; offers the hours."""
    chosen = await context.read(choices.chosen, context.person_id)
    quiet = context.profile.quiet
    hour = quiet.digest_hour if chosen is None else chosen
    row = [
        (context.label("reminding.hour_now" if each == hour else "reminding.hour", hour=each),
         keyboards.data("reminding", "hour", each))
        for each in snoozing.hours(context.profile.reminding, quiet)
    ]  # fmt: skip
    usual = (context.label("reminding.usual", hour=quiet.digest_hour), keyboards.data("reminding", "hour", USUAL))
    keys = [*keyboards.in_rows(row, 4), [usual]] if chosen is not None else keyboards.in_rows(row, 4)
    await context.say("reminding/hours", keyboards.buttons(keys), hour=hour, own=chosen is not None, quiet=quiet)


async def choose(update: Update, context: Context, more: list[str]) -> None:
    """From now on at this hour; one that the rules allow no more is refused."""
    hour = None if more == [USUAL] else keyboards.number_in(more)
    allowed = snoozing.hours(context.profile.reminding, context.profile.quiet)
    if hour is not None and hour not in allowed:
        raise Refusal("refusal/no_such_hour", hours=allowed)
    await context.transact(choices.choose, context.by(), hour)
    await context.nod()
    await context.retire_buttons()
    told = context.profile.quiet.digest_hour if hour is None else hour
    await context.say("reminding/hour_chosen", hour=told, own=hour is not None)


ENTRY = Entry("reminders", Action.SEE_DUTIES, show)
