"""Who may do what to a planned patrol: the chief, who gathers for the chief, the office, a locality that was asked."""

from handlers.access import Action, granted
from handlers.context import Context
from rules.refusals import Refusal
from rules.roles import Role
from storage.briefs import cards
from storage.briefs.cards import Ask, PlanCard
from storage.posts.desks import Desk, Seat


async def seen(context: Context, plan_id: int) -> tuple[PlanCard, Seat]:
    """The plan, and the seat by which the person sees the whole of it; refuses whom it does not concern."""
    card = await context.read(cards.card, plan_id, context.today)
    seat = seat_for(context.desk, card)
    if seat is None:
        raise Refusal("refusal/not_your_matter")
    return card, seat


def seat_for(desk: Desk, card: PlanCard) -> Seat | None:
    """The chief's own seat, that of the liaison unit, or of an office whose region the post lies in."""
    for seat in desk.seats:
        if granted(seat, Action.SEE_BRIEFS) is None:
            continue
        if seat.post_id == card.plan.post_id or (seat.role is Role.OFFICE and inside(seat, card)):
            return seat
        if seat.role is Role.LIAISON and seat.water_path and _along(seat.water_path, card.water_path):
            return seat
    return None


def gathers(seat: Seat, card: PlanCard) -> bool:
    """Whether the seat gathers clues and sends the brief: everybody but the chief."""
    return seat.post_id != card.plan.post_id


def inside(seat: Seat, card: PlanCard) -> bool:
    """Whether a chief's post lies in the region of the seat."""
    return card.region_path.startswith(seat.region_path)


async def gathering_for(context: Context, plan_id: int) -> tuple[PlanCard, Seat]:
    """As `seen`, for who gathers: the chief neither hands in clues nor asks nor sends."""
    card, seat = await seen(context, plan_id)
    if not gathers(seat, card):
        raise Refusal("refusal/not_your_matter")
    return card, seat


def locality_seat(desk: Desk, ask: Ask) -> Seat:
    """The seat of the very office that was asked."""
    for seat in desk.seats_as(Role.OFFICE):
        if seat.region_path == ask.region_path:
            return seat
    raise Refusal("refusal/not_your_matter")


def _along(own: str, other: str) -> bool:
    return own.startswith(other) or other.startswith(own)
