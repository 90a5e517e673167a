"""Numbered markers on a map that don't hide one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, sin

from documents.drawing.canvas import Canvas, Point, Rect

RADIUS = 25.0  # pixels
_ROUNDS = 60


@dataclass(frozen=True)
class Marker:
    """A letter or number in a disc: the point on the map it means, and its colour."""

    words: str
    point: Point
    colour: str


def draw_markers(canvas: Canvas, markers: Sequence[Marker], within: Rect) -> None:
    """Draws the markers, those that would overlap moved aside with a line to their point."""
    shown = [replace(marker, point=_inside(marker.point, within)) for marker in markers]
    middles = spread([marker.point for marker in shown], within)
    for marker, middle in zip(shown, middles, strict=True):
        if middle != marker.point:
            canvas.line([marker.point, middle], marker.colour, 3)
            canvas.disc(marker.point, 6, marker.colour, edge="white", edge_width=2)
    for marker, middle in zip(shown, middles, strict=True):
        canvas.disc(middle, RADIUS, marker.colour, edge="white", edge_width=4)
        canvas.text(middle, marker.words, 27, "white", anchor="center", bold=0.8)


def spread(points: Sequence[Point], within: Rect) -> list[Point]:
    """Where the markers' middles go: on their points, or pushed apart little by little where they'd overlap."""
    middles = [_inside(_astray(number, points), within) for number in range(len(points))]
    for _ in range(_ROUNDS):
        moved = False
        for i in range(len(middles)):
            for j in range(i):
                moved |= _push(middles, i, j, within)
        if not moved:
            break
    return middles


def _astray(number: int, points: Sequence[Point]) -> Point:
    """Where pushing begins: markers on one spot start around it, since the golden angle repeats no direction."""
    x, y = points[number]
    crowd = sum(hypot(x - a, y - b) < RADIUS for a, b in points[:number])
    spiral = RADIUS * crowd**0.5
    return x + spiral * cos(2.4 * crowd), y + spiral * sin(2.4 * crowd)


def _push(middles: list[Point], i: int, j: int, within: Rect) -> bool:
    (x, y), (a, b) = middles[i], middles[j]
    far = hypot(x - a, y - b)
    need = 2 * RADIUS + 6
    if far >= need - 0.5:
        return False
    dx, dy = ((x - a) / far, (y - b) / far) if far > 0.01 else (1.0, 0.0)
    by = (need - far) / 2
    middles[i] = _inside((x + dx * by, y + dy * by), within)
    middles[j] = _inside((a - dx * by, b - dy * by), within)
    return True


def _inside(point: Point, within: Rect) -> Point:
    edge = RADIUS + 4
    return (
        min(max(point[0], within.left + edge), within.right - edge),
        min(max(point[1], within.top + edge), within.bottom - edge),
    )
