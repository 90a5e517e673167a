"""Matters to be carried through 重点事项 as a workbook: an office reads on from it, row by row."""

from collections.abc import Sequence
from datetime import date

from documents.cells import Cell, Kind
from documents.official.text import day_words
from documents.workbooks import Column, Sheet, workbook
from rules.action_items import ItemKind, ItemState
from storage.action_items.lists import Entry

_FIRST = (Column("序号", 6, Kind.NUMBER), Column("水体（辖区）", 20, Kind.LONG_TEXT))
_LAST = (Column("状态", 9), Column("最新进展", 40, Kind.LONG_TEXT), Column("进展时间", 17, Kind.MOMENT))
_COLUMNS = {
    ItemKind.FROM_PATROL: (
        *_FIRST, Column("议定事项", 44, Kind.LONG_TEXT), Column("议定人", 24, Kind.LONG_TEXT),
        Column("承办", 26, Kind.LONG_TEXT), Column("期限", 12, Kind.DATE), Column("逾期天数", 9, Kind.NUMBER), *_LAST,
    ),
    ItemKind.KEY_PROBLEM: (
        *_FIRST, Column("突出问题", 50, Kind.LONG_TEXT), Column("关联台账编号", 22, Kind.LONG_TEXT),
        Column("最近报送河长", 17, Kind.MOMENT), *_LAST,
    ),
    ItemKind.TASK: (
        *_FIRST, Column("重点任务", 44, Kind.LONG_TEXT), Column("联络员单位", 26, Kind.LONG_TEXT),
        Column("期限", 12, Kind.DATE), Column("逾期天数", 9, Kind.NUMBER), *_LAST,
    ),
}  # fmt: skip


def action_items_sheet(entries: Sequence[Entry], kind: ItemKind, day: date) -> bytes:
    """The matters of a kind as of a day, in the order of the list."""
    title = f"{kind.word}清单（截至{day_words(day)}，共{len(entries)}项）"
    rows = [(number, each.place, *_cells(each, day), each.state.word, each.last, each.last_at)
            for number, each in enumerate(entries, start=1)]  # fmt: skip
    return workbook([Sheet(kind.word, _COLUMNS[kind], rows, title, frozen_columns=3)])


def _cells(entry: Entry, day: date) -> tuple[Cell, ...]:
    late = (day - entry.due_on).days if entry.due_on and entry.state is ItemState.OPEN else 0
    if entry.kind is ItemKind.KEY_PROBLEM:
        return entry.title, "、".join(entry.issues), entry.sent_at
    if entry.kind is ItemKind.TASK:
        return entry.title, entry.owner, entry.due_on, max(late, 0) or None
    return entry.title, entry.decided, entry.owner, entry.due_on, max(late, 0) or None
