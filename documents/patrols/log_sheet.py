"""The patrol log 巡河日志 as Excel, a row a patrol."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from documents.about_sheet import About, about_sheet
from documents.cells import Cell, Kind
from documents.patrols.log import PatrolLog, found_lines, handled_lines, seen_lines
from documents.pictures import SHANGHAI
from documents.workbooks import Column, Sheet, workbook


def patrol_sheet(logs: Iterable[PatrolLog], title: str, zone: tzinfo = SHANGHAI, about: About | None = None) -> bytes:
    """An .xlsx with a row a patrol, also of none; `about` says on a last sheet what it was made of."""
    rows = [_row(place, log) for place, log in enumerate(logs, start=1)]
    footer = about.footer if about else ""
    sheet = Sheet("巡河日志", _COLUMNS, rows, title, large_paper=True, frozen_columns=3, footer=footer)
    return workbook([sheet, *([about_sheet(about, f"{len(rows)}次", zone=zone)] if about else [])], zone)


_COLUMNS = (
    Column("序号", 6, Kind.NUMBER),
    Column("开始时间", 16, Kind.MOMENT),
    Column("河长", 10),
    Column("职务", 14),
    Column("河流河段", 18, Kind.LONG_TEXT),
    Column("结束时间", 16, Kind.MOMENT),
    Column("时长（分钟）", 11, Kind.NUMBER),
    Column("里程（米）", 11, Kind.NUMBER),
    Column("河段覆盖", 10, Kind.SHARE),
    Column("起点", 16, Kind.LONG_TEXT),
    Column("终点", 16, Kind.LONG_TEXT),
    Column("同行人员", 14, Kind.LONG_TEXT),
    Column("查看内容", 32, Kind.LONG_TEXT),
    Column("发现问题", 32, Kind.LONG_TEXT),
    Column("处理情况", 28, Kind.LONG_TEXT),
    Column("证据等级", 12, Kind.CENTRED),
    Column("有效巡河", 10, Kind.CENTRED),
    Column("备注", 20, Kind.LONG_TEXT),
)
_COUNTS = {True: "是", False: "否", None: ""}


def _row(place: int, log: PatrolLog) -> tuple[Cell, ...]:
    about = (place, log.began_at, log.chief, log.post, log.water, log.ended_at)
    amounts = (int(log.minutes), round(log.metres), log.share, log.start, log.end, log.companions)
    words = ("\n".join(lines) for lines in (seen_lines(log), found_lines(log), handled_lines(log)))
    return (*about, *amounts, *words, log.grade, _COUNTS[log.counts], log.remarks)
