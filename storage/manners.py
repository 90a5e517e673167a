"""When people may be spoken to unasked: quiet hours, days off, the hour of the digest."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from rules.quiet import QuietHours, at_hour, earliest, next_digest
from rules.workdays import IsWorkday


@dataclass(frozen=True, slots=True)
class Manners:
    """When people may be spoken to unasked: the profile's quiet hours, the local zone, the calendar."""

    quiet: QuietHours
    zone: ZoneInfo
    is_workday: IsWorkday

    def earliest(self, now: datetime) -> datetime:
        """The first moment from now on at which a message may go out."""
        return earliest(now.astimezone(self.zone), self.quiet, self.is_workday)

    def may_speak(self, now: datetime) -> bool:
        """Whether it is now."""
        return self.earliest(now) == now

    def next_digest(self, now: datetime, hour: int | None = None) -> datetime:
        """When the next morning digest goes out, at the profile's hour or at one's own."""
        return next_digest(now.astimezone(self.zone), at_hour(self.quiet, hour), self.is_workday)

    def midnight(self, now: datetime) -> datetime:
        """When the local day began."""
        return datetime.combine(now.astimezone(self.zone).date(), time.min, self.zone).astimezone(UTC)
