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
    """One size of a photo."""

    width: int
    height: int


@lru_cache(maxsize=128)
def sizes(data: bytes) -> tuple[Size, ...]:
    """The sizes that Telegram keeps of a picture, smallest first; raises `Refused` for what is no picture."""
    try:
        width, height = _upright(data).size
    except (UnidentifiedImageError, OSError) as fault:
        raise bad_request("IMAGE_PROCESS_FAILED") from fault
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    longest = max(width, height)
    sides = [side for side in SIDES if side < longest] + ([longest] if longest <= SIDES[-1] else [])
    return tuple(Size(*(max(1, round(each * side / longest)) for each in (width, height))) for side in sides)


@lru_cache(maxsize=128)
def shrunk(data: bytes, size: Size) -> bytes:
    """One size as JPEG. It is made when somebody looks at it: most are never looked at, and it takes its time."""
    picture = _upright(data).convert("RGB")
    if picture.size != size:
        picture = picture.resize(size, reducing_gap=2.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


def _upright(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as opened:
        opened.load()
        return ImageOps.exif_transpose(opened)
