"""What may stand in a cell of a workbook: text stays text, dates are dates, numbers keep every digit."""

from __future__ import annotations

import io
import math
import re
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Any
from unicodedata import east_asian_width

Cell = str | int | float | date | datetime | bytes | None

FONT = "微软雅黑"  # on every office machine; elsewhere Excel and WPS take their own Chinese font
LONGEST_TEXT = 32_767  # letters a cell can hold; XlsxWriter would drop a longer text silently
_DIGITS_KEPT = 10**15  # Excel rounds longer whole numbers
_EARLIEST = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
_UNKEEPABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_UNNAMEABLE = re.compile("[\\[\\]:*?/\\\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")


class Kind(StrEnum):
    """How a column's cells look; the type of each value decides how it is stored."""

    TEXT = "text"
    LONG_TEXT = "long_text"  # wrapped
    CENTRED = "centred"  # short text
    NUMBER = "number"
    SHARE = "share"  # 0..1 shown as per cent
    DATE = "date"
    MOMENT = "moment"  # date and time of day in the workbook's time zone
    PICTURE = "picture"  # a small JPEG (documents/thumbnails.py)


def plain(text: str) -> str:
    """The text as a cell can keep it: no control signs or half letters, cut at Excel's limit with 「…」."""
    text = _UNKEEPABLE.sub("", text)
    return text if length(text) <= LONGEST_TEXT else cut(text, LONGEST_TEXT - 1) + "…"


def tab(title: str, taken: set[str]) -> str:
    """A name Excel accepts for a tab: no forbidden signs, at most 31 letters, none of those `taken`; adds it."""
    base = cut(_UNNAMEABLE.sub(" ", title), 25).strip(" '") or "表"
    turns = (base if turn == 1 else f"{base}({turn})" for turn in range(1, 10_000))
    name = next(name for name in turns if name.casefold() not in taken)
    taken.add(name.casefold())
    return name


def length(text: str) -> int:
    """Length as Excel counts it: a rare character beyond the basic plane is two."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The beginning of the text, `most` long as Excel counts, never half a letter."""
    return text.encode("utf-16-le", errors="surrogatepass")[: most * 2].decode("utf-16-le", errors="ignore")


def lines(text: str, width: float) -> int:
    """How many lines the text takes in a column `width` half letters wide; Excel won't fit the row itself."""
    return sum(max(1, math.ceil(_half_letters(line) / (width - 1))) for line in text.splitlines())


def _half_letters(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def formats(book: Any) -> dict[str, Any]:
    """The formats by kind. `quote_prefix` keeps a text a text even when somebody edits the cell later."""
    cell = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter"}
    text = cell | {"num_format": 49, "quote_prefix": True}  # 49: Excel's own number for text
    centred = cell | {"align": "center"}
    head = text | {"bold": True, "font_color": "white", "align": "center", "text_wrap": True}
    wanted = {
        Kind.TEXT: text,
        Kind.LONG_TEXT: text | {"text_wrap": True},
        Kind.CENTRED: text | {"align": "center"},
        Kind.NUMBER: cell | {"num_format": "#,##0"},
        "decimal": cell | {"num_format": "#,##0.00"},
        Kind.SHARE: cell | {"num_format": "0.0%"},
        Kind.DATE: centred | {"num_format": "yyyy-mm-dd"},
        Kind.MOMENT: centred | {"num_format": "yyyy-mm-dd hh:mm"},
        Kind.PICTURE: text | {"align": "center", "text_wrap": True},
        "header": head | {"bg_color": "#5B7F95"},
        "weighty": head | {"bg_color": "#0F4C75"},
        "heading": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter", "text_wrap": True},
    }
    return {name: book.add_format(look) for name, look in wanted.items()}


def write(page: Any, where: tuple[int, int], value: Cell, kind: Kind, looks: dict[str, Any], zone: tzinfo) -> None:
    """Writes one value; what doesn't suit its kind is kept as text rather than lost."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        page.write_blank(*where, None, looks[kind])
    elif isinstance(value, bytes):
        page.write_blank(*where, None, looks[kind])
        page.insert_image(*where, "photo.jpg", {"image_data": io.BytesIO(value), **_IN_ITS_CELL})
    elif isinstance(value, date) and value.year >= _EARLIEST.year and _day(value) >= _EARLIEST:
        moment = isinstance(value, datetime) and kind is not Kind.DATE
        page.write_datetime(*where, _local(value, zone), looks[Kind.MOMENT if moment else Kind.DATE])
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _DIGITS_KEPT:
        number = Kind.NUMBER if isinstance(value, int) else "decimal"
        page.write_number(*where, value, looks[Kind.SHARE if kind is Kind.SHARE else number])
    else:
        page.write_string(*where, plain(str(value)), looks[kind if kind in _TEXTS else Kind.TEXT])


_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.CENTRED, Kind.PICTURE})
PICTURE_SCALE = 0.66  # shown smaller than it is: sharp on screens with more pixels, and in print
_IN_ITS_CELL = {"object_position": 1, "x_offset": 4, "y_offset": 4, "x_scale": PICTURE_SCALE, "y_scale": PICTURE_SCALE}


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _local(value: date, zone: tzinfo) -> date:
    """Excel knows no time zones: an aware moment is written as the clock on the wall showed it."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        return value
    return value.astimezone(zone).replace(tzinfo=None)
