"""Photos and tracks the tests of the papers share."""

import io
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PIL import Image, ImageDraw

from rules.geodesy import Line, Place
from rules.tracks import Fix

BEGAN = datetime(2026, 11, 21, 1, 12, tzinfo=UTC)  # 09:12 in Shanghai
Photo = Callable[..., bytes]


@pytest.fixture
def photo() -> Photo:
    """A drawn river bank: of any size, format and EXIF."""

    def take(width: int = 800, height: int = 600, form: str = "JPEG", exif: Any = None, **options: Any) -> bytes:
        bank = Image.new("RGB", (width, height), "skyblue")
        draw = ImageDraw.Draw(bank)
        draw.polygon([(0, height), (width // 2, height // 2), (width, height)], fill="olive")
        draw.ellipse((width * 0.1, height * 0.1, width * 0.3, height * 0.4), fill="gold")
        target = io.BytesIO()
        bank.save(target, form, **({"exif": exif} if exif is not None else {}), **options)
        return target.getvalue()

    return take


@pytest.fixture
def bends() -> Line:
    """璧南河青杠段: about 2.7 km from north to south in bends."""
    return tuple(Place(29.60 - i * 0.0004, 106.20 + 0.0016 * math.sin(i / 9)) for i in range(60))


@pytest.fixture
def walk(bends: Line) -> tuple[tuple[Fix, ...], ...]:
    """张大山's walk along the upper part of the bends, with a rest in the middle."""
    upper = [Fix(BEGAN + timedelta(seconds=40 * i), place, 10.0) for i, place in enumerate(bends[:18])]
    later = [Fix(BEGAN + timedelta(seconds=40 * i + 900), p, 10.0) for i, p in enumerate(bends[24:40])]
    return tuple(upper), tuple(later)
