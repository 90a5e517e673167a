"""What a photo's bytes say by themselves: whether they are a picture, its fingerprint, where and when taken."""

from __future__ import annotations

import io
import math
import struct
import zlib
from datetime import datetime, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from rules.geodesy import Place

# Several pictures in one JPEG file (MPO, from some phones) open as JPEG does.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
LARGEST_FILE = 20 * 1024 * 1024  # bytes; the Bot API hands a bot no larger file
LARGEST_PICTURE = 60_000_000  # pixels; phones take up to 50 million, a decompression bomb hundreds
SMALLEST_SIDE = 8  # pixels
SHANGHAI = ZoneInfo("Asia/Shanghai")


class UnreadablePicture(ValueError):
    """These bytes are no picture, a broken one, or one too large to open safely."""


class Looks(NamedTuple):
    """What a picture's header says: format as Pillow names it, width and height in pixels."""

    format: str
    width: int
    height: int


def looks(content: bytes) -> Looks:
    """Format and size from the header alone; raises UnreadablePicture outside of the bounds above."""
    with _header(content) as picture:
        return Looks(picture.format or "", picture.width, picture.height)


def looks_like_image(content: bytes) -> bool:
    """Whether the bytes begin like a picture that may be opened safely."""
    try:
        looks(content)
    except UnreadablePicture:
        return False
    return True


def opened(content: bytes, longest_side: int) -> Image.Image:
    """The picture upright (EXIF orientation), in RGB, no side longer than `longest_side` pixels."""
    picture = _header(content)
    try:
        picture.draft("RGB", (longest_side, longest_side))  # JPEG only: decodes at a fraction of the size
        picture.thumbnail((longest_side, longest_side))
        upright = ImageOps.exif_transpose(picture)
        return _on_white(upright)
    except _BROKEN as broken:
        raise UnreadablePicture(str(broken)) from broken


def difference_hash(content: bytes) -> int:
    """64-bit difference hash, unsigned, of the upright picture: a few bits apart after recompression.

    Bit by bit, row by row: is a pixel of the 9 x 8 grey thumbnail brighter than its left neighbour.
    """
    grey = opened(content, 512).convert("L").resize((9, 8), Image.Resampling.BOX)
    pixels = grey.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            here = row * 9 + column
            bits = bits << 1 | (pixels[here + 1] > pixels[here])
    return bits


def exif_place(content: bytes) -> Place | None:
    """Where the camera says the photo was taken (WGS-84), or None if it doesn't say or says nonsense."""
    gps = _exif(content, ExifTags.IFD.GPSInfo)
    lat = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), "S")
    lon = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), "W")
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
        return None
    return None if lat == lon == 0 else Place(lat, lon)  # 0°, 0° is what a camera without a fix writes


def exif_taken_at(content: bytes, clock: tzinfo = SHANGHAI) -> datetime | None:
    """When the camera says the photo was taken, aware; `clock` is its time zone where the file names none."""
    exif = _exif(content, ExifTags.IFD.Exif)
    try:
        taken = datetime.strptime(str(exif.get(ExifTags.Base.DateTimeOriginal)), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
        return taken.replace(tzinfo=_offset(exif.get(ExifTags.Base.OffsetTimeOriginal)) or clock)
    except ValueError:
        return None


# What Pillow raises on broken files: truncated or wrong data, an impossible size, a bomb by its own measure.
_BROKEN = (
    OSError,
    ValueError,
    TypeError,
    SyntaxError,
    ArithmeticError,
    LookupError,
    EOFError,
    MemoryError,
    AttributeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def _header(content: bytes) -> Image.Image:
    if len(content) > LARGEST_FILE:
        raise UnreadablePicture(f"{len(content)} bytes")
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except (UnidentifiedImageError, *_BROKEN) as broken:
        raise UnreadablePicture(str(broken)) from broken
    if picture.width * picture.height > LARGEST_PICTURE or min(picture.size) < SMALLEST_SIDE:
        raise UnreadablePicture(f"{picture.width} x {picture.height} pixels")
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("RGB")


def _exif(content: bytes, directory: int) -> dict[int, Any]:
    try:
        with _header(content) as picture:
            return dict(picture.getexif().get_ifd(directory))
    except (*_BROKEN, UnreadablePicture):
        return {}


def _degrees(parts: Any, reference: Any, negative: str) -> float | None:
    """Degrees, minutes and seconds as EXIF has them, to signed degrees; None for anything else."""
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ArithmeticError):
        return None
    whole = degrees + minutes / 60 + seconds / 3600
    sign = -1 if str(reference).strip("\0 ").upper() == negative else 1
    return sign * whole if math.isfinite(whole) else None


def _offset(words: Any) -> tzinfo | None:
    try:
        return datetime.strptime(str(words).strip("\0 "), "%z").tzinfo
    except ValueError:
        return None
