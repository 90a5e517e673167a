"""The faults that a visitor of the page can switch on, one at a time."""

from __future__ import annotations

from enum import StrEnum

from bot.sandbox.faults import Fault
from bot.sandbox.records import Json
from bot.sandbox.world import World

WEAK_SECONDS = 1.5
REFUSALS = 3
RETRY_AFTER = 3


class Trouble(StrEnum):
    """What can be wrong with the line between the bot and Telegram."""

    NONE = "none"
    WEAK = "weak"
    TOO_MANY = "too_many"
    OFFLINE = "offline"


class Troubles:
    """The trouble now on; `TOO_MANY` ends by itself after a few requests."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.now = Trouble.NONE
        self._refusals: Fault | None = None

    def switch(self, trouble: Trouble) -> None:
        """Ends the trouble there is and begins another."""
        self.world.faults.clear()
        self.now, self._refusals = trouble, None
        if trouble is Trouble.WEAK:
            self.world.faults.latency = WEAK_SECONDS
        elif trouble is Trouble.TOO_MANY:
            self._refusals = self.world.faults.too_many(RETRY_AFTER, method="sendMessage", times=REFUSALS)
        elif trouble is Trouble.OFFLINE:
            self.world.faults.cut(times=None)
            self.world.updates.interrupt()
        self.world.stir()

    def view(self) -> Json:
        """The trouble, and how many refusals are still to come."""
        left = REFUSALS - self._refusals.met if self._refusals else 0
        if self.now is Trouble.TOO_MANY and not left:
            self.now = Trouble.NONE
        return {"now": self.now, "left": left}
