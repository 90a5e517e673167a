"""For which of their posts a person inspects, and what of others' inspections they see."""

from handlers.access import Action, granted, require
from handlers.context import Context
from rules.refusals import Refusal
from rules.roles import Role
from storage.inspections.figures import Sight
from storage.models import Draft
from storage.posts.desks import Desk, Seat

# These look after a whole region; a department and a liaison unit see what they found and what was handed to them.
_OVERSEERS = (Role.OFFICE, Role.INSPECTOR)


def seats(desk: Desk) -> list[Seat]:
    """The posts for which this person may inspect, those of inspectors first."""
    require(desk, Action.INSPECT)
    able = [seat for seat in desk.seats if granted(seat, Action.INSPECT)]
    return sorted(able, key=lambda seat: (seat.role is not Role.INSPECTOR, seat.post_id))


def seat_of(context: Context, draft: Draft) -> Seat:
    """The post that was chosen; refuses one that is no longer held."""
    seat = next((seat for seat in seats(context.desk) if seat.post_id == draft.data.get("post_id")), None)
    if seat is None:
        raise Refusal("refusal/not_your_matter")
    return seat


def sight(context: Context) -> Sight:
    """Which inspections this person sees."""
    held = seats(context.desk)
    regions = [seat.region_path for seat in held if seat.role in _OVERSEERS]
    return Sight(context.person_id, regions, [seat.post_id for seat in held])
