"""The patrol dialog 巡河: place, what was seen, the end; its steps are drawn in patrol.mmd."""

from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Hear, Heard
from handlers.patrol import card, ending, going, later, looking, place
from handlers.report import dialog as report
from handlers.routes import Entry
from handlers.tapping import at_step
from rules.refusals import Refusal
from storage.models import Draft
from storage.patrols import drafts, steps


async def begin(update: Update, context: Context) -> None:
    """Shows the patrol that goes on, else asks which reach or where the chief stands."""
    draft, reach = await context.transact(steps.begin, context.by(), context.desk.chat_id, context.today)
    if draft.step == "place":
        await place.say_place(context, reach)
    else:
        await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Says the question of the step at which the patrol stands."""
    asks = {
        "later": later.show,
        "look": going.show,
        "cancel": ending.ask_reason,
        "done": card.say,
    }
    await asks.get(draft.step, place.show_step)(context, draft)


async def report_abnormal(update: Update, context: Context, draft: Draft) -> None:
    """Notes what is not as it should be and opens a report on it."""
    [code] = keyboards.tapped(update)
    view = await going.read(context, draft)
    thing = next((thing for thing, _ in view.looked if thing.code == code), None)
    if thing is None:
        raise Refusal("refusal/button_too_old")
    opened = await context.transact(
        drafts.report_abnormal, context.by(view.patrol.post_id), draft, context.desk.chat_id, code,
        thing.issue_type,
    )  # fmt: skip
    await context.nod()
    await report.show(context, opened)


async def go_back(update: Update, context: Context, draft: Draft) -> None:
    """Back from entering later to where the patrol is begun."""
    await place.ask_again(update, context, draft)


_PLACES: dict[Heard, Hear] = {Heard.PLACE: place.take_place, Heard.LIVE: place.take_place}
_MEDIA = dict.fromkeys((Heard.PHOTO, Heard.FILE, Heard.VOICE, Heard.VIDEO), looking.take_media)
_BEGUN = ("look", "cancel")

DIALOG = Dialog(
    name="patrol",
    action=Action.PATROL,
    show=show,
    hears={
        "reach": _PLACES,
        "place": {**_PLACES, Heard.WORDS: place.hear_words},
        "far": _PLACES,
        "later": _PLACES,
        "look": {**_PLACES, **_MEDIA, Heard.WORDS: looking.take_words},
        "cancel": {**_PLACES, **_MEDIA, Heard.WORDS: ending.hear_reason},
    },
    taps={
        "reach": at_step("reach", hear=place.choose_reach),
        "nearer": at_step("far", hear=place.choose_reach),
        "again": at_step("far", hear=place.ask_again),
        "as_it_is": at_step("far", hear=place.take_as_it_is),
        "no_signal": at_step("place", hear=place.begin_without_signal),
        "drop": at_step("place", hear=place.drop),
        "later": at_step("place", hear=later.begin),
        "back": at_step("later", hear=go_back),
        "day": at_step("later", hear=later.take_day),
        "hour": at_step("later", hear=later.take_hour),
        "minutes": at_step("later", hear=later.take_minutes),
        "all": at_step(*_BEGUN, hear=looking.all_well),
        "abnormal": at_step(*_BEGUN, hear=report_abnormal),
        "pause": at_step(*_BEGUN, hear=looking.pause),
        "go": at_step(*_BEGUN, hear=looking.go_on),
        "end": at_step(*_BEGUN, hear=ending.end),
        "on": at_step(*_BEGUN, hear=ending.on),
        "end_anyway": at_step(*_BEGUN, hear=ending.end_anyway),
        "all_end": at_step(*_BEGUN, hear=ending.end_all_well),
        "ask_cancel": at_step(*_BEGUN, hear=ending.ask_cancel),
        "reason": at_step("cancel", hear=ending.take_reason),
        "keep": at_step("cancel", hear=ending.keep),
    },
)
ENTRY = Entry("patrol", Action.PATROL, begin)
