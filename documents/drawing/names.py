"""The names of waters on a map: where they can be read, and left out where they can't."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot
from typing import TYPE_CHECKING

from documents.drawing import colours
from documents.drawing.canvas import Canvas, Point, Rect
from documents.drawing.fonts import length, shortened
from documents.drawing.view import View
from rules.geodesy import Line

if TYPE_CHECKING:
    from documents.patrols.map import NamedLine

_SIZE = 26
_WIDEST = 300  # pixels
_MOST_POINTS = 80
_MOST_NAMES = 12
_CLEAR = 24  # pixels between the chief's own reach and a name


def thinned(line: Line) -> Line:
    """At most some eighty points of the line, enough to find a spot for a name."""
    return line[:: max(1, len(line) // _MOST_POINTS)]


def water_names(canvas: Canvas, waters: Iterable[NamedLine], view: View, own: Sequence[Point]) -> None:
    """Writes each water's name at its line, as far as it goes from the points of the chief's own reach."""
    taken: list[Rect] = []
    for water in waters:
        if len(taken) == _MOST_NAMES:
            break
        words = shortened(water.name, _SIZE, _WIDEST)
        spots = [_spot(words, view.at(place), view.rect) for place in thinned(water.line) if view.shows(place, 40)]
        free = [spot for spot in spots if not any(_touch(spot, other) for other in taken)]
        best = max(free, key=lambda spot: _nearest(spot, own), default=None)
        if words and best and _nearest(best, own) >= _CLEAR:
            taken.append(best)
            middle = ((best.left + best.right) / 2, (best.top + best.bottom) / 2)
            canvas.text(middle, words, _SIZE, colours.NEIGHBOUR_NAME, anchor="center", halo=colours.LAND)


def _spot(words: str, point: Point, within: Rect) -> Rect:
    """The room the words take above a point of the line, moved inside of the map."""
    half = length(words, _SIZE) / 2 + 8
    x = min(max(point[0], within.left + half), within.right - half)
    return Rect(x - half, point[1] - 44, x + half, point[1] - 8)


def _nearest(spot: Rect, points: Sequence[Point]) -> float:
    """Pixels from the edge of the room to the nearest of the points."""
    return min((_far(spot, point) for point in points), default=float("inf"))


def _far(spot: Rect, point: Point) -> float:
    across = max(spot.left - point[0], 0.0, point[0] - spot.right)
    return hypot(across, max(spot.top - point[1], 0.0, point[1] - spot.bottom))


def _touch(one: Rect, other: Rect) -> bool:
    beside = one.right < other.left or other.right < one.left
    return not beside and one.top <= other.bottom and other.top <= one.bottom
