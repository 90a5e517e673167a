"""How well a patrol is evidenced. Evidence is graded, not demanded for its own sake (国办函〔2026〕12号)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# One or two fixes can come from opening the map once; a live track is more than that.
_TRACK_FIXES = 3
_MOSTLY_OFF = 0.5


class Grade(StrEnum):
    """A is the strongest evidence, D the weakest."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def word(self) -> str:
        """What the evidence rests on, in Chinese."""
        return {"A": "实时轨迹", "B": "现场定位", "C": "现场照片", "D": "补录或纸质记录"}[self.value]

    def at_least(self, other: "Grade") -> bool:
        """Whether this grade is as good as the other, or better."""
        return self.value <= other.value


@dataclass(frozen=True, slots=True)
class PatrolFacts:
    """What is known of a patrol when it is judged; for one still going on, `ended_at` is the present moment.

    `metres` were walked; `share` (0..1) of the reach was covered and `off_share` (0..1) of the fixes lay
    off it, both None where the reach has no line. `pins` and `photos` count those sent on the patrol,
    `forwarded` says that some of them came from another chat.
    """

    started_at: datetime
    ended_at: datetime
    paused: timedelta = timedelta()
    fixes_count: int = 0
    live: bool = False
    pins: int = 0
    photos: int = 0
    forwarded: bool = False
    entered_later: bool = False
    no_signal: bool = False
    metres: float = 0.0
    share: float | None = None
    off_share: float | None = None

    @property
    def minutes(self) -> float:
        """Minutes on patrol, pauses left out."""
        return max(0.0, (self.ended_at - self.started_at - self.paused).total_seconds() / 60)

    @property
    def has_track(self) -> bool:
        """Whether a live track exists that is more than a glance at the map."""
        return self.live and self.fixes_count >= _TRACK_FIXES


def grade(facts: PatrolFacts) -> Grade:
    """A live track on the reach, B pins, C photos only or things sent once the signal came back, D the rest.

    Forwarded pins or photos lower B and C by one grade; a live location cannot be forwarded.
    """
    if facts.entered_later:
        return Grade.D
    if facts.has_track and (facts.off_share is None or facts.off_share <= _MOSTLY_OFF):
        return Grade.A
    # Sent late from a place without signal, a pin shows where the sender was when it was sent at last.
    if (facts.pins or facts.has_track) and not facts.no_signal:
        return Grade.C if facts.forwarded else Grade.B
    if facts.photos or facts.pins:
        return Grade.D if facts.forwarded else Grade.C
    return Grade.D
