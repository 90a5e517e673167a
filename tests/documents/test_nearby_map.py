import io

from PIL import Image

from documents.drawing import colours
from documents.nearby_map import MOST, NearbyIssue, NearbyPicture, nearby_map
from rules.geodesy import Line, Place
from tests.documents.pixels import amount

HERE = Place(29.5925, 106.2018)
RUBBISH = NearbyIssue("2026-0412 河岸堆放建筑垃圾 · 整改中", Place(29.5927, 106.2016), 28)


def drawn(nearby: NearbyPicture) -> Image.Image:
    content = nearby_map(nearby)
    assert len(content) < 300_000
    return Image.open(io.BytesIO(content)).convert("RGB")


def test_the_reporter_and_the_issues_around_are_marked(bends: Line) -> None:
    picture = drawn(NearbyPicture(HERE, (RUBBISH,), (bends,)))
    assert amount(picture, colours.HERE) > 900
    assert amount(picture, colours.FINDING) > 2000
    assert amount(picture, colours.WATER) > 3000


def test_issues_on_the_very_same_spot_stay_apart() -> None:
    one, three = drawn(NearbyPicture(HERE, (RUBBISH,))), drawn(NearbyPicture(HERE, (RUBBISH,) * 3))
    assert amount(three, colours.FINDING) > 2.5 * amount(one, colours.FINDING)


def test_only_the_nearest_are_listed() -> None:
    assert drawn(NearbyPicture(HERE, (RUBBISH,) * 40)).size == drawn(NearbyPicture(HERE, (RUBBISH,) * MOST)).size


def test_a_place_with_nothing_around_is_said_to_have_nothing() -> None:
    assert amount(drawn(NearbyPicture(HERE, ())), colours.FINDING) < 20
