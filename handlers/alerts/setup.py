"""An office sets an alert: where, which colour and kind, from when until when, why; then who is told, and yes.

Keys of `draft.data`: found ([kind, id] that a search found), kind and place (WATER or POST and its id), colour, why
(the alert's kind), from_on, until_on, reason.
"""

from datetime import date

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.alerts.setup_asking import NAME, place_of, show
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, give_up, open_dialog, step_on
from handlers.tapping import at_step, told_day
from handlers.wording import day_in, words
from rules.alerts import AlertKind, Colour
from rules.ledger_words import visible
from rules.refusals import Refusal
from storage import drafts
from storage.alerts import finding, reading, setting
from storage.alerts.setting import Wanted
from storage.models import Draft


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks where."""
    draft = await open_dialog(context, NAME, "place", found=[])
    await context.nod()
    await show(context, draft)


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for a water or a chief of that name; the only one found is taken at once."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said = visible(words(update.effective_message).text)
    found = await context.read(finding.find_places, regions_of(context.desk, Action.KEEP_ALERTS), said, context.today)
    if len(found) == 1:
        await _keep(context, draft, "colour", kind=found[0].kind, place=found[0].id)
        return
    if not found:
        await context.say("alert/not_found", words=said)
    await _keep(context, draft, None, found=[[each.kind, each.id] for each in found])


async def take_place(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the water or post that was tapped."""
    chosen = keyboards.tapped(update)
    if chosen not in [[kind, str(place)] for kind, place in draft.data["found"]]:
        raise Refusal("refusal/button_too_old")
    await _keep(context, draft, "colour", kind=chosen[0], place=int(chosen[1]))


async def take_colour(update: Update, context: Context, draft: Draft) -> None:
    """Keeps colour and kind, asked with one tap."""
    try:
        colour, why = keyboards.tapped(update)
        known = Colour(colour), AlertKind(why)
    except ValueError:
        raise Refusal("refusal/button_too_old") from None
    await _keep(context, draft, "from", colour=known[0].value, why=known[1].value)


async def take_day(update: Update, context: Context, draft: Draft) -> None:
    """A day from a button."""
    await _keep_day(context, draft, told_day(update))


async def hear_day(update: Update, context: Context, draft: Draft) -> None:
    """A day as typed."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    await _keep_day(context, draft, day_in(update.effective_message, context.today))


async def hear_reason(update: Update, context: Context, draft: Draft) -> None:
    """Keeps why; shows who will be told."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    await _keep(context, draft, "confirm", reason=words(update.effective_message).text)


async def publish(update: Update, context: Context, draft: Draft) -> None:
    """Sets the alert; the chiefs are told."""
    data, place = draft.data, await place_of(context, draft)
    days = date.fromisoformat(data["from_on"]), date.fromisoformat(data["until_on"])
    wanted = Wanted(
        place.region_id, *place.water_and_post, AlertKind(data["why"]), Colour(data["colour"]), *days, data["reason"]
    )

    def set_(session: Session) -> tuple[int, int]:
        drafts.close(session, draft.id)
        return setting.set_alert(session, context.by(), wanted, context.today, context.profile.alerts)

    alert_id, people = await context.transact(set_)
    await context.nod()
    await context.retire_buttons()
    card = await context.read(reading.card, alert_id, context.today)
    await context.say("alert/set", keyboards.menu(context), card=card, people=people)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves without an alert."""
    await give_up(context, draft, "alert/dropped")


async def _keep_day(context: Context, draft: Draft, day: date) -> None:
    if draft.step == "from":
        if day < context.today:
            raise Refusal("refusal/alert_begins_in_the_past")
        await _keep(context, draft, "until", from_on=day.isoformat())
        return
    setting.check_days(date.fromisoformat(draft.data["from_on"]), day)
    await _keep(context, draft, "reason", until_on=day.isoformat())


async def _keep(context: Context, draft: Draft, step: str | None, **said: object) -> None:
    await show(context, await step_on(context, draft, step, **said))


DIALOG = Dialog(
    NAME,
    Action.KEEP_ALERTS,
    show,
    {
        "place": {Heard.WORDS: search},
        "from": {Heard.WORDS: hear_day},
        "until": {Heard.WORDS: hear_day},
        "reason": {Heard.WORDS: hear_reason},
    },
    {
        "place": at_step("place", hear=take_place),
        "colour": at_step("colour", hear=take_colour),
        "from": at_step("from", hear=take_day),
        "until": at_step("until", hear=take_day),
        "publish": at_step("confirm", hear=publish),
        "drop": drop,
    },
)
