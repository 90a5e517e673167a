"""A roster as plain rows, whoever wrote them, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.roster.sheets import RosterSheet

# One row of a table with codes in the place of ids, by column name; "line" is [[lat, lon], ...] in WGS-84.
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its number as Excel counts, its cells by heading; a cell left blank may be left out."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend in the workbook: sheet, row and column (0 and "" if it is the whole), and a sentence."""

    sheet: str
    row: int
    column: str
    reason: str

    @property
    def text(self) -> str:
        """Where and what, in one sentence."""
        place = f"「{self.sheet}」表" if self.sheet else ""
        place += f"第{self.row}行" if self.row else ""
        place += f"「{self.column}」列" if self.column else ""
        return f"{place}：{self.reason}" if place else self.reason


@dataclass(frozen=True, slots=True)
class RosterBook:
    """The rows of a roster workbook by the name of their sheet, and what could not be read at all."""

    sheets: Mapping[str, Sequence[Row]]
    faults: tuple[Fault, ...] = ()

    def rows(self, sheet: RosterSheet) -> Sequence[Row]:
        """The rows of one sheet, none if it is missing."""
        return self.sheets.get(sheet.name, ())

    def only(self, sheet: RosterSheet) -> RosterBook:
        """The book as if only this sheet had been looked for."""
        return RosterBook(self.sheets, tuple(fault for fault in self.faults if fault.sheet in ("", sheet.name)))


@dataclass(slots=True)
class Findings:
    """Gathers faults while a book is looked through."""

    faults: list[Fault] = field(default_factory=list)

    def say(self, sheet: RosterSheet, row: int, column: str, reason: str) -> None:
        """Notes one fault."""
        self.faults.append(Fault(sheet.name, row, column, reason))

    def in_order(self, sheets: Sequence[RosterSheet]) -> tuple[Fault, ...]:
        """All faults, by sheet as the workbook has them, then by row."""
        places = {sheet.name: place for place, sheet in enumerate(sheets, start=1)}
        return tuple(sorted(self.faults, key=lambda fault: (places.get(fault.sheet, 0), fault.row)))
