"""The only place that asks what time it is; everywhere else time is an argument."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The machine's clock; the sandbox may set it forward, so that reminders come."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """The moment it is now, in UTC."""
        return datetime.now(UTC) + self._ahead

    def jump(self, to: datetime) -> None:
        """Sets the clock to `to` (aware); it goes on from there."""
        self._ahead = to - datetime.now(UTC)
