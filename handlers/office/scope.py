"""What an office has before its eyes: the names of its regions, and the level that its figures are broken down by."""

from handlers.access import Action, Scope, granted, regions_of, require
from rules.refusals import Refusal
from rules.roles import Level
from rules.words import listed
from storage.posts.desks import Desk, Seat


def seats(desk: Desk, action: Action) -> tuple[Seat, ...]:
    """The seats by which the action reaches over a whole region."""
    return tuple(seat for seat in desk.seats if granted(seat, action) is Scope.REGION)


def highest(desk: Desk, action: Action) -> Seat:
    """The highest of them; refuses whoever has no part in the action."""
    require(desk, action)
    return min(seats(desk, action), key=lambda seat: seat.level.rank)


def paths(desk: Desk, action: Action) -> tuple[str, ...]:
    """The regions in which the person does it for all; refuses who does it nowhere, or for themselves alone."""
    found = regions_of(desk, action)
    if not found:
        raise Refusal("refusal/not_your_role")
    return found


def seat_over(desk: Desk, action: Action, region_path: str) -> Seat | None:
    """The seat by which the action reaches over a region; None if the person has none."""
    return next((seat for seat in seats(desk, action) if region_path.startswith(seat.region_path)), None)


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
    top = min((seat.level.rank for seat in seats(desk, action)), default=0)
    return order[min(top + 1, len(order) - 1)]
