import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image

from documents.drawing import colours
from documents.patrols.map import Finding, NamedLine, PatrolPicture, patrol_map
from rules.evidence import Grade
from rules.geodesy import Line, Place
from rules.tracks import Fix
from tests.documents.conftest import BEGAN
from tests.documents.pixels import amount

Legs = tuple[tuple[Fix, ...], ...]
RUBBISH = Finding("河岸堆放建筑垃圾 · 一般", Place(29.5925, 106.2015))


@pytest.fixture
def patrol(bends: Line, walk: Legs) -> PatrolPicture:
    return PatrolPicture(
        water="璧南河青杠段",
        chief="张大山 · 村级河长",
        began_at=BEGAN,
        ended_at=BEGAN + timedelta(minutes=41),
        minutes=41.5,
        metres=1480,
        share=0.55,
        grade=Grade.A,
        reach=(bends,),
        legs=walk,
        counts=True,
    )


def drawn(patrol: PatrolPicture) -> Image.Image:
    content = patrol_map(patrol)
    assert len(content) < 300_000
    picture = Image.open(io.BytesIO(content))
    assert (picture.format, picture.size) == ("PNG", (1080, 1350))
    return picture.convert("RGB")


def test_the_walked_part_and_the_gap_have_their_own_colours(patrol: PatrolPicture) -> None:
    picture = drawn(patrol)
    assert amount(picture, colours.WALKED) > 1500
    assert amount(picture, colours.UNWALKED) > 1500
    assert amount(picture, colours.WATER) > 3000


def test_a_reach_walked_whole_shows_no_gap(patrol: PatrolPicture, bends: Line) -> None:
    whole = tuple(Fix(BEGAN + timedelta(seconds=40 * i), place) for i, place in enumerate(bends))
    picture = drawn(replace(patrol, legs=(whole,)))
    assert amount(picture, colours.WALKED) > 3000
    assert amount(picture, colours.UNWALKED) < 20


def test_without_a_track_nothing_is_called_unwalked(patrol: PatrolPicture, walk: Legs) -> None:
    for legs in ((), ((walk[0][0],),)):
        picture = drawn(replace(patrol, legs=legs, grade=Grade.B))
        assert amount(picture, colours.UNWALKED) < 20
        assert amount(picture, colours.WATER) > 5000


def test_findings_are_marked_on_the_map_and_in_the_list(patrol: PatrolPicture) -> None:
    none, one = drawn(patrol), drawn(replace(patrol, findings=(RUBBISH,)))
    assert amount(none, colours.FINDING) < 20
    assert amount(one, colours.FINDING) > 1800
    without_place = drawn(replace(patrol, findings=(Finding("公示牌破损 · 当场处理"),)))
    assert 500 < amount(without_place, colours.FINDING) < 1300


def test_an_outlier_in_the_next_county_does_not_shrink_the_map(patrol: PatrolPicture) -> None:
    lost = (Fix(BEGAN, Place(30.9, 107.4)),)
    assert amount(drawn(replace(patrol, dropped=lost)), colours.WALKED) > 1500


def test_a_short_walk_on_a_long_reach_is_shown_close(patrol: PatrolPicture) -> None:
    long = tuple(Place(29.75 - i * 0.0004, 106.2) for i in range(700))
    on_it = tuple(Fix(BEGAN + timedelta(seconds=30 * i), place) for i, place in enumerate(long[300:325]))
    assert amount(drawn(replace(patrol, reach=(long,), legs=(on_it,))), colours.WALKED) > 1500


@pytest.mark.parametrize("counts", [True, False, None])
def test_whether_it_counts_is_said_only_once_it_is_known(patrol: PatrolPicture, counts: bool | None) -> None:
    picture = drawn(replace(patrol, counts=counts))
    assert (amount(picture, colours.GOOD) > 300) == (counts is True)
    assert (amount(picture, colours.NOT_YET) > 300) == (counts is False)


def test_a_patrol_without_any_place_is_still_a_picture(patrol: PatrolPicture) -> None:
    bare = replace(patrol, reach=(), legs=(), share=None, grade=Grade.D, counts=None, minutes=0, metres=0)
    assert amount(drawn(bare), colours.LAND) > 500_000


def test_strange_names_and_numbers_stay_inside_the_sheet(patrol: PatrolPicture, bends: Line) -> None:
    odd = replace(
        patrol,
        water="$x_1$ 梁滩河<b>" * 40,
        chief="\x00😀\U00030000" * 50,
        ended_at=BEGAN + timedelta(days=40),
        minutes=57_600,
        metres=123_456_789,
        findings=tuple(replace(RUBBISH, words=f"{n}\n" * 900) for n in range(30)),
        neighbours=(NamedLine("支流" * 60, bends), NamedLine("", (Place(29.6, 106.2),))),
        reach=(bends, (Place(29.6, 106.2),), (*bends[:9], bends[0])),
    )
    assert amount(drawn(odd), colours.FINDING) > 5000


def test_pictures_drawn_by_several_threads_are_whole(patrol: PatrolPicture) -> None:
    drawn_anew = patrol_map.__wrapped__  # not what was kept of the first
    alone = drawn_anew(patrol)
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(drawn_anew, [patrol] * 8)) == {alone}


def test_the_bot_starts_without_matplotlib() -> None:
    asked = "import sys, documents.patrols.map, documents.nearby_map; print('matplotlib' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603
    assert answer.stdout.strip() == "False"
