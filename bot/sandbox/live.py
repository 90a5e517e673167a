"""Live locations: a share that moves, and stops."""

from __future__ import annotations

from bot.sandbox.incoming import arrive, change
from bot.sandbox.records import Json, Message, User
from bot.sandbox.world import World

Point = tuple[float, float]
"""Latitude and longitude in WGS-84 degrees."""


class LiveShare:
    """A live location that a person shares; each move is an `edited_message` for the bot."""

    def __init__(self, world: World, message: Message) -> None:
        self.world = world
        self.message = message

    @property
    def place(self) -> Point:
        """Where the person was last."""
        location = self.message.body["location"]
        return location["latitude"], location["longitude"]

    def moves_to(self, place: Point, accuracy: float | None = None, heading: int | None = None) -> Message:
        """Tells a new place; `accuracy` in metres, 0 to 1500, `heading` in degrees, 1 to 360."""
        period = self.message.body["location"].get("live_period")
        if period is None:
            raise ValueError("the share has ended")
        return change(self.world, self.message, {"location": _location(place, period, accuracy, heading)})

    def stops(self) -> Message:
        """Ends the share. No document says what Telegram tells then; here, an edit without `live_period`."""
        location = self.message.body["location"]
        ended = {name: value for name, value in location.items() if name not in ("live_period", "heading")}
        return change(self.world, self.message, {"location": ended})


def shares_live(world: World, user: User, place: Point, period: int = 28_800,
                accuracy: float | None = None) -> LiveShare:  # fmt: skip
    """Begins to share the live location for `period` seconds (60 to 86,400, or 0x7FFFFFFF for ever)."""
    return LiveShare(world, arrive(world, user, {"location": _location(place, period, accuracy, None)}))


def _location(place: Point, period: int, accuracy: float | None, heading: int | None) -> Json:
    location: Json = {"latitude": place[0], "longitude": place[1], "live_period": period}
    if accuracy is not None:
        location["horizontal_accuracy"] = accuracy
    if heading is not None:
        location["heading"] = heading
    return location
