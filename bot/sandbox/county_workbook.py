"""A made-up roster as a workbook (.xlsx), to be imported like an office's own."""

from __future__ import annotations

import io

import xlsxwriter

from storage.roster.book import RosterBook
from storage.roster.sheets import SHEETS


def as_workbook(book: RosterBook) -> bytes:
    """The .xlsx of a roster; every cell is text."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as written:
        for sheet in SHEETS:
            page = written.add_worksheet(sheet.name)
            for column, heading in enumerate(sheet.headings):
                page.write_string(0, column, heading)
            for row in book.rows(sheet):
                for column, heading in enumerate(sheet.headings):
                    if text := row[heading]:
                        page.write_string(row.number - 1, column, text)
    return target.getvalue()
