from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.corridor import Corridor
from rules.geodesy import Line, Place, length, nearest
from tests.rules.test_geodesy import BISHAN, east_of, north_of

STRAIGHT = (BISHAN, east_of(BISHAN, 1000))
# A meander: out 500 m, over 80 m, back 500 m.
NECK = (BISHAN, east_of(BISHAN, 500), north_of(east_of(BISHAN, 500), 80), north_of(BISHAN, 80))
NEARBY = st.builds(
    lambda east, north: north_of(east_of(BISHAN, east), north), st.floats(-900, 900), st.floats(-900, 900)
)


def on(line_start: Place, *distances: float) -> list[Place]:
    return [east_of(line_start, distance) for distance in distances]


@given(st.lists(NEARBY, min_size=1, max_size=8), NEARBY, st.floats(5, 300))
@settings(max_examples=60)
def test_the_index_finds_what_the_plain_search_finds(points: list[Place], place: Place, width: float) -> None:
    off = nearest(place, tuple(points)).metres_off
    if abs(off - width) > 0.5:
        assert (Corridor(tuple(points), width).along(place) is not None) == (off < width)


def test_a_place_on_the_reach_knows_how_far_along_it_is() -> None:
    strip = Corridor(STRAIGHT, 50)
    assert strip.along(north_of(east_of(BISHAN, 640), 30)) == pytest.approx(640, abs=0.5)
    assert strip.along(north_of(east_of(BISHAN, 640), 60)) is None
    assert strip.length == pytest.approx(length(STRAIGHT), abs=0.1)


@pytest.mark.parametrize(
    ("walked", "share"),
    [
        ([], 0),
        ([0], 0),
        ([0, 0, 0], 0),
        ([0, 250, 500, 750, 1000], 1),
        ([1000, 600, 300, 0], 1),
        ([200, 500], 0.3),
        ([0, 300, 100, 400], 0.4),  # back and forth counts once
        ([-200, -100, 0, 100], 0.1),  # the approach from outside is off the reach
    ],
)
def test_the_share_walked_of_a_straight_reach(walked: list[float], share: float) -> None:
    assert Corridor(STRAIGHT, 50).share_walked([on(BISHAN, *walked)]) == pytest.approx(share, abs=0.001)


def test_legs_add_up_but_the_way_between_them_does_not() -> None:
    legs = [on(BISHAN, 0, 200), on(BISHAN, 700, 1000)]
    assert Corridor(STRAIGHT, 50).share_walked(legs) == pytest.approx(0.5, abs=0.001)


def test_crossing_the_neck_of_a_meander_is_no_walk_around_it() -> None:
    across = [north_of(east_of(BISHAN, 100), north) for north in (0, 20, 60, 80)]
    assert Corridor(NECK, 45).share_walked([across]) < 0.1
    around = [*on(BISHAN, 0, 250, 500), *(north_of(place, 80) for place in on(BISHAN, 500, 250, 0))]
    assert Corridor(NECK, 45).share_walked([around]) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("line", [(BISHAN,), (BISHAN, BISHAN)])
def test_a_reach_that_is_a_point_holds_places_but_cannot_be_walked(line: Line) -> None:
    strip = Corridor(line, 30)
    assert strip.along(east_of(BISHAN, 10)) == 0
    assert strip.share_walked([on(BISHAN, 0, 10)]) == 0


def test_three_thousand_fixes_on_a_long_reach_take_a_blink() -> None:
    line = tuple(north_of(east_of(BISHAN, 50 * n), 40 * (n % 3)) for n in range(400))
    track = on(BISHAN, *(6.0 * n for n in range(3000)))
    began = process_time()
    assert Corridor(line, 100).share_walked([track]) > 0.85
    assert process_time() - began < 0.5
