"""A thin, safe layer over XlsxWriter: sheets in, an .xlsx out; no cell is ever a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

import xlsxwriter

from documents import cells
from documents.cells import FONT, Cell, Kind

MOST_ROWS = 1_048_000  # Excel's own limit is 1,048,576
PICTURE_HEIGHT = 108  # pixels a row needs for a picture, with its edge
SHANGHAI = ZoneInfo("Asia/Shanghai")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": 10},
}


@dataclass(frozen=True)
class Column:
    """A column: title, width in half letters, kind; a comment on the title; a drop-down of words."""

    title: str
    width: float = 12
    kind: Kind = Kind.TEXT
    note: str = ""
    choices: tuple[str, ...] = ()
    weighty: bool = False  # its title stands out: it must be filled in


@dataclass(frozen=True)
class Sheet:
    """A sheet: its title on the tab, columns, rows of cells; an optional heading line above the header."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]] = ()
    heading: str = ""
    large_paper: bool = False  # prints on A3 instead of A4
    lines_for_hand: int = 0  # empty rows below with formats and drop-downs, for filling in
    frozen_columns: int = 0  # columns at the left that stay in sight
    filtered: bool = True
    footer: str = ""  # at the right of each printed page


class Book:
    """A workbook written row after row into `target` (a file or a stream), few rows in memory at a time.

    `folder` is where its parts wait meanwhile. `close` must be called, whatever happens.
    """

    def __init__(self, target: Path | IO[bytes], folder: Path | None = None, zone: tzinfo = SHANGHAI) -> None:
        told = _OPTIONS | {"constant_memory": True, "in_memory": False, "tmpdir": folder and str(folder)}
        self._book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, told)
        self._looks, self._taken, self._zone = cells.formats(self._book), set[str](), zone
        self._pages: list[Page] = []

    def open(self, sheet: Sheet) -> Page:
        """A new sheet with its rows so far; more may follow by `Page.add`."""
        made = self._book.add_worksheet(cells.tab(sheet.title, self._taken))
        page = Page(made, sheet, self._looks, self._zone)
        self._pages.append(page)
        page.add(sheet.rows)
        return page

    def close(self) -> None:
        """Finishes every sheet and writes the file."""
        for page in self._pages:
            page.finish()
        self._book.close()


def workbook(sheets: Sequence[Sheet], zone: tzinfo = SHANGHAI) -> bytes:
    """An .xlsx of the sheets in order: header frozen and filtered, dates as dates, text as text."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        looks, taken = cells.formats(book), set[str]()
        for sheet in sheets:
            page = Page(book.add_worksheet(cells.tab(sheet.title, taken)), sheet, looks, zone)
            page.add(sheet.rows)
            page.finish()
    return target.getvalue()


class Page:
    """A sheet on its way: the header stands, rows are added, `finish` does what needs to know how many."""

    def __init__(self, page: Any, sheet: Sheet, looks: dict[str, Any], zone: tzinfo) -> None:
        self._page, self._sheet, self._looks, self._zone = page, sheet, looks, zone
        self._top = self._last = 1 if sheet.heading else 0
        self._with_pictures = any(column.kind is Kind.PICTURE for column in sheet.columns)
        page.set_default_row(16.5)
        if sheet.heading:
            _heading(page, sheet, looks)
        _header(page, sheet, self._top, looks)

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """More rows, below those that are there."""
        for row in rows:
            self._last += 1
            if self._last > MOST_ROWS:
                raise ValueError(f"{self._sheet.title}: more than {MOST_ROWS} rows")
            for place, (column, value) in enumerate(zip(self._sheet.columns, row, strict=True)):
                cells.write(self._page, (self._last, place), value, column.kind, self._looks, self._zone)
            self._page.set_row_pixels(self._last, _height(self._sheet.columns, row))
            if not self._with_pictures:
                self._forget(self._last - 2)

    def _forget(self, row: int) -> None:
        """The height of a row that is written already: a hundred thousand of them would fill the memory."""
        if self._page.constant_memory and row > self._top:
            self._page.row_info.pop(row, None)
            self._page.row_sizes.pop(row, None)

    def finish(self) -> None:
        """Filters, drop-downs and what printing needs."""
        sheet, page = self._sheet, self._page
        if sheet.filtered:
            page.autofilter(self._top, 0, max(self._last, self._top + 1), len(sheet.columns) - 1)
        if sheet.lines_for_hand:
            _for_hand(page, sheet, self._last, self._looks)
        _for_print(page, sheet, self._top)


def _height(columns: Sequence[Column], row: Sequence[Cell]) -> int:
    """Pixels a row needs for its wrapped texts, within what a row may have."""
    wrapped = (
        cells.lines(str(value), column.width)
        for column, value in zip(columns, row, strict=True)
        if column.kind is Kind.LONG_TEXT and value
    )
    pictures = (PICTURE_HEIGHT for value in row if isinstance(value, bytes))
    return min(max(5 + 18 * max(wrapped, default=1), *pictures, 0), 540)


def _heading(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    room = sum(column.width for column in sheet.columns) / 1.6  # its letters are 16 points, those below 10
    page.set_row_pixels(0, 18 + 26 * cells.lines(cells.plain(sheet.heading), room))
    if len(sheet.columns) > 1:
        page.merge_range(0, 0, 0, len(sheet.columns) - 1, "", looks["heading"])
    page.write_string(0, 0, cells.plain(sheet.heading), looks["heading"])


def _header(page: Any, sheet: Sheet, top: int, looks: dict[str, Any]) -> None:
    page.set_row_pixels(top, 34)
    page.freeze_panes(top + 1, sheet.frozen_columns)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        title = cells.plain(column.title)
        page.write_string(top, place, title, looks["weighty" if column.weighty else "header"])
        if column.note:
            page.write_comment(top, place, cells.plain(column.note), _box(column.note))


def _box(note: str) -> dict[str, Any]:
    """A comment's box, high enough for its lines of about 20 Chinese letters."""
    lines = sum(1 + len(line) // 20 for line in note.splitlines())
    return {"width": 280, "height": 20 + 19 * lines, "font_name": FONT, "font_size": 9, "author": ""}


def _for_hand(page: Any, sheet: Sheet, last: int, looks: dict[str, Any]) -> None:
    """Formats whole columns (a code typed in stays text) and puts drop-downs where rows will be."""
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, looks[column.kind])
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices), "error_title": "请从下拉框选择"}
            rule["error_message"] = cells.cut("只能填：" + "、".join(column.choices), 250)
            page.data_validation(last + 1, place, last + sheet.lines_for_hand, place, rule)


def _for_print(page: Any, sheet: Sheet, top: int) -> None:
    page.set_landscape()
    page.set_paper(8 if sheet.large_paper else 9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, top)
    right = cells.cut(cells.plain(sheet.footer).replace("&", "&&"), 180)
    page.set_footer("&C第 &P 页，共 &N 页" + (f"&R&8{right}" if right else ""))
