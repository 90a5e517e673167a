"""Photos in a Word file: made smaller, in pairs side by side, each with its words; what can't be opened says so."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from documents import pictures
from documents.official.text import clean

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

MOST_PHOTOS = 40
_LONGEST_SIDE = 1280  # pixels; 74 mm at 440 dots an inch
_WIDEST, _HIGHEST = 72.0, 62.0  # millimetres


@dataclass(frozen=True)
class Photo:
    """A photo of evidence: its bytes, number of the issue, what it shows (整改前), when and where, its sha256."""

    picture: bytes
    number: str = ""
    shows: str = ""
    taken_at: datetime | None = None
    place: str = ""
    sha256: str = ""


def grid(photos: Sequence[Photo], template: DocxTemplate, zone: tzinfo) -> list[list[dict[str, Any]]]:
    """The first photos in rows of two, as the template's loops read them; the last row is filled with nothing."""
    cells: list[dict[str, Any]] = [
        {"picture": fitted(photo.picture, template, _WIDEST, _HIGHEST), "words": _words(photo, zone)}
        for photo in photos[:MOST_PHOTOS]
    ]
    if len(cells) % 2:
        cells.append({"picture": "", "words": ""})
    return [cells[place : place + 2] for place in range(0, len(cells), 2)]


def fitted(content: bytes, template: DocxTemplate, widest: float, highest: float) -> Any:
    """The picture for a template, whole within so many millimetres, without what its file says of the camera."""
    from docx.shared import Mm
    from docxtpl import InlineImage

    try:
        photo = pictures.opened(content, _LONGEST_SIDE)
    except pictures.UnreadablePicture:
        return "（照片打不开）"
    target = io.BytesIO()
    photo.save(target, "JPEG", quality=82, optimize=True)
    target.seek(0)
    scale = min(widest / photo.width, highest / photo.height)
    return InlineImage(template, target, width=Mm(photo.width * scale), height=Mm(photo.height * scale))


def _words(photo: Photo, zone: tzinfo) -> str:
    taken = photo.taken_at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if photo.taken_at else ""
    print_ = f"校验码 {photo.sha256[:12]}" if photo.sha256 else ""
    parts = (photo.number, photo.shows, taken, clean(photo.place, 80), print_)
    return "　".join(filter(None, (clean(part) for part in parts)))
