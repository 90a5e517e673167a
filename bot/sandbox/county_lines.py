"""Invented courses of water: a smooth random walk between bends that are given, cut into stretches by length."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import cos, hypot, pi, radians, sin
from random import Random

from rules.geodesy import Line, Place, metres

_STEP_M = 70.0
_METRES_PER_DEGREE = 111_195.0


def meander(dice: Random, bends: Sequence[Place], sway_m: float) -> Line:
    """A course through `bends` that sways up to about `sway_m` to either side, a point every 70 metres or so."""
    straight = _evenly(bends)
    waves = [(dice.uniform(0.6, 3.2), dice.uniform(0, 2 * pi), dice.uniform(0.3, 1)) for _ in range(5)]
    weight = sum(height for _, _, height in waves)
    drift, aside = 0.0, list[float]()
    for number in range(len(straight)):
        along_km = number * _STEP_M / 1000
        wave = sum(height * sin(2 * pi * along_km / length + phase) for length, phase, height in waves) / weight
        drift = 0.96 * drift + dice.gauss(0, 0.035)
        aside.append(sway_m * (wave + drift))
    return tuple(
        _rounded(_beside(a, b, off * _tapered(number, len(straight))))
        for number, ((a, b), off) in enumerate(zip(pairwise(straight), aside, strict=False))
    )


def cut(line: Line, parts: int) -> list[Line]:
    """A line in pieces of about the same length; the end of one is the start of the next."""
    run = [0.0, *accumulate(metres(a, b) for a, b in pairwise(line))]
    marks = [0]
    for part in range(1, parts):
        goal = run[-1] * part / parts
        nearest = min(range(len(run)), key=lambda place: abs(run[place] - goal))
        marks.append(max(marks[-1] + 1, nearest))
    return [line[start : end + 1] for start, end in pairwise([*marks, len(line) - 1])]


def shore(dice: Random, centre: Place, radius_m: float) -> Line:
    """The closed, uneven bank of a reservoir."""
    arms = [radius_m * dice.uniform(0.6, 1.4) for _ in range(14)]
    ring = [moved(centre, arm * cos(2 * pi * n / 14), arm * sin(2 * pi * n / 14)) for n, arm in enumerate(arms)]
    return (*map(_rounded, ring), _rounded(ring[0]))


def moved(place: Place, north_m: float, east_m: float) -> Place:
    """A place some metres away."""
    scale = _METRES_PER_DEGREE * cos(radians(place.lat))
    return Place(place.lat + north_m / _METRES_PER_DEGREE, place.lon + east_m / scale)


def written(line: Line) -> str:
    """A line as a cell of the roster workbook: "lon,lat;lon,lat;…"."""
    return ";".join(f"{place.lon:.6f},{place.lat:.6f}" for place in line)


def _evenly(bends: Sequence[Place]) -> list[Place]:
    places: list[Place] = []
    for a, b in pairwise(bends):
        steps = max(1, round(metres(a, b) / _STEP_M))
        places += [_between(a, b, step / steps) for step in range(steps)]
    return _smooth([*places, bends[-1], bends[-1]])


def _smooth(places: list[Place], width: int = 9) -> list[Place]:
    """Rounds the corners by a moving mean, the ends held."""
    half = width // 2
    rounded = list(places)
    for number in range(half, len(places) - half):
        window = places[number - half : number + half + 1]
        rounded[number] = Place(sum(p.lat for p in window) / width, sum(p.lon for p in window) / width)
    return rounded


def _between(a: Place, b: Place, share: float) -> Place:
    return Place(a.lat + (b.lat - a.lat) * share, a.lon + (b.lon - a.lon) * share)


def _beside(a: Place, b: Place, metres_left: float) -> Place:
    north, east = b.lat - a.lat, (b.lon - a.lon) * cos(radians(a.lat))
    size = hypot(north, east) or 1.0
    return moved(a, metres_left * east / size, -metres_left * north / size)


def _tapered(number: int, count: int) -> float:
    """No sway at the very ends, so that waters meet where they should."""
    return min(1.0, number / 12, (count - 1 - number) / 12)


def _rounded(place: Place) -> Place:
    return Place(round(place.lat, 6), round(place.lon, 6))
