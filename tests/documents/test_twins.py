"""Two photos that are alike, on one picture."""

import io
from datetime import UTC, datetime

from PIL import Image

from documents.twins import WIDTH, Twin, twins
from tests.people import picture

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def test_both_photos_stand_on_one_picture_a_phone_can_show() -> None:
    drawn = Image.open(io.BytesIO(twins(Twin(picture("一"), MONDAY, "2026-0001"), Twin(picture("一"), MONDAY, ""))))
    assert drawn.width == WIDTH
    left, right = drawn.crop((16, 16, 632, 400)), drawn.crop((648, 16, 1264, 400))
    assert left.tobytes() != b"\xff" * len(left.tobytes())
    greys = zip(*(side.resize((8, 8)).convert("L").tobytes() for side in (left, right)), strict=True)
    assert max(abs(one - other) for one, other in greys) <= 4  # the same picture, but for its compression


def test_a_file_that_cannot_be_opened_leaves_a_field_that_says_so() -> None:
    drawn = Image.open(io.BytesIO(twins(Twin(b"no picture", MONDAY, ""), Twin(b"", MONDAY, "张卫民"))))
    assert drawn.width == WIDTH
    assert drawn.height > 300
