"""Photos for tests, drawn."""

from __future__ import annotations

import io
import zlib

from PIL import Image, ImageDraw

from bot.sandbox.live import Point


def picture(subject: str, *, place: Point | None = None, size: tuple[int, int] = (320, 240)) -> bytes:
    """A JPEG that looks different for each subject, with GPS in its EXIF where a place is given.

    Small: a phone's size is looked at for five milliseconds each time, and that adds up.
    """
    seed = zlib.crc32(subject.encode())
    image = Image.new("RGB", size, (seed & 127, seed >> 8 & 127, seed >> 16 & 255))
    drawing = ImageDraw.Draw(image)
    for number in range(12):
        dice = zlib.crc32(f"{subject}{number}".encode())
        left, top = dice % size[0], (dice >> 10) % size[1]
        colour = (dice & 255, dice >> 8 & 255, dice >> 16 & 255)
        drawing.rectangle((left, top, left + 40 + (dice >> 20) % 200, top + 40 + (dice >> 24) % 150), fill=colour)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=_exif(place) if place else Image.Exif())
    return out.getvalue()


def _exif(place: Point) -> Image.Exif:
    exif = Image.Exif()
    gps = exif.get_ifd(0x8825)
    for number, degrees, sides in ((1, place[0], "NS"), (3, place[1], "EW")):
        whole, rest = divmod(abs(degrees), 1)
        minutes, rest = divmod(rest * 60, 1)
        gps[number] = sides[degrees < 0]
        gps[number + 1] = (whole, minutes, rest * 60)
    return exif
