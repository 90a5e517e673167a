"""Duty lists 履职清单 as workbooks: the list of a year to edit and send back; everybody's progress item by item."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from documents.cells import Cell, Kind
from documents.official.text import day_words
from documents.workbooks import Column, Sheet, workbook
from rules.duty_lists import DutyItem
from rules.duty_progress import Progress
from storage.duty_lists.sheet_rows import (
    CODE,
    COUNT,
    DUE,
    DUTY_SHEET,
    EVIDENCE,
    HOW,
    LEVEL,
    PERIOD,
    PROOF,
    ROLE,
    SOURCE,
    TASK,
    WHAT,
    YEAR,
    row_of,
)

LINES_FOR_HAND = 300
_WIDTHS = {YEAR: 7, LEVEL: 9, ROLE: 12, CODE: 18, TASK: 20, WHAT: 34, HOW: 60, PROOF: 12, PERIOD: 12, COUNT: 7,
           DUE: 10, EVIDENCE: 30, SOURCE: 40}  # fmt: skip
_LONG = {WHAT, HOW, EVIDENCE, SOURCE}


class Standing(NamedTuple):
    """One item of one post and where it stands."""

    region: str
    seat: str
    name: str
    read: bool
    progress: Progress


def duty_list_sheet(items: Iterable[DutyItem], year: int) -> bytes:
    """The list of a year, its headings in the first row where the reader looks for them, and how to fill it in."""
    columns = [
        Column(
            told.name,
            _WIDTHS[told.name],
            Kind.LONG_TEXT if told.name in _LONG else Kind.TEXT,
            told.note,
            told.choices,
            weighty=told.required,
        )
        for told in DUTY_SHEET.columns
    ]
    rows = [tuple(str(cell) for cell in row_of(item, year)) for item in items]
    listed = Sheet(DUTY_SHEET.name, columns, rows, frozen_columns=4, lines_for_hand=LINES_FOR_HAND)
    return workbook([listed, _guide()])


def _guide() -> Sheet:
    columns = [Column("栏目", 18), Column("怎么填", 70, Kind.LONG_TEXT), Column("例子", 60, Kind.LONG_TEXT)]
    rows = [(each.name + ("（必填）" if each.required else ""), each.note, each.example) for each in DUTY_SHEET.columns]
    return Sheet("填写说明", columns, [("总的", DUTY_SHEET.about, ""), *rows], "履职清单怎么填", filtered=False)


def progress_sheet(rows: Iterable[Standing], year: int, day: date) -> bytes:
    """Everybody's progress, a line an item."""
    columns: Sequence[Column] = [
        Column("所在地", 14), Column("职务", 30), Column("姓名", 10), Column("已知悉", 8), Column("任务", 20),
        Column("做什么", 34, Kind.LONG_TEXT), Column("要求", 12), Column("完成时限", 12, Kind.DATE), Column("进度", 22),
        Column("状态", 10),
    ]  # fmt: skip
    heading = f"{year}年履职清单进度（{day_words(day)}）"
    return workbook([Sheet("履职进度", columns, [_line(row) for row in rows], heading, frozen_columns=3)])


def _line(row: Standing) -> tuple[Cell, ...]:
    item = row.progress.item
    return (
        row.region, row.seat, row.name, "是" if row.read else "否", item.task.word, item.what, item.often, item.due_on,
        row.progress.words, row.progress.state.word,
    )  # fmt: skip
