"""The photos before and after a rectification side by side on one picture, JPEG."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache

from PIL import Image, ImageDraw

from documents import pictures
from documents.drawing.fonts import sans, shortened
from documents.pictures import SHANGHAI, UnreadablePicture

MOST_PAIRS = 4  # more than that is too small to read on a phone
WIDTH = 1280  # pixels
_GAP, _HEAD, _FOOT, _LABEL = 16, 132, 52, 46
_CELL = (WIDTH - 3 * _GAP) // 2
_LOWEST, _HIGHEST = _CELL * 9 // 16, _CELL * 4 // 3  # a row is as high as its photos need, within this
_INK, _GREY, _GROUND, _EMPTY = "#1b2a41", "#5c6b7a", "#ffffff", "#e9edf0"
_BEFORE, _AFTER = "#b3541e", "#1e7d4f"


@dataclass(frozen=True)
class Shot:
    """One photo: its bytes, when (aware) and where it was taken as far as known."""

    picture: bytes
    taken_at: datetime | None = None
    place: str = ""


@dataclass(frozen=True)
class Pair:
    """The same spot before and after; a missing side is None."""

    before: Shot | None
    after: Shot | None


@dataclass(frozen=True)
class BeforeAfter:
    """An issue's photos: the number people quote, the water, what was wrong, the pairs in order."""

    number: str
    water: str
    issue: str
    pairs: tuple[Pair, ...]


@lru_cache(maxsize=8)  # the same one is often asked for again: by the office, by the reporter
def before_after(matter: BeforeAfter, zone: tzinfo = SHANGHAI) -> bytes:
    """A JPEG 1280 pixels wide; a photo missing or not safe to open leaves an empty field that says so."""
    rows = [_row(pair, zone) for pair in matter.pairs[:MOST_PAIRS]] or [_row(Pair(None, None), zone)]
    left_out = len(matter.pairs) - len(rows)
    height = _HEAD + sum(row.height + _GAP for row in rows) + (_FOOT if left_out > 0 else 0)
    sheet = Image.new("RGB", (WIDTH, height), _GROUND)
    _heading(ImageDraw.Draw(sheet), matter)
    top = _HEAD
    for row in rows:
        sheet.paste(row, (0, top))
        top += row.height + _GAP
    if left_out > 0:
        ImageDraw.Draw(sheet).text((_GAP, top), f"另有{left_out}组照片未列出", _GREY, sans(28))
    return _jpeg(sheet)


def _heading(draw: ImageDraw.ImageDraw, matter: BeforeAfter) -> None:
    title = shortened(f"{matter.water}　整改前后对比", 44, WIDTH - 2 * _GAP)
    draw.text((_GAP, 14), title, _INK, sans(44), stroke_width=0.6)
    draw.text((_GAP, 78), shortened(f"编号 {matter.number}　{matter.issue}", 30, WIDTH - 2 * _GAP), _GREY, sans(30))


def _row(pair: Pair, zone: tzinfo) -> Image.Image:
    photos = [_photo(pair.before), _photo(pair.after)]
    needed = max((photo.height * _CELL // photo.width for photo in photos if photo), default=_LOWEST)
    height = max(_LOWEST, min(_HIGHEST, needed))
    row = Image.new("RGB", (WIDTH, height + 2 * _LABEL), _GROUND)
    sides = ((pair.before, "整改前", _BEFORE), (pair.after, "整改后", _AFTER))
    for place, ((shot, words, colour), photo) in enumerate(zip(sides, photos, strict=True)):
        left = _GAP + place * (_CELL + _GAP)
        _field(row, (left, 0, left + _CELL, height), photo, _absence(shot, words))
        _label(ImageDraw.Draw(row), (left, height), shot, words, colour, zone)
    return row


def _photo(shot: Shot | None) -> Image.Image | None:
    if shot is None:
        return None
    try:
        return pictures.opened(shot.picture, _HIGHEST)
    except UnreadablePicture:
        return None


def _absence(shot: Shot | None, words: str) -> str:
    return "照片打不开" if shot else f"暂无{words}照片"


def _field(row: Image.Image, box: tuple[int, int, int, int], photo: Image.Image | None, absence: str) -> None:
    """The whole photo fitted into its field, nothing cut off: it is evidence."""
    left, top, right, bottom = box
    draw = ImageDraw.Draw(row)
    draw.rectangle((left, top, right - 1, bottom - 1), fill=_EMPTY)
    if photo is None:
        middle = ((left + right) // 2, (top + bottom) // 2)
        draw.text(middle, absence, _GREY, sans(34), anchor="mm")
        return
    scale = min((right - left) / photo.width, (bottom - top) / photo.height)
    size = (max(1, round(photo.width * scale)), max(1, round(photo.height * scale)))
    corner = ((left + right - size[0]) // 2, (top + bottom - size[1]) // 2)
    row.paste(photo.resize(size, Image.Resampling.LANCZOS), corner)


def _label(
    draw: ImageDraw.ImageDraw,
    corner: tuple[int, int],
    shot: Shot | None,
    words: str,
    colour: str,
    zone: tzinfo,
) -> None:
    left, top = corner
    draw.rectangle((left, top, left + _CELL - 1, top + _LABEL), fill=colour)
    draw.text((left + 12, top + _LABEL // 2), words, "white", sans(30), anchor="lm", stroke_width=0.5)
    taken = shot.taken_at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if shot and shot.taken_at else ""
    draw.text((left + _CELL - 12, top + _LABEL // 2), taken, "white", sans(28), anchor="rm")
    place = shortened(shot.place if shot else "", 26, _CELL - 12)
    draw.text((left + 4, top + _LABEL + _LABEL // 2), place, _INK, sans(26), anchor="lm")


def _jpeg(sheet: Image.Image) -> bytes:
    target = io.BytesIO()
    sheet.save(target, "JPEG", quality=86, optimize=True)
    return target.getvalue()
