"""Two photos that are alike, side by side, for the office to judge. JPEG."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PIL import Image, ImageDraw

from documents import pictures
from documents.drawing.fonts import sans, shortened
from documents.pictures import SHANGHAI, UnreadablePicture

WIDTH = 1280  # pixels
_GAP, _LABEL = 16, 92
_CELL = (WIDTH - 3 * _GAP) // 2
_HEIGHT = _CELL * 4 // 3
_INK, _GREY, _GROUND, _EMPTY = "#1b2a41", "#5c6b7a", "#ffffff", "#e9edf0"


@dataclass(frozen=True)
class Twin:
    """One photo: its bytes, when it was sent (aware), and for what or by whom."""

    picture: bytes
    sent_at: datetime
    origin: str


def twins(first: Twin, second: Twin, zone: tzinfo = SHANGHAI) -> bytes:
    """A JPEG 1280 pixels wide, the earlier photo on the left, whole and not cut; moments below."""
    photos = [_photo(one) for one in (first, second)]
    height = max((photo.height for photo in photos if photo), default=_CELL * 9 // 16)
    sheet = Image.new("RGB", (WIDTH, height + _LABEL + 2 * _GAP), _GROUND)
    draw = ImageDraw.Draw(sheet)
    for place, (one, photo, words) in enumerate(zip((first, second), photos, ("先前", "这次"), strict=True)):
        left = _GAP + place * (_CELL + _GAP)
        draw.rectangle((left, _GAP, left + _CELL, _GAP + height), fill=_EMPTY)
        if photo:
            sheet.paste(photo, (left + (_CELL - photo.width) // 2, _GAP + (height - photo.height) // 2))
        else:
            draw.text((left + _CELL // 2, _GAP + height // 2), "照片打不开", _GREY, sans(34), anchor="mm")
        told = f"{words}　{one.sent_at.astimezone(zone):%Y-%m-%d %H:%M}"
        draw.text((left, height + _GAP + 8), told, _INK, sans(30))
        draw.text((left, height + _GAP + 48), shortened(one.origin, 28, _CELL), _GREY, sans(28))
    target = io.BytesIO()
    sheet.save(target, "JPEG", quality=86, optimize=True)
    return target.getvalue()


def _photo(one: Twin) -> Image.Image | None:
    try:
        photo = pictures.opened(one.picture, 2 * _CELL)
    except UnreadablePicture:
        return None
    scale = min(_CELL / photo.width, _HEIGHT / photo.height)
    return photo.resize((max(1, round(photo.width * scale)), max(1, round(photo.height * scale))))
