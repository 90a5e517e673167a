"""The strip along a reach within which one is on the reach."""

from collections.abc import Iterable
from itertools import pairwise
from math import ceil, cos, floor, hypot, radians

from rules.geodesy import METRES_PER_DEGREE, Line, foot
from rules.places import Place

# However long the line and narrow the strip, the index stays small.
_MOST_STEPS = 20_000


class Corridor:
    """All places within `width` metres of a line of at least one point.

    The line lies on a plane (exact near the reach), indexed by grid cells, so that each of a track's
    thousands of fixes looks at a handful of the line's stretches only.
    """

    __slots__ = ("_cell", "_grid", "_lat", "_lon", "_scale", "_starts", "_stretches", "_width", "length")

    def __init__(self, line: Line, width: float) -> None:
        self._width = width
        self._lat = (min(place.lat for place in line) + max(place.lat for place in line)) / 2
        self._lon = line[0].lon
        self._scale = METRES_PER_DEGREE * cos(radians(self._lat))
        flat = [self._flat(place) for place in line]
        self._stretches = [(*a, *b) for a, b in pairwise(flat)] or [(*flat[0], *flat[0])]
        self._starts: list[float] = []
        self.length = 0.0
        for ax, ay, bx, by in self._stretches:
            self._starts.append(self.length)
            self.length += hypot(bx - ax, by - ay)
        self._grid: dict[tuple[int, int], list[int]] = {}
        self._index()

    def along(self, place: Place) -> float | None:
        """Metres along the line to the foot of a place, None if it is off the reach."""
        x, y = self._flat(place)
        best, along = self._width, None
        for number in self._near(x, y):
            ax, ay, bx, by = self._stretches[number]
            off, share = foot(x, y, ax, ay, bx, by)
            if off <= best:
                best, along = off, self._starts[number] + share * hypot(bx - ax, by - ay)
        return along

    def share_walked(self, legs: Iterable[Iterable[Place]]) -> float:
        """The share (0..1) of the line along which the legs lead."""
        if self.length == 0:
            return 0.0
        covered = sum(end - start for start, end in self.stretches_walked(legs))
        return min(1.0, covered / self.length)

    def stretches_walked(self, legs: Iterable[Iterable[Place]]) -> tuple[tuple[float, float], ...]:
        """From and to, in metres along the line, of each stretch along which the legs lead, in order."""
        merged: list[tuple[float, float]] = []
        for start, end in sorted(stretch for leg in legs for stretch in self._walked(leg)):
            if merged and start <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(merged[-1][1], end)
            else:
                merged.append((start, end))
        return tuple(merged)

    def _walked(self, leg: Iterable[Place]) -> Iterable[tuple[float, float]]:
        for a, b in pairwise((self.along(place), *self._flat(place)) for place in leg):
            (start, ax, ay), (end, bx, by) = a, b
            if start is None or end is None:
                continue
            # A bend within the strip is walked past at a step; crossing the neck of a meander is no walk around it.
            if abs(end - start) <= 2 * (hypot(bx - ax, by - ay) + self._width):
                yield min(start, end), max(start, end)

    def _near(self, x: float, y: float) -> set[int]:
        column, row, grid = floor(x / self._cell), floor(y / self._cell), self._grid
        near: set[int] = set()
        for i in (column - 1, column, column + 1):
            for j in (row - 1, row, row + 1):
                near.update(grid.get((i, j), ()))
        return near

    def _index(self) -> None:
        step = max(self._width, self.length / _MOST_STEPS, 1.0)
        # A place in the strip has a step's middle within width + step / 2, hence in a neighbouring cell.
        self._cell = self._width + step / 2
        for number, (ax, ay, bx, by) in enumerate(self._stretches):
            steps = max(1, ceil(hypot(bx - ax, by - ay) / step))
            for n in range(steps):
                share = (n + 0.5) / steps
                cell = (
                    floor((ax + share * (bx - ax)) / self._cell),
                    floor((ay + share * (by - ay)) / self._cell),
                )
                self._grid.setdefault(cell, []).append(number)

    def _flat(self, place: Place) -> tuple[float, float]:
        return (place.lon - self._lon) * self._scale, (place.lat - self._lat) * METRES_PER_DEGREE
