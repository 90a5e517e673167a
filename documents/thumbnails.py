"""Photos small enough for a cell of a workbook. JPEG."""

from __future__ import annotations

import io

from documents import pictures
from documents.pictures import UnreadablePicture

WIDTH, HEIGHT = 200, 150  # pixels, at most
_QUALITY = 62  # some five kilobytes: three thousand of them still make a file that can be sent


def thumbnail(content: bytes) -> bytes | None:
    """The whole photo upright, at most 200 x 150 pixels; None if these bytes are no picture that can be opened."""
    try:
        photo = pictures.opened(content, 2 * WIDTH)
    except UnreadablePicture:
        return None
    photo.thumbnail((WIDTH, HEIGHT))
    target = io.BytesIO()
    photo.save(target, "JPEG", quality=_QUALITY, optimize=True)
    return target.getvalue()
