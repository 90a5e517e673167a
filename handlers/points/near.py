"""The points nearest to a place, in one message: a small map, distance, keeper and number of each."""

import logging
from collections.abc import Sequence

from documents.nearby_map import NearbyIssue, NearbyPicture, nearby_map
from handlers import keyboards
from handlers.context import Context, aside
from handlers.points.point import point_buttons, sees_phones
from rules.geodesy import Place
from storage import places
from storage.points.cards import Point
from storage.points.finding import Near

log = logging.getLogger(__name__)

_AROUND_M = 600.0


async def say_nearest(context: Context, here: Place, found: Sequence[Near]) -> None:
    """The nearest few in one message: the map, and below it distance, keeper and number of each."""
    items = [{"point": p, "metres": off, "whole": sees_phones(context.desk, p)} for p, off in found]
    keyboard = keyboards.buttons(keyboards.in_rows(point_buttons(context, [near.point for near in found], 1), 2))
    picture = await _picture(context, here, found)
    if picture is None:
        await context.say("points/near", keyboard, items=items)
    else:
        await context.show_picture(picture, "points/near", keyboard, items=items)


async def _picture(context: Context, here: Place, found: Sequence[Near]) -> bytes | None:
    spots = tuple(
        NearbyIssue(f"{near.point.name} {_keeper(context, near.point)}", near.point.place, near.metres)
        for near in found
        if near.point.place is not None
    )
    margin = max(_AROUND_M, found[-1].metres if found else 0.0)
    waters = await context.house.database.read_at_leisure(places.lines_around, here, margin)
    lines = tuple(line for line in waters if len(line) > 1)
    title, nothing = context.label("points.map_title"), context.label("points.map_nothing")
    try:
        return await aside(nearby_map, NearbyPicture(here, spots, lines, title, nothing))
    except (ArithmeticError, LookupError, OSError, ValueError):
        # The answer is the words; a map that cannot be drawn must not keep them back.
        log.exception("The map of the points around a place could not be drawn")
        return None


def _keeper(context: Context, point: Point) -> str:
    return context.label("points.keepers", names=[keeper.name for keeper in point.keepers])
