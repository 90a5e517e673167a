"""Steps along a line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.walks import metres, steps

LINE = [(29.59, 106.22), (29.60, 106.22), (29.60, 106.23)]


def test_a_hundredth_of_a_degree_north_is_1112_metres() -> None:
    assert metres(LINE[0], LINE[1]) == pytest.approx(1111.95)


@given(st.floats(5, 5000))
def test_a_walk_begins_and_ends_with_the_line(stride: float) -> None:
    places = list(steps(LINE, stride))
    assert (places[0], places[-1]) == (LINE[0], LINE[-1])
    assert all(metres(start, end) <= stride * 1.001 for start, end in pairwise(places))


def test_who_stays_takes_one_step() -> None:
    assert list(steps([LINE[0]], 10)) == [LINE[0]]
    assert list(steps([LINE[0], LINE[0]], 10)) == [LINE[0]]
