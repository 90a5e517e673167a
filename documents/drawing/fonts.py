"""Chinese letters for pictures: Noto Sans SC and Noto Serif SC from the OFL package `pylopdf-fonts-zh-cn`."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import ImageFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

# The package comes with the bot, so a picture looks the same at an office and in a test.
SANS = str(sans_path())
SERIF = str(serif_path())
_NO_SUCH_LETTER = "\U0010fffd"
_STAND_IN = "□"


@lru_cache(maxsize=32)
def sans(pixels: int) -> ImageFont.FreeTypeFont:
    """Noto Sans SC for Pillow at a height in pixels."""
    return ImageFont.truetype(SANS, pixels, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=64)
def sans_for_matplotlib(points: float) -> FontProperties:
    """Noto Sans SC for matplotlib, by its file: no font need be installed on the machine."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=SANS, size=points)


def legible(text: str) -> str:
    """The text on one line, with a hollow square for each letter the font has no glyph for."""
    return " ".join("".join(_letter(sign) for sign in text).split())


def shortened(text: str, pixels: int, width: float) -> str:
    """The legible text, cut with 「…」 where it would be wider than `width` pixels."""
    text, font = legible(text), sans(pixels)
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[: _kept(len(text), font.getlength(text + "…"), width)]
    return text.rstrip() + "…"


def wrapped(text: str, pixels: int, width: float, most: int) -> tuple[str, ...]:
    """The legible text in at most `most` lines of `width` pixels; Chinese breaks anywhere."""
    rest, font, lines = legible(text), sans(pixels), list[str]()
    while rest and len(lines) < most - 1 and font.getlength(rest) > width:
        fits = next(n for n in range(len(rest), 0, -1) if n == 1 or font.getlength(rest[:n]) <= width)
        lines.append(rest[:fits].rstrip())
        rest = rest[fits:].lstrip()
    return (*lines, shortened(rest, pixels, width)) if rest else tuple(lines)


def _kept(letters: int, length: float, width: float) -> int:
    """How many letters are worth trying next: by proportion, so a very long text is cut in a few steps."""
    return max(0, min(letters - 1, int(letters * width / length) + 1))


@lru_cache(maxsize=4096)
def _letter(sign: str) -> str:
    if sign.isspace():
        return " "
    kind = unicodedata.category(sign)
    if kind in {"Cc", "Cf", "Cs", "Mn", "Me"}:
        return ""
    if _drawn(sign) != _drawn(_NO_SUCH_LETTER):
        return sign
    return "" if kind.startswith("S") else _STAND_IN  # an emoji may go, a letter of a name may not go unnoticed


def _drawn(sign: str) -> tuple[tuple[int, int], bytes]:
    mask = sans(20).getmask(sign)
    return mask.size, bytes(mask)
