from math import cos, radians

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.geodesy import METRES_PER_DEGREE, Nearest, Place, box, length, metres, nearest

BISHAN = Place(29.592, 106.227)
IN_CHINA = st.builds(Place, st.floats(19, 50), st.floats(80, 130))


def east_of(place: Place, distance: float) -> Place:
    return Place(place.lat, place.lon + distance / (METRES_PER_DEGREE * cos(radians(place.lat))))


def north_of(place: Place, distance: float) -> Place:
    return Place(place.lat + distance / METRES_PER_DEGREE, place.lon)


@pytest.mark.parametrize(
    ("a", "b", "distance", "within"),
    [
        (BISHAN, BISHAN, 0, 0),
        (BISHAN, north_of(BISHAN, 1000), 1000, 0.01),
        (BISHAN, east_of(BISHAN, 1000), 1000, 0.01),
        (Place(39.9042, 116.4074), Place(31.2304, 121.4737), 1_067_000, 3000),  # Beijing to Shanghai
        (Place(0, 179.9), Place(0, -179.9), 22_239, 1),
        (Place(0, 0), Place(0, 180), 20_015_115, 5),
    ],
)
def test_distances(a: Place, b: Place, distance: float, within: float) -> None:
    assert metres(a, b) == pytest.approx(distance, abs=within)


@given(IN_CHINA, IN_CHINA, IN_CHINA)
@settings(max_examples=30)
def test_a_detour_is_never_shorter(a: Place, b: Place, c: Place) -> None:
    assert metres(a, b) == pytest.approx(metres(b, a))
    assert metres(a, c) <= metres(a, b) + metres(b, c) + 1e-6


def test_the_length_of_a_line() -> None:
    corner = east_of(BISHAN, 300)
    assert length((BISHAN, corner, north_of(corner, 400))) == pytest.approx(700, abs=0.1)
    assert length((BISHAN,)) == length(()) == 0


def test_the_foot_of_a_place_on_a_line() -> None:
    corner = east_of(BISHAN, 300)
    line = (BISHAN, corner, north_of(corner, 400))
    beside_the_first = north_of(east_of(BISHAN, 100), 20)
    beside_the_second = north_of(east_of(BISHAN, 330), 250)
    assert nearest(beside_the_first, line) == pytest.approx(Nearest(20, 100), abs=0.1)
    assert nearest(beside_the_second, line) == pytest.approx(Nearest(30, 550), abs=0.1)
    assert nearest(east_of(BISHAN, -40), line) == pytest.approx(Nearest(40, 0), abs=0.1)
    assert nearest(north_of(corner, 500), line) == pytest.approx(Nearest(100, 700), abs=0.1)


def test_a_line_of_one_point_and_a_point_told_twice_have_a_foot() -> None:
    assert nearest(east_of(BISHAN, 50), (BISHAN,)) == pytest.approx(Nearest(50, 0), abs=0.01)
    assert nearest(east_of(BISHAN, 50), (BISHAN, BISHAN)) == pytest.approx(Nearest(50, 0), abs=0.01)


@given(st.lists(IN_CHINA, min_size=1, max_size=6), st.floats(0, 5000))
@settings(max_examples=30)
def test_a_box_holds_the_line_and_its_margin(points: list[Place], margin: float) -> None:
    around = box(tuple(points), margin)
    assert all(around.holds(place) for place in points)
    assert all(around.holds(north_of(place, margin * 0.99)) for place in points)
    assert all(around.holds(east_of(place, -margin * 0.99)) for place in points)
