import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.drawing.canvas import Rect
from documents.drawing.view import diagonal, round_length, view_of
from rules.geodesy import Place, metres

RECT = Rect(0, 100, 1000, 900)


@pytest.mark.parametrize("lat", [0.0, 29.6, 53.5, -33.5])
def test_a_metre_is_as_long_to_the_east_as_to_the_north(lat: float) -> None:
    view = view_of([Place(lat, 106.0), Place(lat + 0.01, 106.02)], RECT, 50)
    middle, (x, y) = view.middle, view.at(view.middle)
    east, north = Place(middle.lat, middle.lon + 0.004), Place(middle.lat + 0.004, middle.lon)
    assert (view.at(east)[0] - x) * view.metres_per_pixel == pytest.approx(metres(middle, east), rel=1e-3)
    assert (y - view.at(north)[1]) * view.metres_per_pixel == pytest.approx(metres(middle, north), rel=1e-3)


def test_a_single_place_lies_in_the_middle_with_its_surroundings() -> None:
    view = view_of([Place(29.6, 106.2)], RECT, 50)
    assert view.at(Place(29.6, 106.2)) == (500, 500)
    assert 100 < view.metres_per_pixel * 800 < 300


@given(st.lists(st.builds(Place, st.floats(29, 30), st.floats(106, 107)), min_size=1, max_size=8))
def test_every_place_is_in_sight_clear_of_the_edge(places: list[Place]) -> None:
    view = view_of(places, RECT, 50)
    assert all(view.shows(place, 49) for place in places)


@pytest.mark.parametrize(("most", "length"), [(0.7, 0.5), (1, 1), (3, 2), (49, 20), (50, 50), (999, 500), (1000, 1000)])
def test_a_scale_bar_has_a_round_length(most: float, length: float) -> None:
    assert round_length(most) == pytest.approx(length)


@given(st.floats(1e-3, 1e7))
def test_a_scale_bar_is_never_too_long_nor_much_too_short(most: float) -> None:
    assert most / 2.5 * 0.999 <= round_length(most) <= most * 1.001


def test_the_diagonal_of_a_walk() -> None:
    assert diagonal(()) == 0
    north_east = Place(29.6 + 300 / 111_195, 106.2 + 400 / (111_195 * math.cos(math.radians(29.6))))
    assert diagonal((Place(29.6, 106.2), north_east)) == pytest.approx(500, rel=0.01)
