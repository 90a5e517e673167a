import io
from datetime import UTC, datetime

from PIL import Image

from documents.before_after import MOST_PAIRS, BeforeAfter, Pair, Shot, before_after
from tests.documents.conftest import Photo
from tests.documents.pixels import amount
from tests.documents.test_pictures import png_that_claims

TAKEN = datetime(2026, 11, 10, 1, 5, tzinfo=UTC)


def drawn(*pairs: Pair) -> Image.Image:
    content = before_after(BeforeAfter("2026-0412", "璧南河青杠段", "河岸堆放建筑垃圾", pairs))
    assert len(content) < 1_500_000
    picture = Image.open(io.BytesIO(content))
    assert picture.format == "JPEG"
    assert picture.width == 1280
    return picture.convert("RGB")


def share_of(picture: Image.Image, half: str, like: str) -> float:
    """How much of a half of the picture has about this colour."""
    width = picture.width // 2
    part = picture.crop((0, 0, width, picture.height) if half == "left" else (width, 0, 2 * width, picture.height))
    return amount(part, like, 20) / (part.width * part.height)


SKY, EMPTY = "#87ceeb", "#e9edf0"


def test_both_photos_stand_side_by_side(photo: Photo) -> None:
    picture = drawn(Pair(Shot(photo(), TAKEN, "左岸码头下游约50米"), Shot(photo(1600, 1200), None)))
    assert share_of(picture, "left", SKY) > 0.3
    assert share_of(picture, "right", SKY) > 0.3


def test_a_missing_side_is_an_empty_field(photo: Photo) -> None:
    picture = drawn(Pair(Shot(photo(), TAKEN), None))
    assert share_of(picture, "left", SKY) > 0.3
    assert share_of(picture, "right", EMPTY) > 0.5


def test_a_bomb_and_broken_bytes_are_left_out_without_losing_the_others(photo: Photo) -> None:
    picture = drawn(Pair(Shot(png_that_claims(30_000, 30_000)), Shot(photo())), Pair(Shot(b"broken"), None))
    assert share_of(picture, "left", EMPTY) > 0.5
    assert share_of(picture, "right", SKY) > 0.1


def test_a_photo_is_never_cropped_and_a_row_is_never_endless(photo: Photo) -> None:
    tall, wide = drawn(Pair(Shot(photo(100, 3000)), None)), drawn(Pair(Shot(photo(3000, 100)), None))
    assert tall.height < 1200
    assert wide.height > 500


def test_more_pairs_than_a_phone_can_show_are_counted_instead(photo: Photo) -> None:
    pair = Pair(Shot(photo(400, 300)), Shot(photo(400, 300)))
    full, over = drawn(*[pair] * MOST_PAIRS), drawn(*[pair] * 30)
    assert full.height < over.height < full.height + 100


def test_an_issue_without_photos_still_gets_its_sheet() -> None:
    assert share_of(drawn(), "left", EMPTY) > 0.4
