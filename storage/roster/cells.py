"""Single cells of the roster: what must be filled, words from a list, dates, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rules import phones
from storage.roster.book import Findings, RosterBook, Row
from storage.roster.sheets import Form, RosterSheet

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00?:00(?::00)?)?")


def sound_rows(book: RosterBook, sheet: RosterSheet, findings: Findings) -> Iterator[Row]:
    """The rows whose every cell is filled as its column asks; the faults of the others are said."""
    for row in book.rows(sheet):
        if _is_sound(row, sheet, findings):
            yield row


def day(text: str) -> date | None:
    """A date as people write it (2026-01-01, 2026/1/1, 2026年1月1日); None if it is none."""
    match = _DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def phone(row: Row, sheet: RosterSheet, findings: Findings) -> str | None:
    """The telephone number of a row in its one form; None, and said, if it is none."""
    number = phones.normalise(row["手机号"])
    if number is None:
        reason = f"“{row['手机号']}”不是有效的手机号。请填11位手机号，境外号码写+国家码。"
        findings.say(sheet, row.number, "手机号", reason)
    return number


def _is_sound(row: Row, sheet: RosterSheet, findings: Findings) -> bool:
    before, cells = len(findings.faults), row.cells
    for column in sheet.columns:
        text = cells.get(column.name)
        if not text:
            if column.required:
                findings.say(sheet, row.number, column.name, "这一格必填，不能空着。")
        elif column.choices and text not in column.choices:
            reason = f"不认识“{text}”。可填：{'、'.join(column.choices)}。"
            findings.say(sheet, row.number, column.name, reason)
        elif column.form is Form.DATE and day(text) is None:
            findings.say(sheet, row.number, column.name, f"“{text}”不是日期。请写成2026-01-01的样子。")
        elif len(text) > _SHORTEST and len(text) > _longest(column.name):
            findings.say(sheet, row.number, column.name, f"太长了，最多{_longest(column.name)}个字。")
    return len(findings.faults) == before


_SHORTEST = 32  # no column keeps less


def _longest(heading: str) -> int:
    """As many characters as the database keeps; a line has Excel's own limit."""
    if heading.endswith("编码"):
        return _SHORTEST
    return {"岸线坐标": 32_767, "说明": 500, "单位职务": 200, "职务名称": 200}.get(heading, 100)
