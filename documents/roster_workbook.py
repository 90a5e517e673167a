"""The empty workbook an office fills in to import its roster, from the table the importer reads too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.cells import Cell, Kind
from documents.workbooks import Column, Sheet, workbook
from storage.roster import sheets
from storage.roster.sheets import Form, RosterSheet

LINES = 20_000  # rows with drop-downs: more than a city's waters
_WIDTHS = {"岸线坐标": 44, "说明": 30, "单位职务": 30, "职务名称": 28, "名称": 22, "手机号": 17}


def empty_roster() -> bytes:
    """An .xlsx: 填写说明 first, then one sheet a table with its headings, comments and drop-downs."""
    return workbook([_guide(), *(_empty(sheet) for sheet in sheets.SHEETS)])


def _empty(sheet: RosterSheet) -> Sheet:
    return Sheet(sheet.name, [_column(column) for column in sheet.columns], lines_for_hand=LINES)


def _column(column: sheets.Column) -> Column:
    note = f"{'必填' if column.required else '选填'}。{column.note}"
    return Column(
        column.name,
        _WIDTHS.get(column.name, 15),
        Kind.DATE if column.form is Form.DATE else Kind.TEXT,
        f"{note}\n例：{column.example}" if column.example else note,
        column.choices,
        weighty=column.required,
    )


def _guide() -> Sheet:
    columns = (
        Column("表", 12, Kind.CENTRED),
        Column("列", 16, Kind.CENTRED),
        Column("必填", 7, Kind.CENTRED),
        Column("怎么填", 66, Kind.LONG_TEXT),
        Column("例子", 34, Kind.LONG_TEXT),
    )
    return Sheet(sheets.GUIDE, columns, _advice(), "河长名录导入表填写说明", filtered=False)


def _advice() -> Iterator[Sequence[Cell]]:
    for line in _GENERAL:
        yield ("总说明", "", "", line, "")
    for sheet in sheets.SHEETS:
        yield (sheet.name, "", "", sheet.about, "")
        for column in sheet.columns:
            words = f"{column.note}可填：{'、'.join(column.choices)}。" if column.choices else column.note
            yield (sheet.name, column.name, "是" if column.required else "", words, column.example)


_GENERAL = (
    "请按「行政区、水体、单位、人员、任职」的顺序填写五张表。第一行表头不要改动；深色表头必填，浅色表头选填；鼠标移到表头上可看说明。",
    "导入前机器人会先检查每一行，一次列出全部错误（哪张表、第几行、哪一列），没有错误才会写入；改好后可以反复导入，不会重复。",
    "编码、手机号按文本填写，不要用公式；日期写成2026-01-01的样子。",
)
