"""A year's self-reviews as a workbook: the account by level, every problem, who handed in nothing."""

from collections.abc import Sequence
from datetime import date

from documents.about_sheet import About, about_sheet
from documents.cells import Cell, Kind
from documents.official.text import day_words
from documents.workbooks import Column, Sheet, workbook
from rules.self_reviews import ProblemState
from storage.models import SelfReviewRound
from storage.self_reviews.concerned import Concerned
from storage.self_reviews.counts import Entry, Line, together

_LEVELS = (
    Column("级别", 14), Column("应查（人）", 11, Kind.NUMBER), Column("已提交（人）", 12, Kind.NUMBER),
    Column("查摆问题（个）", 14, Kind.NUMBER), Column("已整改（个）", 12, Kind.NUMBER),
    Column("整改率", 10, Kind.SHARE), Column("逾期未改（个）", 14, Kind.NUMBER),
)  # fmt: skip
_PROBLEMS = (
    Column("序号", 6, Kind.NUMBER), Column("级别", 9), Column("辖区", 14), Column("河长", 10),
    Column("场合", 14), Column("存在的问题", 44, Kind.LONG_TEXT), Column("整改措施", 44, Kind.LONG_TEXT),
    Column("涉及水体", 20, Kind.LONG_TEXT), Column("整改期限", 12, Kind.DATE), Column("状态", 9),
    Column("逾期天数", 9, Kind.NUMBER), Column("报告完成", 17, Kind.MOMENT), Column("确认整改", 17, Kind.MOMENT),
    Column("台账编号", 14),
)  # fmt: skip
_MISSING = (
    Column("序号", 6, Kind.NUMBER), Column("场合", 20), Column("提交期限", 12, Kind.DATE), Column("级别", 9),
    Column("河长", 12), Column("职务", 30, Kind.LONG_TEXT),
)  # fmt: skip

Missing = Sequence[tuple[SelfReviewRound, Sequence[Concerned]]]


def self_reviews_sheet(
    lines: Sequence[Line], entries: Sequence[Entry], missing: Missing, title: str, day: date, about: About
) -> bytes:
    """Four sheets; town and village stand together in a line of their own as well, as they are reported."""
    until = f"（截至{day_words(day)}）"
    levels = [_line(line) for line in lines]
    problems, remedied, late = together(lines)
    if problems:
        levels.append(("镇村级合计", None, None, problems, remedied, remedied / problems, late))
    rows = [_entry(place, each, day) for place, each in enumerate(entries, start=1)]
    absent = [(one, each) for one, people in missing for each in people]
    late_rows = [(place, one.occasion, one.due_on, each.level.word, each.name, each.seat)
                 for place, (one, each) in enumerate(absent, start=1)]  # fmt: skip
    return workbook([
        Sheet("分级统计", _LEVELS, levels, title + until, filtered=False),
        Sheet("问题清单", _PROBLEMS, rows, title + until, frozen_columns=4, footer=about.footer),
        Sheet("未提交名单", _MISSING, late_rows, f"未提交名单{until}"),
        about_sheet(about, f"{len(entries)} 个问题"),
    ])  # fmt: skip


def _line(line: Line) -> tuple[Cell, ...]:
    share = line.remedied / line.problems if line.problems else None
    return (line.level.word, line.concerned, line.handed_in, line.problems, line.remedied, share, line.overdue)


def _entry(place: int, each: Entry, day: date) -> tuple[Cell, ...]:
    late = (day - each.due_on).days if each.state is ProblemState.OPEN else 0
    return (
        place, each.level.word, each.region, each.author, each.occasion, each.words, each.remedy, each.water,
        each.due_on, each.state.word, max(late, 0) or None, each.done_at, each.closed_at, each.number,
    )  # fmt: skip
