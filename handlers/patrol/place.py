"""The first step of a patrol: which reach, and where the chief stands; or no signal."""

from telegram import Message, Update

from handlers import keyboards, received
from handlers.access import Action, may
from handlers.context import Context
from handlers.dialogs import ask, give_up
from handlers.patrol import going
from handlers.patrol.going import button
from storage.models import Draft
from storage.patrols import drafts as patrol_drafts
from storage.patrols import reaches as patrol_reaches
from storage.patrols import steps
from storage.patrols.reaches import Reach
from storage.patrols.walking import Told


async def ask_reach(context: Context, draft: Draft) -> None:
    """Asks which reach; a place sent instead chooses the nearest one."""
    reaches = await context.read(patrol_reaches.reaches_of, context.person_id, context.today)
    rows = [
        [button(context, draft, "reach", reach.post_id, reach.water_id, name=reach.water_name, chief=reach.chief)]
        for reach in reaches[: patrol_reaches.MOST_REACHES]
    ]
    unknown = "told" in draft.data
    keeps = all(reach.role.keeps_points for reach in reaches)
    await ask(context, draft, "patrol/ask_reach", keyboards.buttons(rows), unknown=unknown, keeps=keeps)


async def choose_reach(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the reach and asks for the place."""
    post_id, water_id = map(int, keyboards.tapped(update))
    draft = await context.transact(patrol_drafts.choose, context.by(post_id), draft, context.today, post_id, water_id)
    await context.nod()
    await context.retire_buttons()
    await show_step(context, draft)


async def ask_place(context: Context, draft: Draft) -> None:
    """Asks for the place with one big button."""
    await say_place(context, await context.read(steps.reach_of, draft, context.today))


async def say_place(context: Context, reach: Reach | None) -> None:
    """As `ask_place`, the reach being known."""
    keyboard = keyboards.place_request(context, context.label("patrol.cannot_send"))
    await context.say("patrol/ask_place", keyboard, reach=reach)


async def take_place(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the place and asks what was seen; one far from the reach is asked about."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only places come here
    by = context.by(draft.data.get("post_id"))
    draft, view = await context.transact(steps.take_place, by, context.profile, draft, context.today, _told(message))
    if view is not None:
        await going.say(context, draft, view)
    else:
        await show_step(context, draft)


async def show_step(context: Context, draft: Draft) -> None:
    """Says the question at which the first steps stand."""
    asks = {"reach": ask_reach, "place": ask_place, "far": ask_whether_far}
    await asks.get(draft.step, going.show)(context, draft)


async def ask_whether_far(context: Context, draft: Draft) -> None:
    """Says how far off the place is and asks what to do with it."""
    far = draft.data["far"]
    nearer = far["nearer"]
    rows = [[button(context, draft, "nearer", nearer[0], nearer[1], name=nearer[2])]] if nearer else []
    rows += [[button(context, draft, "again")], [button(context, draft, "as_it_is")]]
    reaches = await context.read(patrol_reaches.reaches_of, context.person_id, context.today)
    reach = next((each for each in reaches if each.water_id == draft.data["water_id"]), None)
    name = reach.water_name if reach else ""
    keeps = bool(reach and reach.role.keeps_points)
    await ask(context, draft, "patrol/far", keyboards.buttons(rows), water=name, far=far, nearer=nearer, keeps=keeps)


async def take_as_it_is(update: Update, context: Context, draft: Draft) -> None:
    """The chief says that the far place is meant."""
    place = Told.from_json(draft.data["told"])
    by = context.by(draft.data["post_id"])
    draft = await context.transact(patrol_drafts.take_place, by, draft, context.today, place, sure=True)
    await context.nod()
    await context.retire_buttons()
    await going.show(context, draft)


async def ask_again(update: Update, context: Context, draft: Draft) -> None:
    """Throws the far place away and asks for another."""
    draft = await context.transact(patrol_drafts.turn_to, context.by(), draft, "place", told=None, far=None)
    await context.nod()
    await context.retire_buttons()
    await ask_place(context, draft)


async def hear_words(update: Update, context: Context, draft: Draft) -> None:
    """The other ways to begin, for who cannot send a place."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only words come here
    if message.text != context.label("patrol.cannot_send"):
        await context.say("dialog/cannot_use_this")
        await ask_place(context, draft)
        return
    acts = ["no_signal"]
    acts += ["later"] if context.profile.patrol.late_entry_days else []
    rows = [[button(context, draft, act)] for act in acts]
    if may(context.desk, Action.DELEGATE):
        rows.append([(context.label("delegation.begin"), keyboards.data("delegations", "begin"))])
    await ask(context, draft, "patrol/ways", keyboards.buttons([*rows, [button(context, draft, "drop")]]))


async def begin_without_signal(update: Update, context: Context, draft: Draft) -> None:
    """Begins without a place; one sent later counts less than one sent on the spot."""
    by = context.by(draft.data["post_id"])
    draft = await context.transact(patrol_drafts.begin_without_place, by, draft, context.today)
    await context.nod()
    await context.retire_buttons()
    await going.show(context, draft)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves before anything was begun: nothing to give a reason for."""
    await give_up(context, draft, "patrol/not_begun")


def _told(message: Message) -> Told:
    location = message.location or (message.venue.location if message.venue else None)
    accuracy = location.horizontal_accuracy if location else None
    passed_on = received.is_forwarded(message)
    # Somebody else's live location, passed on, moves no more.
    moving = location is not None and bool(location.live_period) and not passed_on
    live = (message.chat_id, message.message_id) if moving else None
    return Told(message.date, received.place(message), accuracy, passed_on, live)
