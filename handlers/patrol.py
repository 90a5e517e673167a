"""The patrol dialog 巡河: place, what was seen, the end; its steps are drawn in patrol.mmd."""

from telegram import Update

from handlers import patrol_card, patrol_end, patrol_later, patrol_look, patrol_menu, patrol_place, report
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Hear, Heard
from handlers.patrol_menu import at_step, told
from handlers.routes import Entry
from rules.refusals import Refusal
from storage import patrol_drafts, patrol_steps
from storage.models import Draft


async def begin(update: Update, context: Context) -> None:
    """Shows the patrol that goes on, else asks which reach or where the chief stands."""
    draft, reach = await context.transact(patrol_steps.begin, context.by(), context.desk.chat_id, context.today)
    if draft.step == "place":
        await patrol_place.say_place(context, reach)
    else:
        await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Says the question of the step at which the patrol stands."""
    asks = {
        "later": patrol_later.show,
        "look": patrol_menu.show,
        "cancel": patrol_end.ask_reason,
        "done": patrol_card.say,
    }
    await asks.get(draft.step, patrol_place.show_step)(context, draft)


async def report_abnormal(update: Update, context: Context, draft: Draft) -> None:
    """Notes what is not as it should be and opens a report on it."""
    [code] = told(context)
    view = await patrol_menu.read(context, draft)
    thing = next((thing for thing, _ in view.looked if thing.code == code), None)
    if thing is None:
        raise Refusal("refusal/button_too_old")
    opened = await context.transact(
        patrol_drafts.report_abnormal, context.by(view.patrol.post_id), draft, context.desk.chat_id, code,
        thing.issue_type,
    )  # fmt: skip
    await context.nod()
    await report.show(context, opened)


async def go_back(update: Update, context: Context, draft: Draft) -> None:
    """Back from entering later to where the patrol is begun."""
    await patrol_place.ask_again(update, context, draft)


_PLACES: dict[Heard, Hear] = {Heard.PLACE: patrol_place.take_place, Heard.LIVE: patrol_place.take_place}
_MEDIA = dict.fromkeys((Heard.PHOTO, Heard.FILE, Heard.VOICE, Heard.VIDEO), patrol_look.take_media)
_BEGUN = ("look", "cancel")

DIALOG = Dialog(
    name="patrol",
    action=Action.PATROL,
    show=show,
    hears={
        "reach": _PLACES,
        "place": {**_PLACES, Heard.WORDS: patrol_place.hear_words},
        "far": _PLACES,
        "later": _PLACES,
        "look": {**_PLACES, **_MEDIA, Heard.WORDS: patrol_look.take_words},
        "cancel": {**_PLACES, **_MEDIA, Heard.WORDS: patrol_end.hear_reason},
    },
    taps={
        "reach": at_step("reach", hear=patrol_place.choose_reach),
        "nearer": at_step("far", hear=patrol_place.choose_reach),
        "again": at_step("far", hear=patrol_place.ask_again),
        "as_it_is": at_step("far", hear=patrol_place.take_as_it_is),
        "no_signal": at_step("place", hear=patrol_place.begin_without_signal),
        "drop": at_step("place", hear=patrol_place.drop),
        "later": at_step("place", hear=patrol_later.begin),
        "back": at_step("later", hear=go_back),
        "day": at_step("later", hear=patrol_later.take_day),
        "hour": at_step("later", hear=patrol_later.take_hour),
        "minutes": at_step("later", hear=patrol_later.take_minutes),
        "all": at_step(*_BEGUN, hear=patrol_look.all_well),
        "abnormal": at_step(*_BEGUN, hear=report_abnormal),
        "pause": at_step(*_BEGUN, hear=patrol_look.pause),
        "go": at_step(*_BEGUN, hear=patrol_look.go_on),
        "end": at_step(*_BEGUN, hear=patrol_end.end),
        "on": at_step(*_BEGUN, hear=patrol_end.on),
        "end_anyway": at_step(*_BEGUN, hear=patrol_end.end_anyway),
        "all_end": at_step(*_BEGUN, hear=patrol_end.end_all_well),
        "ask_cancel": at_step(*_BEGUN, hear=patrol_end.ask_cancel),
        "reason": at_step("cancel", hear=patrol_end.take_reason),
        "keep": at_step("cancel", hear=patrol_end.keep),
    },
)
ENTRY = Entry("patrol", Action.PATROL, begin)
