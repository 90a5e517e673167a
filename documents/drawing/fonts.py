"""Chinese letters for pictures: Noto Sans SC and Noto Serif SC from the OFL package `pylopdf-fonts-zh-cn`."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import accumulate, takewhile

from PIL import ImageFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

# The package comes with the bot, so a picture looks the same at an office and in a test.
SANS = str(sans_path())
SERIF = str(serif_path())
_NO_SUCH_LETTER = "\U0010fffd"
_STAND_IN = "□"


@lru_cache(maxsize=32)
def sans(pixels: int) -> ImageFont.FreeTypeFont:
    """Noto Sans SC for Pillow at a height in pixels."""
    return ImageFont.truetype(SANS, pixels, layout_engine=ImageFont.Layout.BASIC)


def length(text: str, pixels: int) -> float:
    """How many pixels the text takes: the letters' own widths, since these fonts draw none closer together."""
    return sum(_advance(letter, pixels) for letter in text)


def legible(text: str) -> str:
    """The text on one line, with a hollow square for each letter the font has no glyph for."""
    return " ".join("".join(_letter(sign) for sign in text).split())


def shortened(text: str, pixels: int, width: float) -> str:
    """The legible text, cut with 「…」 where it would be wider than `width` pixels."""
    text = legible(text)
    if length(text, pixels) <= width:
        return text
    while text and (long := length(text + "…", pixels)) > width:
        text = text[: _kept(len(text), long, width)]
    return text.rstrip() + "…"


def wrapped(text: str, pixels: int, width: float, most: int) -> tuple[str, ...]:
    """The legible text in at most `most` lines of `width` pixels; Chinese breaks anywhere."""
    rest, lines = legible(text), list[str]()
    while rest and len(lines) < most - 1 and length(rest, pixels) > width:
        ends = accumulate(_advance(letter, pixels) for letter in rest)
        fits = max(1, sum(1 for _ in takewhile(lambda end: end <= width, ends)))
        lines.append(rest[:fits].rstrip())
        rest = rest[fits:].lstrip()
    return (*lines, shortened(rest, pixels, width)) if rest else tuple(lines)


def _kept(letters: int, long: float, width: float) -> int:
    """How many letters are worth trying next: by proportion, so a very long text is cut in a few steps."""
    return max(0, min(letters - 1, int(letters * width / long) + 1))


@lru_cache(maxsize=16_384)
def _advance(letter: str, pixels: int) -> float:
    return sans(pixels).getlength(letter)


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
