"""A walk along a line, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import ceil, cos, hypot, radians

from bot.sandbox.live import Point

_METRES_A_DEGREE = 111_195.0


def metres(start: Point, end: Point) -> float:
    """The distance of two places, good to a thousandth over a few kilometres."""
    east = (end[1] - start[1]) * cos(radians((start[0] + end[0]) / 2))
    return hypot(end[0] - start[0], east) * _METRES_A_DEGREE


def steps(line: Sequence[Point], stride: float) -> Iterator[Point]:
    """The places of a walk along the line, its first and last included, `stride` metres apart."""
    reached = list(accumulate((metres(start, end) for start, end in pairwise(line)), initial=0.0))
    yield line[0]
    leg = 0
    for number in range(1, ceil(reached[-1] / stride - 1e-6)):
        while reached[leg + 1] < number * stride:
            leg += 1
        share = (number * stride - reached[leg]) / (reached[leg + 1] - reached[leg])
        (south, west), (north, east) = line[leg], line[leg + 1]
        yield south + (north - south) * share, west + (east - west) * share
    if reached[-1] > 0:
        yield line[-1]
