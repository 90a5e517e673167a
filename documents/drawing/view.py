"""A window onto the earth: places to pixels, with a metre as long to the east as to the north."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, floor, hypot, log10, radians

from documents.drawing.canvas import Point, Rect
from rules.geodesy import METRES_PER_DEGREE, Line, Place

_LEAST_METRES = 150.0  # a pin alone is shown with its surroundings, not as a blown-up point


@dataclass(frozen=True)
class View:
    """The rectangle in pixels, the place in its middle, and how many metres a pixel is."""

    rect: Rect
    middle: Place
    metres_per_pixel: float

    def at(self, place: Place) -> Point:
        """Where on the picture the place lies, also when that is outside of the rectangle."""
        east, north = _offset(self.middle, place)
        across, down = (self.rect.left + self.rect.right) / 2, (self.rect.top + self.rect.bottom) / 2
        return across + east / self.metres_per_pixel, down - north / self.metres_per_pixel

    def line(self, line: Iterable[Place]) -> list[Point]:
        """The points of a line on the picture."""
        return [self.at(place) for place in line]

    def shows(self, place: Place, margin: float = 0) -> bool:
        """Whether the place is inside of the rectangle."""
        return self.rect.holds(self.at(place), margin)


def view_of(places: Sequence[Place], rect: Rect, margin: float, least_metres: float = _LEAST_METRES) -> View:
    """The closest view that shows all the places at least `margin` pixels from the edges."""
    south, north = min(p.lat for p in places), max(p.lat for p in places)
    west, east = min(p.lon for p in places), max(p.lon for p in places)
    middle = Place((south + north) / 2, (west + east) / 2)
    across, up = _offset(Place(south, west), Place(north, east), middle.lat)
    scale_x = max(across, least_metres) / (rect.right - rect.left - 2 * margin)
    scale_y = max(up, least_metres) / (rect.bottom - rect.top - 2 * margin)
    return View(rect, middle, max(scale_x, scale_y))


def diagonal(places: Line) -> float:
    """Metres across the box around the places; 0 for none."""
    if not places:
        return 0.0
    lats, lons = [p.lat for p in places], [p.lon for p in places]
    east, north = _offset(Place(min(lats), min(lons)), Place(max(lats), max(lons)))
    return hypot(east, north)


def round_length(most: float) -> float:
    """The longest round length (1, 2 or 5 times a power of ten, in metres) not above `most`."""
    power = float(10.0 ** floor(log10(most)))
    return max(step * power for step in (1.0, 2.0, 5.0) if step == 1 or step * power <= most)


def _offset(start: Place, end: Place, lat: float | None = None) -> tuple[float, float]:
    """Metres east and north on a plane; over a county's width the error is below a pixel."""
    narrowing = max(0.01, cos(radians(start.lat if lat is None else lat)))
    return (end.lon - start.lon) * METRES_PER_DEGREE * narrowing, (end.lat - start.lat) * METRES_PER_DEGREE
