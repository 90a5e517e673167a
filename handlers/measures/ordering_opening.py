"""With what ordering a measure begins: a kind from the list, the next rung after another, a suggestion."""

from typing import Any

from telegram import Update

from handlers.access import Action, require_in
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.measures import rights
from handlers.measures.ordering_asks import NAME, next_step, rung_of, show
from rules.measures import MeasureKind
from rules.refusals import Refusal
from storage import drafts
from storage.posts.desks import Seat

NOT_BY_HAND = (MeasureKind.CIRCULAR, MeasureKind.WORK_DISPLAY)


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """A new measure of a kind: asks whom it is about."""
    kind = kind_in(more[0] if more else "")
    await open_order(context, kind, seat_to_order(context))


async def begin_next(update: Update, context: Context, more: list[str]) -> None:
    """The next rung after a measure that was not carried out: about the same one, with what went before."""
    found = await rights.visible(context, ids(more, 1)[0])
    kind = kind_in(more[1] if len(more) > 1 else "")
    seat = require_in(context.desk, Action.ORDER_MEASURE, found.region_path)
    measure = found.measure
    told = {"as_unit": measure.person_id is None, "previous": measure.id, "evidence": measure.evidence}
    await open_order(context, kind, seat, posts=[measure.post_id] if measure.post_id else [], **told)


def kind_in(word: str) -> MeasureKind:
    """The kind in callback data."""
    if word not in set(MeasureKind) or word in NOT_BY_HAND:
        raise Refusal("refusal/button_too_old")
    return MeasureKind(word)


def seat_to_order(context: Context) -> Seat:
    """The seat by which the person orders: the highest region first."""
    regions = rights.sight(context.desk).regions
    seats = [seat for seat in context.desk.seats if seat.region_path.startswith(regions)]
    if not seats:
        raise Refusal("refusal/not_your_role")
    return min(seats, key=lambda seat: len(seat.region_path))


async def open_order(context: Context, kind: MeasureKind, seat: Seat, **told: Any) -> None:
    """Begins the dialog with what is known."""
    rung_of(context, kind)
    data = {"kind": kind, "post_id": seat.post_id, "region_id": seat.region_id, "path": seat.region_path, "posts": []}
    data |= told
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, next_step(data), context.now, **data
    )
    await context.nod()
    await show(context, draft)
