from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.geodesy import Place, metres
from rules.tracks import Fix, TrackRules, clean, cut, measure, off_reach, share_covered, walked
from tests.rules.test_geodesy import BISHAN, east_of, north_of

NINE = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
RULES = TrackRules(top_speed=12, reach_width=50, worst_accuracy=100, gap=timedelta(minutes=10))
REACH = (BISHAN, east_of(BISHAN, 1000))


def at(seconds: float, east: float, north: float = 0, accuracy: float | None = None) -> Fix:
    return Fix(NINE + timedelta(seconds=seconds), north_of(east_of(BISHAN, east), north), accuracy)


def walk(metres_long: int, every: int = 30) -> list[Fix]:
    return [at(n / 1.2, n) for n in range(0, metres_long + 1, every)]


def test_a_clean_walk_is_kept_whole() -> None:
    assert clean(walk(600), 12, 100) == (tuple(walk(600)), ())


def test_fixes_too_fast_too_vague_or_told_twice_are_dropped() -> None:
    jump, vague = at(61, 5000), at(62, 60, accuracy=500)
    fixes = [*walk(600), jump, vague, *walk(60)]
    kept, dropped = clean(fixes, 12, 100)
    assert kept == tuple(walk(600))
    assert dropped == (jump, vague)


def test_a_wrong_first_fix_does_not_condemn_the_rest() -> None:
    wrong = at(-5, 9000)
    assert clean([wrong, *walk(1200)], 12, 100) == (tuple(walk(1200)), (wrong,))


def test_fixes_may_arrive_in_any_order() -> None:
    assert clean(reversed(walk(300)), 12, 100).kept == tuple(walk(300))


def test_nothing_recorded_is_nothing_walked() -> None:
    assert clean([], 12, 100) == ((), ())
    assert cut([], timedelta(minutes=10)) == ()
    assert walked([]) == walked([at(0, 0)]) == 0
    assert measure([], REACH, RULES).share is None


@given(st.lists(st.tuples(st.integers(0, 3600), st.integers(-3000, 3000)), max_size=40))
@settings(max_examples=30)
def test_what_is_kept_never_outruns_the_top_speed_and_nothing_disappears(told: list[tuple[int, int]]) -> None:
    fixes = [at(seconds, east) for seconds, east in told]
    kept, dropped = clean(fixes, 12, 100)
    assert {*kept, *dropped} == set(fixes)
    for earlier, later in pairwise(kept):
        assert metres(earlier.place, later.place) <= 12 * max(1, (later.at - earlier.at).total_seconds())


def test_a_silence_or_a_pause_begins_a_new_leg() -> None:
    first, second = [at(0, 0), at(60, 60)], [at(900, 2000), at(960, 2060)]
    assert [len(leg) for leg in cut([*first, *second], timedelta(minutes=10))] == [2, 2]
    assert [len(leg) for leg in cut([*first, *second], timedelta(minutes=20))] == [4]
    tea = (NINE + timedelta(seconds=100), NINE + timedelta(seconds=800))
    at_the_teahouse = at(400, 300)
    legs = cut([*first, at_the_teahouse, *second], timedelta(minutes=20), [tea])
    assert legs == (tuple(first), tuple(second))


def test_wandering_about_on_the_spot_is_not_walked() -> None:
    waiting = [at(5 * n, (-1) ** n * 4) for n in range(360)]
    assert walked(waiting) == 0
    vague = [at(5 * n, (-1) ** n * 12, accuracy=30) for n in range(360)]
    assert walked(vague) == 0


@pytest.mark.parametrize("every", [2, 7, 30, 120])
def test_a_walk_is_as_long_as_it_is_however_often_it_is_told(every: int) -> None:
    assert walked(walk(840, every)) == pytest.approx(840, abs=10)


def test_the_share_covered_and_the_fixes_off_the_reach() -> None:
    assert share_covered(walk(600), REACH, 50) == pytest.approx(0.6, abs=0.001)
    astray = at(700, 600, north=80)
    assert off_reach([*walk(600), astray], REACH, 50) == (astray,)


def test_a_whole_track_is_measured_at_once() -> None:
    fixes = [*walk(600), at(250, 8000), at(560, 600, north=80), at(700, 600, north=100)]
    found = measure(fixes, REACH, RULES)
    assert found.dropped == (at(250, 8000),)
    assert len(found.off) == 2
    assert found.metres == pytest.approx(700, abs=1)
    assert found.share == pytest.approx(0.6, abs=0.001)
    assert found.off_share == pytest.approx(2 / 23)
    assert found.fixes_count == 23


def test_a_reach_without_a_line_has_metres_but_no_share() -> None:
    found = measure(walk(600), None, RULES)
    assert (found.share, found.off_share, found.off) == (None, None, ())
    assert found.metres == pytest.approx(600, abs=1)


def test_a_place_far_away_is_walked_but_off_the_reach() -> None:
    elsewhere = [Fix(fix.at, Place(fix.place.lat + 1, fix.place.lon)) for fix in walk(300)]
    found = measure(elsewhere, REACH, RULES)
    assert (found.share, found.off_share) == (0, 1)
