"""What an office has before its eyes: the names of its regions, and the level that its figures are broken down by."""

from handlers.access import Action, Scope, granted
from rules.roles import Level
from rules.words import listed
from storage.posts.desks import Desk, Seat


def seats(desk: Desk, action: Action) -> tuple[Seat, ...]:
    """The seats by which the action reaches over a whole region."""
    return tuple(seat for seat in desk.seats if granted(seat, action) is Scope.REGION)


def region_names(desk: Desk, action: Action) -> str:
    """The regions by name, each once; those inside another are not named."""
    held = seats(desk, action)
    outer = {
        seat.region_path: seat.region_name
        for seat in held
        if not any(seat.region_path != other.region_path and seat.region_path.startswith(other.region_path)
                   for other in held)
    }  # fmt: skip
    return listed(outer.values())


def level_below(desk: Desk, action: Action) -> Level:
    """The level that the highest of the regions is divided into."""
    order = list(Level)
    highest = min((order.index(seat.level) for seat in seats(desk, action)), default=0)
    return order[min(highest + 1, len(order) - 1)]
