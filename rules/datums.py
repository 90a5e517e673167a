"""The coordinate systems in which Chinese offices keep places, by their widely published formulas.

GCJ-02 shifts every place in China by some hundred metres; BD-09 shifts GCJ-02 once more. The shift has no
closed inverse: it is undone by iteration.
"""

from collections.abc import Callable
from enum import StrEnum
from math import atan2, cos, hypot, pi, radians, sin, sqrt

from rules.places import Box, Place

_KRASOVSKY_AXIS = 6_378_245.0
_KRASOVSKY_ECCENTRICITY_SQUARED = 0.006693421622965943
_BAIDU_PI = pi * 3000 / 180
# The rectangle outside of which GCJ-02 leaves coordinates as they are.
_CHINA = Box(0.8293, 72.004, 55.8271, 137.8347)
_ROUNDS = 4


class Datum(StrEnum):
    """The coordinate system of given numbers; GCJ-02 is that of Amap and Tencent, BD-09 that of Baidu."""

    WGS84 = "wgs84"
    CGCS2000 = "cgcs2000"
    GCJ02 = "gcj02"
    BD09 = "bd09"

    @property
    def word(self) -> str:
        """The name as spreadsheets and map programs write it."""
        return {"wgs84": "WGS-84", "cgcs2000": "CGCS2000", "gcj02": "GCJ-02", "bd09": "BD-09"}[self.value]


def to_wgs84(place: Place, datum: Datum) -> Place:
    """A place given in another coordinate system, in WGS-84, to better than half a metre.

    CGCS2000 differs from WGS-84 by centimetres and is taken as it is; so is any place outside China.
    """
    if datum in (Datum.WGS84, Datum.CGCS2000) or not _CHINA.holds(place):
        return place
    return _undone(_to_gcj02, _bd09_to_gcj02(place) if datum is Datum.BD09 else place)


def from_wgs84(place: Place, datum: Datum) -> Place:
    """A WGS-84 place in another coordinate system, for maps and spreadsheets that need it."""
    if datum in (Datum.WGS84, Datum.CGCS2000) or not _CHINA.holds(place):
        return place
    return _gcj02_to_bd09(_to_gcj02(place)) if datum is Datum.BD09 else _to_gcj02(place)


def _undone(shift: Callable[[Place], Place], shifted: Place) -> Place:
    lat, lon = shifted
    for _ in range(_ROUNDS):
        again = shift(Place(lat, lon))
        lat, lon = lat + shifted.lat - again.lat, lon + shifted.lon - again.lon
    return Place(lat, lon)


def _to_gcj02(place: Place) -> Place:
    x, y = place.lon - 105.0, place.lat - 35.0
    common = (20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + common
    north += (20 * sin(pi * y) + 40 * sin(pi / 3 * y)) * 2 / 3
    north += (160 * sin(pi / 12 * y) + 320 * sin(pi / 30 * y)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + common
    east += (20 * sin(pi * x) + 40 * sin(pi / 3 * x)) * 2 / 3
    east += (150 * sin(pi / 12 * x) + 300 * sin(pi / 30 * x)) * 2 / 3
    return _moved(place, north, east)


def _moved(place: Place, north: float, east: float) -> Place:
    lat = radians(place.lat)
    magic = 1 - _KRASOVSKY_ECCENTRICITY_SQUARED * sin(lat) ** 2
    meridian = _KRASOVSKY_AXIS * (1 - _KRASOVSKY_ECCENTRICITY_SQUARED) / (magic * sqrt(magic)) * pi / 180
    parallel = _KRASOVSKY_AXIS / sqrt(magic) * cos(lat) * pi / 180
    return Place(place.lat + north / meridian, place.lon + east / parallel)


def _gcj02_to_bd09(place: Place) -> Place:
    lat, lon = place
    radius = hypot(lon, lat) + 0.00002 * sin(lat * _BAIDU_PI)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * _BAIDU_PI)
    return Place(radius * sin(angle) + 0.006, radius * cos(angle) + 0.0065)


def _bd09_to_gcj02(place: Place) -> Place:
    return _undone(_gcj02_to_bd09, place)
