"""The walked and the unwalked parts of a reach, as the share on the card counts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rules.corridor import Corridor
from rules.geodesy import Line, Place, metres
from rules.tracks import Fix


class Stretches(NamedTuple):
    """Parts of a reach's line."""

    walked: tuple[Line, ...]
    unwalked: tuple[Line, ...]


def stretches(line: Line, legs: Iterable[Sequence[Fix]], width: float) -> Stretches:
    """Cuts a reach's line into what the legs walked along, within `width` metres of it, and the rest."""
    strip = Corridor(line, width)
    if strip.length == 0:
        return Stretches((), ())
    walked = strip.stretches_walked([fix.place for fix in leg] for leg in legs)
    ends = [0.0, *(end for stretch in walked for end in stretch), strip.length]
    unwalked = [(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True) if end > start]
    cut = [tuple(_part(line, a / strip.length, b / strip.length) for a, b in parts) for parts in (walked, unwalked)]
    return Stretches(*cut)


def _part(line: Line, start: float, end: float) -> Line:
    """The part of a line between two shares (0..1) of its length."""
    reached = [0.0, *accumulate(metres(a, b) for a, b in pairwise(line))]
    low, high = start * reached[-1], end * reached[-1]
    between = (place for place, along in zip(line, reached, strict=True) if low < along < high)
    return (_place_at(line, reached, low), *between, _place_at(line, reached, high))


def _place_at(line: Line, reached: Sequence[float], along: float) -> Place:
    for (a, b), (low, high) in zip(pairwise(line), pairwise(reached), strict=True):
        if low <= along <= high and high > low:
            share = (along - low) / (high - low)
            return Place(a.lat + share * (b.lat - a.lat), a.lon + share * (b.lon - a.lon))
    return line[-1]
