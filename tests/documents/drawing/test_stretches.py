from datetime import timedelta

import pytest

from documents.drawing.stretches import stretches
from rules.geodesy import Line, Place, length, metres
from rules.tracks import Fix, share_covered
from tests.documents.conftest import BEGAN

Legs = tuple[tuple[Fix, ...], ...]


def test_walked_and_unwalked_parts_make_up_the_reach(bends: Line, walk: Legs) -> None:
    walked, unwalked = stretches(bends, walk, 50)
    assert [len(walked), len(unwalked)] == [2, 2]
    assert sum(map(length, walked + unwalked)) == pytest.approx(length(bends), rel=1e-3)


def test_the_picture_shows_the_share_the_card_tells(bends: Line, walk: Legs) -> None:
    upper = walk[0]
    shown = sum(map(length, stretches(bends, (upper,), 50).walked)) / length(bends)
    assert shown == pytest.approx(share_covered(upper, bends, 50), abs=0.002)


def test_the_parts_lie_where_the_walk_was(bends: Line, walk: Legs) -> None:
    first = stretches(bends, walk, 50).walked[0]
    assert metres(first[0], walk[0][0].place) < 1
    assert metres(first[-1], walk[0][-1].place) < 1


def test_a_reach_not_walked_is_one_part(bends: Line) -> None:
    assert stretches(bends, (), 50).walked == ()
    (whole,) = stretches(bends, (), 50).unwalked
    assert length(whole) == pytest.approx(length(bends), rel=1e-6)


def test_a_reach_walked_whole_has_no_gap(bends: Line) -> None:
    fixes = tuple(Fix(BEGAN + timedelta(seconds=40 * i), place) for i, place in enumerate(bends))
    walked, unwalked = stretches(bends, (fixes,), 50)
    assert len(walked) == 1
    assert sum(map(length, unwalked)) < 1


def test_a_reach_that_is_a_point_has_no_parts() -> None:
    here = Place(29.6, 106.2)
    assert stretches((here, here), (), 50) == ((), ())
