from itertools import combinations
from math import hypot

import pytest

from documents.drawing.canvas import Rect
from documents.drawing.markers import RADIUS, spread

SHEET = Rect(0, 0, 1000, 1000)


@pytest.mark.parametrize(
    "points",
    [
        [(500.0, 500.0)] * 8,
        [(500.0, 500.0), (510.0, 500.0), (900.0, 100.0)],
        [(0.0, 0.0), (1.0, 0.0), (1000.0, 1000.0)],
    ],
    ids=["all on one spot", "two close", "at the corners"],
)
def test_no_marker_hides_another_and_none_leaves_the_map(points: list[tuple[float, float]]) -> None:
    middles = spread(points, SHEET)
    assert all(hypot(a[0] - b[0], a[1] - b[1]) >= 1.9 * RADIUS for a, b in combinations(middles, 2))
    assert all(SHEET.holds(middle, RADIUS) for middle in middles)


def test_markers_with_room_stay_where_they_belong() -> None:
    assert spread([(100.0, 100.0), (400.0, 100.0)], SHEET) == [(100.0, 100.0), (400.0, 100.0)]
