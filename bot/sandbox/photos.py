"""What Telegram makes of a photo: a few sizes, recompressed, turned upright, without EXIF."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.sandbox.refusals import bad_request

# The longest side of Telegram's sizes "s", "m", "x" and "y".
SIDES = (90, 320, 800, 1280)


class Size(NamedTuple):
    """One size of a photo, JPEG."""

    width: int
    height: int
    data: bytes


@lru_cache(maxsize=128)
def sizes(data: bytes) -> tuple[Size, ...]:
    """The sizes that Telegram keeps of a picture, smallest first; raises `Refused` for what is no picture."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError) as fault:
        raise bad_request("IMAGE_PROCESS_FAILED") from fault
    width, height = picture.size
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    longest = max(width, height)
    sides = [side for side in SIDES if side < longest] + ([longest] if longest <= SIDES[-1] else [])
    return tuple(_shrunk(picture, side) for side in sides)


def _shrunk(picture: Image.Image, side: int) -> Size:
    copy = picture.copy()
    copy.thumbnail((side, side))
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=82)
    return Size(copy.width, copy.height, out.getvalue())
