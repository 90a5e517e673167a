"""A sheet of the responsibility tree as SVG: a banner of the general chiefs, columns of branches below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from documents.drawing.fonts import length, shortened
from documents.tree.columns import Column, tops
from documents.tree.rows import INDENT, NAME, SMALL, TAG, WIDTH, Kind, Row, left_of

MARGIN, GUTTER = 40, 48  # pixels
_AGAIN = "（续）"
FONTS = "'Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
_INK, _GREY, _RAIL, _VACANT = "#1b2a41", "#5c6b7a", "#9fb3c0", "#c0392b"
_LEVELS = ("#0f4c75", "#1f7a8c", "#3f8f5f", "#9a6a1f", "#7a5195", "#5c6b7a")


@dataclass(frozen=True)
class Banner:
    """What stands on top: the title, the general chiefs, how many of each post, which page this is."""

    title: str
    chiefs: str
    counts: str
    page: str = ""

    @property
    def height(self) -> float:
        """Pixels with the space below; what isn't said takes none."""
        return 84.0 + 50 * bool(self.chiefs) + 42 * bool(self.counts) + 24


def sheet(banner: Banner, columns: Sequence[Column], height: float) -> str:
    """The SVG; `height` is that of the columns' part."""
    width = sheet_width(len(columns))
    whole = MARGIN + banner.height + height + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{whole:g}" '
        f'viewBox="0 0 {width:g} {whole:g}" font-family="{FONTS}"><rect width="100%" height="100%" fill="#fff"/>',
        *_banner(banner, width),
    ]
    for place, column in enumerate(columns):
        left, top = MARGIN + place * (WIDTH + GUTTER), MARGIN + banner.height
        parts.append(f'<g transform="translate({left:g} {top:g})">')
        parts += (part for row, at in zip(column, tops(column), strict=True) for part in _row(row, at))
        parts.append("</g>")
    return "".join([*parts, "</svg>"])


def sheet_width(columns: int) -> float:
    """Pixels a sheet of so many columns is wide."""
    return 2.0 * MARGIN + max(1, columns) * WIDTH + (max(1, columns) - 1) * GUTTER


def _banner(banner: Banner, width: float) -> Iterator[str]:
    yield _box(MARGIN, MARGIN, width - 2 * MARGIN, banner.height - 24, _LEVELS[0], 14)
    lines = ((banner.title, 44, 52.0), (banner.chiefs, 34, 50.0), (banner.counts, 26, 42.0))
    at = MARGIN + 18.0
    for words, size, step in lines:
        if words:
            fitting = shortened(words, size, width - 2 * MARGIN - 40)
            yield _text(width / 2, at + step / 2, fitting, size, "#fff", "middle")
            at += step
    yield _text(width - MARGIN - 18, MARGIN + 30, banner.page, 24, "#d6e4ee", "end")


def _row(row: Row, top: float) -> Iterator[str]:
    if row.kind is Kind.HEAD:
        yield from _head(row, top)
        return
    yield from _rails(row, top)
    colour = _LEVELS[min(row.depth, len(_LEVELS) - 1)]
    left = left_of(row.depth)
    middle = top + (27 if row.kind is Kind.CHIPS else 29)
    if row.post:
        tag = length(row.post, TAG) + 24
        yield _box(left, middle - 18, tag, 36, colour, 8)
        yield _text(left + tag / 2, middle, row.post, TAG, "#fff", "middle")
        left += tag + 12
    yield from _chips(row, middle) if row.kind is Kind.CHIPS else _person(row, left + 10, middle)


def _head(row: Row, top: float) -> Iterator[str]:
    yield _box(0, top, WIDTH, row.height, _LEVELS[1], 12)
    at = top + 9
    for place, line in enumerate(row.charge):
        more = _AGAIN if row.again and place == len(row.charge) - 1 else ""
        yield _text(18, at + 22, line + more, 34, "#fff")
        at += 44
    if row.people:
        words = shortened("　".join(filter(None, (row.post, row.people))), 28, WIDTH - 36)
        yield _text(18, at + 20, words, 28, "#fff" if not row.vacant else "#ffd9d3")


def _person(row: Row, left: float, middle: float) -> Iterator[str]:
    yield _text(left, middle, row.people, NAME, _VACANT if row.vacant else _INK)
    after = left + length(row.people, NAME) + 14
    beside = row.charge[0] if row.beside and row.charge else ""
    if row.again:
        room = WIDTH - after - length(_AGAIN, SMALL)
        beside = shortened(beside, SMALL, room) + _AGAIN
    yield _text(after, middle, beside, SMALL, _GREY)
    if not row.beside:
        for place, line in enumerate(row.charge):
            yield _text(left_of(row.depth) + 10, middle + 44 + 36 * place, line, SMALL, _GREY)


def _chips(row: Row, middle: float) -> Iterator[str]:
    for chip in row.chips:
        left = left_of(row.depth) + chip.left
        yield _box(left, middle - 21, chip.width, 42, "#fdecea" if chip.vacant else "#eef3f6", 8)
        yield _text(left + 12, middle, chip.words, SMALL, _VACANT if chip.vacant else _INK)


def _rails(row: Row, top: float) -> Iterator[str]:
    """The lines from the superiors: those that go on run through, the row's own turns towards it."""
    foot, turn = top + row.height, top + 29
    for level, goes_on in enumerate(row.rails, start=1):
        if goes_on:
            yield _line(_rail(level), top, _rail(level), foot)
    own = _rail(row.depth)
    yield _line(own, top, own, turn if row.last else foot)
    yield _line(own, turn, left_of(row.depth), turn)


def _rail(depth: int) -> float:
    return left_of(depth) - INDENT / 2


def _box(left: float, top: float, width: float, height: float, colour: str, rounding: float) -> str:
    size = f'x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}"'
    return f'<rect {size} rx="{rounding:g}" fill="{colour}"/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="{_RAIL}" stroke-width="3" stroke-linecap="round"/>'


def _text(x: float, middle: float, words: str, size: int, colour: str, anchor: str = "start") -> str:
    """Words whose middle is at this height: Chinese letters stand about 0.36 of their size above it."""
    if not words:
        return ""
    where = f'x="{x:g}" y="{middle + size * 0.36:g}" font-size="{size}" fill="{colour}"'
    return f'<text {where} text-anchor="{anchor}" xml:space="preserve">{escape(words)}</text>'
