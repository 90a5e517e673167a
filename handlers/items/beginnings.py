"""What a matter begins with: the patrol on which it was decided, the river whose problem it is, whose task it is."""

from typing import Any

from handlers.access import TABLE, Action, Scope
from handlers.context import Context
from handlers.items import asking
from rules.refusals import Refusal
from storage.action_items import sources
from storage.posts.desks import Seat


async def of_patrol(context: Context, patrol_id: int) -> dict[str, Any]:
    """A patrol of one's own post, or of a chief in the office's region; refuses any other."""
    found = await asking.patrols(context, patrol_id)
    if not found:
        raise Refusal("refusal/patrol_not_finished")
    one = found[0]
    seat = context.desk.seat_of(one.post_id) or next(
        seat for seat in context.desk.seats
        if TABLE[Action.RECORD_DECISION].get(seat.role) is Scope.REGION and one.region_path.startswith(seat.region_path)
    )  # fmt: skip
    _, water_path = await context.read(sources.paths_of, one.water_id)
    about = context.label("items.about_patrol", one=one)
    return _by(seat) | {"patrol": one.id, "water": one.water_id, "water_path": water_path, "about": about}


async def of_water(context: Context, water_id: int) -> dict[str, Any]:
    """A water whose key problems one keeps; refuses any other."""
    found, seat = await asking.waters(context, "", water_id), await asking.seat_for_water(context, water_id)
    if not found or seat is None:
        raise Refusal("refusal/not_your_region")
    return _by(seat) | {"water": water_id, "about": found[0].name, "region_id": found[0].region_id}


def of_task(context: Context) -> dict[str, Any]:
    """A liaison unit's task is its own; an office says whose it is."""
    seat = asking.seat_for_task(context.desk)
    if seat is None:
        raise Refusal("refusal/not_your_role")
    own = TABLE[Action.KEEP_KEY_LISTS][seat.role] is Scope.OWN
    mine = {"owner": seat.post_id, "owner_seat": seat.unit_name or seat.title, "water": seat.water_id} if own else {}
    return _by(seat) | {"about": ""} | mine


def _by(seat: Seat) -> dict[str, Any]:
    return {"post_id": seat.post_id, "region_id": seat.region_id, "scope": seat.region_path}
