"""Measures of a period as a workbook: every one in a row, the counts by kind on a sheet of their own."""

from collections.abc import Mapping, Sequence
from datetime import date

from documents.cells import Kind
from documents.official.text import day_words
from documents.workbooks import Column, Sheet, workbook
from storage.measures.counting import Count
from storage.models import Measure

_COLUMNS = (
    Column("序号", 6, Kind.NUMBER),
    Column("措施", 12),
    Column("对象", 30, Kind.LONG_TEXT),
    Column("所属单位", 20, Kind.LONG_TEXT),
    Column("事由", 44, Kind.LONG_TEXT),
    Column("提出日期", 12, Kind.DATE),
    Column("期限", 12, Kind.DATE),
    Column("状态", 14),
    Column("提交日期", 17, Kind.MOMENT),
    Column("办结日期", 17, Kind.MOMENT),
    Column("文号", 24, Kind.LONG_TEXT),
    Column("依据", 28, Kind.LONG_TEXT),
)
_COUNTS = (
    Column("措施", 14),
    Column("件数", 8, Kind.NUMBER),
    Column("单位数", 8, Kind.NUMBER),
    Column("人数", 8, Kind.NUMBER),
    Column("人次", 8, Kind.NUMBER),
    Column("收到材料份数", 12, Kind.NUMBER),
    Column("未办结", 8, Kind.NUMBER),
)


def measures_sheet(
    measures: Sequence[Measure], counts: Sequence[Count], numbers: Mapping[int, str], period: str, day: date
) -> bytes:
    """The measures of a period; `numbers` are their papers' by measure."""
    rows = [
        (number, each.kind.word, each.subject, each.home_unit, each.reason, each.ordered_on, each.due_on,
         each.state.word, each.answered_at, each.closed_at, numbers.get(each.id, ""), _evidence(each))
        for number, each in enumerate(measures, start=1)
    ]  # fmt: skip
    title = f"{period}问责措施（截至{day_words(day)}，共{len(measures)}件）"
    summed = [(c.kind.word, c.measures, c.units, c.persons, c.person_times, c.papers, c.open) for c in counts]
    return workbook(
        [
            Sheet("措施", _COLUMNS, rows, title, large_paper=True, frozen_columns=3),
            Sheet("统计", _COUNTS, summed, f"{period}问责措施统计"),
        ]
    )


def _evidence(measure: Measure) -> str:
    told = measure.evidence
    periods = [each["period"] for each in told.get("periods", ())]
    return "、".join([*told.get("issues", ()), *periods, *told.get("papers", ())])
