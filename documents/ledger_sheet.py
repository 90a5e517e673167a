"""The ledger of issues 整改台账 as a workbook: a row an issue, and figures by township, type and state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from documents.cells import Cell, Kind
from documents.workbooks import Column, Sheet, workbook


@dataclass(frozen=True)
class LedgerRow:
    """One issue as the ledger has it; words as people read them, dates as the jurisdiction's calendar days."""

    number: str
    source: str
    found_on: date | None
    township: str
    water: str
    place: str
    issue: str
    type: str
    severity: str
    state: str
    order_number: str = ""
    unit: str = ""
    person: str = ""
    measure: str = ""
    due_on: date | None = None
    progress: str = ""
    extended_to: date | None = None
    done_on: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None
    review: str = ""
    closed_on: date | None = None
    look_back: str = ""
    open: bool = True  # neither closed off, nor invalid, nor merged into another

    def overdue(self, day: date) -> bool:
        """Whether on `day` the deadline, extended or not, has passed without the work reported done."""
        due = self.extended_to or self.due_on
        return self.open and self.done_on is None and due is not None and due < day


def ledger_sheet(rows: Sequence[LedgerRow], day: date, region: str = "") -> bytes:
    """The ledger as it stands on `day`: sheets 整改台账 and 统计."""
    title = f"{region}河湖问题整改台账（截至{day.year}年{day.month}月{day.day}日）"
    ledger = Sheet("整改台账", _COLUMNS, _lines(rows, day), title, large_paper=True, frozen_columns=2)
    figures = Sheet("统计", _FIGURES, _figures(rows, day), f"{title}　统计")
    return workbook([ledger, figures])


# The columns that ledgers of several places have in common, plus the state, township and 逾期 to filter by.
_COLUMNS = (
    Column("序号", 6, Kind.NUMBER),
    Column("编号", 12, Kind.CENTRED),
    Column("状态", 11, Kind.CENTRED),
    Column("来源", 10, Kind.CENTRED),
    Column("发现时间", 11.5, Kind.DATE),
    Column("所属镇街", 11),
    Column("河流", 15, Kind.LONG_TEXT),
    Column("位置", 18, Kind.LONG_TEXT),
    Column("问题", 30, Kind.LONG_TEXT),
    Column("类别", 11, Kind.LONG_TEXT),
    Column("严重程度", 9, Kind.CENTRED),
    Column("交办文号", 13, Kind.LONG_TEXT),
    Column("责任单位", 14, Kind.LONG_TEXT),
    Column("责任人", 9, Kind.CENTRED),
    Column("措施", 24, Kind.LONG_TEXT),
    Column("时限", 11.5, Kind.DATE),
    Column("逾期", 7, Kind.CENTRED),
    Column("进展", 24, Kind.LONG_TEXT),
    Column("延期至", 11.5, Kind.DATE),
    Column("完成时间", 11.5, Kind.DATE),
    Column("复核人", 9, Kind.CENTRED),
    Column("复核时间", 11.5, Kind.DATE),
    Column("复核结论", 13, Kind.LONG_TEXT),
    Column("销号时间", 11.5, Kind.DATE),
    Column("回头看", 13, Kind.LONG_TEXT),
)
_FIGURES = (
    Column("统计口径", 12, Kind.CENTRED),
    Column("名称", 24),
    Column("问题总数", 11, Kind.NUMBER),
    Column("在办", 11, Kind.NUMBER),
    Column("其中逾期", 11, Kind.NUMBER),
    Column("已销号", 11, Kind.NUMBER),
    Column("销号率", 11, Kind.SHARE),
)


def _lines(rows: Iterable[LedgerRow], day: date) -> Iterator[Sequence[Cell]]:
    for serial, row in enumerate(rows, start=1):
        yield (
            *(serial, row.number, row.state, row.source, row.found_on, row.township, row.water, row.place),
            *(row.issue, row.type, row.severity, row.order_number, row.unit, row.person, row.measure),
            *(row.due_on, "逾期" if row.overdue(day) else "", row.progress, row.extended_to, row.done_on),
            *(row.reviewed_by, row.reviewed_on, row.review, row.closed_on, row.look_back),
        )


def _figures(rows: Sequence[LedgerRow], day: date) -> Iterator[Sequence[Cell]]:
    yield ("合计", "全部问题", *_counts(rows, day))
    for words, of in _GROUPINGS:
        groups = defaultdict[str, list[LedgerRow]](list)
        for row in rows:
            groups[of(row) or "未填"].append(row)
        for name, members in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
            yield (words, name, *_counts(members, day))


_GROUPINGS: tuple[tuple[str, Callable[[LedgerRow], str]], ...] = (
    ("按镇街", lambda row: row.township),
    ("按类别", lambda row: row.type),
    ("按状态", lambda row: row.state),
)


def _counts(rows: Sequence[LedgerRow], day: date) -> tuple[int, int, int, int, float | None]:
    """All, open, overdue, closed off, and the closed share of those that count (not invalid, not merged)."""
    standing = sum(row.open for row in rows)
    closed = sum(row.closed_on is not None for row in rows)
    share = closed / (standing + closed) if standing + closed else None
    return len(rows), standing, sum(row.overdue(day) for row in rows), closed, share
