"""Tracks of patrols: cleaning, cutting at pauses, metres walked, the share of the reach covered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from rules.corridor import Corridor
from rules.geodesy import Line, metres
from rules.places import Place

# Standing still, a phone wanders about by some metres; only steps beyond that are walked.
_SMALLEST_STEP = 10.0
_LARGEST_STEP = 30.0
# More contradicting tracks at once than these are noise.
_MOST_CHAINS = 6


class Fix(NamedTuple):
    """One point of a track; `accuracy` is the radius of uncertainty in metres, None if not told."""

    at: datetime
    place: Place
    accuracy: float | None = None


class Cleaned(NamedTuple):
    """The fixes believed and those dropped, both in order of time."""

    kept: tuple[Fix, ...]
    dropped: tuple[Fix, ...]


Pause = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class TrackRules:
    """How tracks are read.

    `top_speed` in metres a second that is still believed, `reach_width` in metres around the reach's line
    that is still the reach, `worst_accuracy` in metres, and the silence (`gap`) after which a new leg
    begins.
    """

    top_speed: float
    reach_width: float
    worst_accuracy: float
    gap: timedelta
    source: str = ""


class Measured(NamedTuple):
    """A track read by the rules; shares (0..1) are None where the reach has no line or nothing was recorded."""

    legs: tuple[tuple[Fix, ...], ...]
    dropped: tuple[Fix, ...]
    off: tuple[Fix, ...]
    metres: float
    share: float | None
    off_share: float | None

    @property
    def fixes_count(self) -> int:
        """How many fixes are believed."""
        return sum(map(len, self.legs))


def measure(fixes: Iterable[Fix], line: Line | None, rules: TrackRules, pauses: Sequence[Pause] = ()) -> Measured:
    """Everything a patrol's card says about its track."""
    kept, dropped = clean(fixes, rules.top_speed, rules.worst_accuracy)
    legs = cut(kept, rules.gap, pauses)
    length = sum(map(walked, legs))
    if not line or not legs:
        return Measured(legs, dropped, (), length, None, None)
    strip = Corridor(line, rules.reach_width)
    off = tuple(fix for leg in legs for fix in leg if strip.along(fix.place) is None)
    # A point 点位 is a spot: there is nothing of it to be walked along.
    share = strip.share_walked([fix.place for fix in leg] for leg in legs) if strip.length else None
    return Measured(legs, dropped, off, length, share, len(off) / sum(map(len, legs)))


def clean(fixes: Iterable[Fix], top_speed: float, worst_accuracy: float) -> Cleaned:
    """Drops fixes too vague, told twice, or out of reach at `top_speed` (metres a second) from the rest.

    Fixes that agree form chains and the longest chain is believed, so a wrong first fix does not condemn
    the rest.
    """
    ordered = sorted(fixes, key=lambda fix: fix.at)
    chains: list[list[Fix]] = []
    for fix in dict.fromkeys(ordered):
        if fix.accuracy is not None and fix.accuracy > worst_accuracy:
            continue
        fitting = [chain for chain in chains if _reachable(chain[-1], fix, top_speed)]
        if fitting:
            max(fitting, key=len).append(fix)
        else:
            chains.append([fix])
            if len(chains) > _MOST_CHAINS:
                chains.remove(min(chains[:-1], key=len))
    kept = max(chains, key=len, default=[])
    believed = set(kept)
    return Cleaned(tuple(kept), tuple(fix for fix in dict.fromkeys(ordered) if fix not in believed))


def _reachable(earlier: Fix, later: Fix, top_speed: float) -> bool:
    # Telegram tells times in whole seconds.
    seconds = max(1.0, (later.at - earlier.at).total_seconds())
    slack = (earlier.accuracy or 0.0) + (later.accuracy or 0.0)
    return metres(earlier.place, later.place) <= top_speed * seconds + slack


def cut(fixes: Sequence[Fix], gap: timedelta, pauses: Sequence[Pause] = ()) -> tuple[tuple[Fix, ...], ...]:
    """The legs of a track: a pause or a longer silence is not walked straight across.

    Fixes must be in order of time; those within a pause belong to no leg.
    """
    legs: list[list[Fix]] = []
    previous: Fix | None = None
    for fix in fixes:
        if any(start <= fix.at < end for start, end in pauses):
            continue
        if previous is None or fix.at - previous.at > gap or _paused_between(previous.at, fix.at, pauses):
            legs.append([])
        legs[-1].append(fix)
        previous = fix
    return tuple(map(tuple, legs))


def _paused_between(earlier: datetime, later: datetime, pauses: Sequence[Pause]) -> bool:
    return any(earlier < end and start <= later for start, end in pauses)


def walked(fixes: Sequence[Fix]) -> float:
    """Metres walked on one leg, the phone's wandering about on the spot left out."""
    return sum(_steps(fixes))


def _steps(fixes: Sequence[Fix]) -> Iterator[float]:
    if not fixes:
        return
    anchor = fixes[0].place
    for _, place, accuracy in fixes:
        step = metres(anchor, place)
        if step >= max(_SMALLEST_STEP, min(accuracy or 0.0, _LARGEST_STEP)):
            yield step
            anchor = place


def share_covered(fixes: Sequence[Fix], line: Line, width: float) -> float:
    """The share (0..1) of a reach along which one leg leads, within `width` metres of its line."""
    return Corridor(line, width).share_walked([[fix.place for fix in fixes]])


def off_reach(fixes: Sequence[Fix], line: Line, width: float) -> tuple[Fix, ...]:
    """The fixes that lie more than `width` metres off the reach's line."""
    strip = Corridor(line, width)
    return tuple(fix for fix in fixes if strip.along(fix.place) is None)
