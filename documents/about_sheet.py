"""The last sheet of a workbook that is handed out: what it holds, who asked for it when, by what it is proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from documents.cells import Kind
from documents.pictures import SHANGHAI
from documents.workbooks import Column, Sheet

_COLUMNS = (Column("项目", 16, Kind.CENTRED), Column("内容", 90, Kind.LONG_TEXT))
_PROOF = "导出时全部操作记录的末条编号与校验值。记录一经改动，校验即对不上；核对时请河长办的系统管理员运行数据检查。"


@dataclass(frozen=True)
class About:
    """What was asked for, by whom, when (aware), and the head of the audit chain then; empty where unknown."""

    asked: str = ""
    by: str = ""
    at: datetime | None = None
    audit_head: str = ""

    @property
    def footer(self) -> str:
        """What stands at the foot of each printed page."""
        return f"存证校验码：{self.audit_head}" if self.audit_head else ""


def about_sheet(about: About, count: str, more: Sequence[tuple[str, str]] = (), zone: tzinfo = SHANGHAI) -> Sheet:
    """The sheet 说明; lines of which nothing is known are left out."""
    made = f"{about.at.astimezone(zone):%Y-%m-%d %H:%M}" if about.at else ""
    lines = (
        ("导出内容", about.asked),
        ("数量", count),
        ("导出人", about.by),
        ("导出时间", made),
        ("存证校验码", about.audit_head),
        ("校验码说明", _PROOF if about.audit_head else ""),
        *more,
    )
    return Sheet("说明", _COLUMNS, [line for line in lines if line[1]], filtered=False, footer=about.footer)
