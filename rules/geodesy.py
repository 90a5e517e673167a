"""Distances and lines on the earth; the coordinate systems are those of `rules.datums`."""

from itertools import pairwise
from math import asin, cos, hypot, pi, radians, sin, sqrt
from typing import NamedTuple

from rules.datums import Datum, from_wgs84, to_wgs84
from rules.places import Box, Place

__all__ = [
    "Box",
    "Datum",
    "Line",
    "Nearest",
    "Place",
    "box",
    "foot",
    "from_wgs84",
    "length",
    "metres",
    "nearest",
    "to_wgs84",
]

EARTH_RADIUS = 6_371_008.8  # metres, IUGG mean radius
METRES_PER_DEGREE = EARTH_RADIUS * pi / 180

Line = tuple[Place, ...]


class Nearest(NamedTuple):
    """How far a place is off a line, and how far along the line its foot lies, in metres."""

    metres_off: float
    metres_along: float


def metres(a: Place, b: Place) -> float:
    """Great-circle distance (haversine); within 0.5 % of the ellipsoid's."""
    lat_a, lon_a = a
    lat_b, lon_b = b
    half_lat = sin(radians(lat_b - lat_a) / 2)
    half_lon = sin(radians(lon_b - lon_a) / 2)
    chord = half_lat * half_lat + cos(radians(lat_a)) * cos(radians(lat_b)) * half_lon * half_lon
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(chord)))


def length(line: Line) -> float:
    """The length of a line in metres; 0 for less than two points."""
    return sum(metres(a, b) for a, b in pairwise(line))


def nearest(place: Place, line: Line) -> Nearest:
    """The foot of a place on a line of at least one point."""
    # On a plane around the place what is near is exact, and only what is near matters.
    lat, lon = place
    scale = METRES_PER_DEGREE * cos(radians(lat))
    flat = [((lon_p - lon) * scale, (lat_p - lat) * METRES_PER_DEGREE) for lat_p, lon_p in line]
    best, segment, share = hypot(*flat[0]), 0, 0.0
    for index, (start, end) in enumerate(pairwise(flat)):
        off, along = foot(0.0, 0.0, *start, *end)
        if off < best:
            best, segment, share = off, index, along
    return Nearest(best, length(line[: segment + 1]) + share * length(line[segment : segment + 2]))


def foot(x: float, y: float, ax: float, ay: float, bx: float, by: float) -> tuple[float, float]:
    """On a plane: how far (x, y) is off the stretch a-b, and the share (0..1) of the stretch up to its foot."""
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    share = 0.0 if square == 0 else min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / square))
    return hypot(x - ax - share * dx, y - ay - share * dy), share


def box(line: Line, margin_m: float = 0.0) -> Box:
    """The rectangle around a line of at least one point, widened by a margin in metres on every side."""
    lats = [place.lat for place in line]
    lons = [place.lon for place in line]
    up = margin_m / METRES_PER_DEGREE
    aside = up / max(0.01, cos(radians(max(map(abs, lats)))))
    return Box(min(lats) - up, min(lons) - aside, max(lats) + up, max(lons) + aside)
