"""The first steps of an inspection: which post, announced or not, which water or region by name or by place."""

from telegram import Update

from handlers import keyboards, received, wording
from handlers.context import Context
from handlers.dialogs import give_up
from handlers.inspections import bodies
from handlers.inspections.asking import show
from rules.geodesy import Place
from rules.inspections import Way
from rules.refusals import Refusal
from storage import drafts
from storage.inspections import going, spots
from storage.inspections.going import Step
from storage.inspections.spots import Spot
from storage.models import Draft
from storage.posts.desks import Seat


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Goes on with what is under way, else asks whether the inspected know of it."""
    await context.nod()
    posts = [seat.post_id for seat in bodies.seats(context.desk)]
    await show(context, await context.transact(going.open_dialog, context.by(), context.desk.chat_id, posts))


async def choose_post(update: Update, context: Context, draft: Draft) -> None:
    """Keeps for which post one inspects and asks whether the inspected know of it."""
    chosen = keyboards.tapped(update)
    seat = next((seat for seat in bodies.seats(context.desk) if [str(seat.post_id)] == chosen), None)
    if seat is None:
        raise Refusal("refusal/button_too_old")
    await context.nod()
    await show(context, await context.transact(drafts.hear, draft.id, context.now, Step.WAY, post_id=seat.post_id))


async def choose_way(update: Update, context: Context, draft: Draft) -> None:
    """Keeps whether it is announced and asks where it is."""
    chosen = keyboards.tapped(update)
    if len(chosen) != 1 or chosen[0] not in set(Way):
        raise Refusal("refusal/button_too_old")
    await context.nod()
    await context.retire_buttons()
    await show(context, await context.transact(drafts.hear, draft.id, context.now, Step.WHERE, way=chosen[0]))


async def take_name(update: Update, context: Context, draft: Draft) -> None:
    """Begins at the only water or region of that name, or asks which of several; says so if there is none."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only words come here
    words, seat = wording.words(message).text[:40], bodies.seat_of(context, draft)
    found = await context.read(spots.by_name, words, seat)
    exact = [spot for spot in found if spot.name == words]
    if len(found) == 1 or len(exact) == 1:
        await _begin(context, draft, seat, (exact or found)[0])
        return
    draft = await context.transact(drafts.hear, draft.id, context.now, spots=[list(spot) for spot in found])
    if not found:
        await context.say("inspections/no_such_place", words=words)
    await show(context, draft)


async def take_place(update: Update, context: Context, draft: Draft) -> None:
    """Begins at the water nearest to the place."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only places come here
    place, seat = received.place(message), bodies.seat_of(context, draft)
    await _begin(context, draft, seat, await context.read(spots.at, place, seat), place)


async def choose_spot(update: Update, context: Context, draft: Draft) -> None:
    """Begins at the one of several that was tapped."""
    chosen = keyboards.tapped(update)
    known = {(kind, str(spot_id)) for kind, spot_id, *_ in draft.data.get("spots") or []}
    if tuple(chosen) not in known:
        raise Refusal("refusal/button_too_old")
    await context.nod()
    seat = bodies.seat_of(context, draft)
    spot = await context.read(spots.within, chosen[0], int(chosen[1]), seat)
    await context.retire_buttons()
    await _begin(context, draft, seat, spot)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves before anything was begun."""
    await give_up(context, draft, "inspections/not_begun")


async def _begin(context: Context, draft: Draft, seat: Seat, spot: Spot, place: Place | None = None) -> None:
    await show(context, await context.transact(going.begin, context.by(seat.post_id), draft.id, seat, spot, place))
