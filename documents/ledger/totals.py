"""The totals of the ledger 整改台账, counted while its rows go by: by township, type, state, source and tag."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from documents.cells import Cell, Kind
from documents.workbooks import Column

if TYPE_CHECKING:
    from documents.ledger.sheet import LedgerRow

COLUMNS = (
    Column("统计口径", 12, Kind.CENTRED),
    Column("名称", 24),
    Column("问题总数", 11, Kind.NUMBER),
    Column("在办", 11, Kind.NUMBER),
    Column("其中逾期", 11, Kind.NUMBER),
    Column("已销号", 11, Kind.NUMBER),
    Column("销号率", 11, Kind.SHARE),
)


@dataclass(slots=True)
class Count:
    """How many issues, open, overdue, closed off."""

    issues: int = 0
    open: int = 0
    overdue: int = 0
    closed: int = 0

    def take(self, row: LedgerRow, day: date) -> None:
        """One issue more."""
        self.issues += 1
        self.open += row.open
        self.overdue += row.overdue(day)
        self.closed += row.closed_on is not None

    @property
    def cells(self) -> tuple[int, int, int, int, float | None]:
        """With the closed share of those that count (not invalid, not merged)."""
        standing = self.open + self.closed
        return self.issues, self.open, self.overdue, self.closed, self.closed / standing if standing else None


@dataclass
class Totals:
    """The counts as of a day; as many numbers as there are names, whatever the number of issues."""

    day: date
    all: Count = field(default_factory=Count)
    groups: dict[tuple[str, str], Count] = field(default_factory=dict)

    def take(self, row: LedgerRow) -> None:
        """Counts one issue."""
        self.all.take(row, self.day)
        for words, of in _GROUPINGS:
            self.groups.setdefault((words, of(row) or "未填"), Count()).take(row, self.day)
        for tag in row.tags:  # an issue counts under each of its tags
            self.groups.setdefault((_BY_TAG, tag), Count()).take(row, self.day)

    def lines(self) -> Iterator[Sequence[Cell]]:
        """The rows of the sheet 统计: in all, then each grouping with its largest first."""
        yield ("合计", "全部问题", *self.all.cells)
        for words in (*(words for words, _ in _GROUPINGS), _BY_TAG):
            members = [(name, count) for (grouping, name), count in self.groups.items() if grouping == words]
            for name, count in sorted(members, key=lambda member: (-member[1].issues, member[0])):
                yield (words, name, *count.cells)


_BY_TAG = "按标签"
_GROUPINGS: tuple[tuple[str, Callable[[LedgerRow], str]], ...] = (
    ("按镇街", lambda row: row.township),
    ("按类别", lambda row: row.type),
    ("按状态", lambda row: row.state),
    ("按来源", lambda row: row.source),
)
