"""A year's duty reports as a workbook: the account by level, and who reported to whom."""

from collections.abc import Sequence
from datetime import date

from documents.about_sheet import About, about_sheet
from documents.cells import Kind
from documents.official.text import day_words
from documents.workbooks import Column, Sheet, workbook
from rules.periods import Span, days_name, days_of
from storage.duty_reports.account import Entry, Line

_LEVELS = (
    Column("级别", 12), Column("应述职（人）", 12, Kind.NUMBER), Column("已提交（人）", 12, Kind.NUMBER),
    Column("其中已收悉", 12, Kind.NUMBER), Column("退回修改", 11, Kind.NUMBER),
    Column("提交率", 10, Kind.SHARE), Column("逾期未交（人）", 14, Kind.NUMBER),
)  # fmt: skip
_PEOPLE = (
    Column("序号", 6, Kind.NUMBER), Column("级别", 9), Column("辖区", 14), Column("河长", 10),
    Column("职务", 28, Kind.LONG_TEXT), Column("任职区间", 24, Kind.LONG_TEXT), Column("向谁述职", 22, Kind.LONG_TEXT),
    Column("形式", 11), Column("期限", 12, Kind.DATE), Column("状态", 10), Column("提交时间", 17, Kind.MOMENT),
    Column("逾期天数", 9, Kind.NUMBER),
)  # fmt: skip


def duty_reports_sheet(
    lines: Sequence[Line], entries: Sequence[Entry], year: int, title: str, day: date, about: About
) -> bytes:
    """Three sheets; who left office in the year is listed, and not counted as missing."""
    heading = f"{title}（截至{day_words(day)}）"
    levels = [(line.level.word, line.owed, line.handed_in, line.received, line.returned, line.handed_in / line.owed,
               line.late) for line in lines]  # fmt: skip
    rows = [
        (place, each.level.word, each.region, each.name, each.seat, _days(each, year), each.to, each.rule.form,
         each.due_on, _state(each), each.submitted_at, (day - each.due_on).days if each.late(day) else None)
        for place, each in enumerate(entries, start=1)
    ]  # fmt: skip
    return workbook([
        Sheet("分级统计", _LEVELS, levels, heading, filtered=False),
        Sheet("述职名单", _PEOPLE, rows, heading, frozen_columns=4, footer=about.footer),
        about_sheet(about, f"{len(entries)} 人"),
    ])  # fmt: skip


def _days(each: Entry, year: int) -> str:
    return "全年" if Span(*each.days) == days_of(year) else days_name(Span(*each.days))


def _state(each: Entry) -> str:
    if each.state is None:
        return "未起草" if each.serving else "年内离任"
    return each.state.word
