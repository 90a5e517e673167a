"""A point and a rectangle on the earth."""

from typing import NamedTuple


class Place(NamedTuple):
    """A point in WGS-84 degrees, as Telegram gives it."""

    lat: float
    lon: float


class Box(NamedTuple):
    """A rectangle in degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, place: Place) -> bool:
        """Whether the place lies in the box."""
        return self.south <= place.lat <= self.north and self.west <= place.lon <= self.east
