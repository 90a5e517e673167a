"""Reads a roster workbook (.xlsx) into plain rows. Nothing is judged here but what hinders reading."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from storage.roster.book import Fault, Findings, RosterBook, Row
from storage.roster.sheets import SHEETS, RosterSheet

# A city's roster unpacks to some 30 MB; a small file that unpacks to far more is a trap, not a roster.
MOST_BYTES = 300_000_000
# What openpyxl raises over a file that is no workbook, or a broken one (XML errors are SyntaxErrors).
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError, SyntaxError)
_UNREADABLE = "打不开这个文件。请用Excel或WPS另存为.xlsx格式（不加密码）后再导入。"
_TOO_LARGE = "文件解压后过大，不像名册。请检查后再导入。"


def read(data: bytes, sheets: Sequence[RosterSheet] = SHEETS) -> RosterBook:
    """The rows of an .xlsx; a file that is none, a missing sheet or a strange heading is among its `faults`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                return _refused(_TOO_LARGE)
        return _book(data, sheets)
    except _BROKEN:
        return _refused(_UNREADABLE)


def _refused(reason: str) -> RosterBook:
    return RosterBook({}, (Fault("", 0, "", reason),))


def _book(data: bytes, wanted: Sequence[RosterSheet]) -> RosterBook:
    from openpyxl import load_workbook  # here, because a program that starts has no use for it: slow to import

    findings, sheets = Findings(), dict[str, Sequence[Row]]()
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        found = {name.strip(): name for name in book.sheetnames}
        for sheet in wanted:
            if sheet.name not in found:
                findings.say(sheet, 0, "", "缺少这张表。请用空白名册模板，保留全部表（可以没有内容）。")
                continue
            page = book[found[sheet.name]]
            page.reset_dimensions()  # some programs write a wrong one, and openpyxl would stop at it
            sheets[sheet.name] = _rows(sheet, page.iter_rows(values_only=True), findings)
    finally:
        book.close()
    return RosterBook(sheets, findings.in_order(wanted))


def _rows(sheet: RosterSheet, lines: Iterator[tuple[Any, ...]], findings: Findings) -> list[Row]:
    headings = [_text(value) for value in next(lines, ())]
    _check_headings(sheet, headings, findings)
    rows, unheaded = [], set[int]()
    for number, line in enumerate(lines, start=2):
        cells = {}
        for place, value in enumerate(line):
            if value is None or not (text := _text(value)):
                continue
            if place < len(headings) and headings[place]:
                cells[headings[place]] = text
            else:
                unheaded.add(place)
        if cells:
            rows.append(Row(number, cells))
    for place in sorted(unheaded):
        findings.say(sheet, 1, _letters(place + 1), "这一列有内容但没有表头。请补上表头或删去这一列。")
    return rows


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter  # as above

    return get_column_letter(column)


def _check_headings(sheet: RosterSheet, headings: Iterable[str], findings: Findings) -> None:
    told = Counter(heading for heading in headings if heading)
    for heading, times in told.items():
        if heading not in sheet.headings:
            findings.say(sheet, 1, heading, f"不认识的表头。这张表的表头有：{'、'.join(sheet.headings)}。")
        elif times > 1:
            findings.say(sheet, 1, heading, "这个表头出现了不止一次，只能留一列。")
    for column in sheet.columns:
        if column.required and column.name not in told:
            findings.say(sheet, 1, column.name, "缺少这一列。请用空白名册模板，不要改动第一行表头。")


def _text(value: object) -> str:
    """A cell as text: whole numbers without a point (codes and telephone numbers often are), dates as 2026-01-01."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
