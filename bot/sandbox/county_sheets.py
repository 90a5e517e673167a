"""The sheets of a made-up roster while it grows, row by row, in the words of the roster workbook."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from bot.sandbox.county_lines import written
from rules.geodesy import Datum, Line
from rules.roles import Level, Role
from storage.roster.book import RosterBook, Row
from storage.roster.sheets import PEOPLE, POSTS, REGIONS, SHEETS, UNITS, WATERS, RosterSheet

SINCE = "2025-01-01"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the roster."""

    name: str
    phone: str


@dataclass(slots=True)
class Sheets:
    """Rows by sheet; `book` is the whole as the importer takes it."""

    _rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def book(self) -> RosterBook:
        """The roster, as if read from a workbook."""
        return RosterBook({sheet.name: tuple(self._rows[sheet.name]) for sheet in SHEETS})

    @property
    def people(self) -> int:
        """How many people there are so far."""
        return len(self._rows[PEOPLE.name])

    def region(self, code: str, name: str, level: Level, parent: str = "") -> None:
        """Adds a region."""
        self._add(REGIONS, (code, name, level.word, parent))

    def water(self, code: str, name: str, kind: str, parent: str, region: str, line: Line, note: str = "") -> None:
        """Adds a water or a reach."""
        self._add(WATERS, (code, name, kind, parent, region, written(line), Datum.WGS84.word, note))

    def unit(self, code: str, name: str, region: str) -> None:
        """Adds a responsible unit."""
        self._add(UNITS, (code, name, region))

    def person(self, someone: Someone, workplace: str) -> Someone:
        """Adds a person and gives them back."""
        self._add(PEOPLE, (someone.name, someone.phone, workplace))
        return someone

    def post(self, someone: Someone, role: Role, level: Level, region: str, title: str, *, water: str = "",
             unit: str = "") -> None:  # fmt: skip
        """Appoints somebody."""
        self._add(
            POSTS,
            (someone.name, someone.phone, role.word, level.word, region, water, unit, title, SINCE, ""),
        )

    def _add(self, sheet: RosterSheet, cells: tuple[str, ...]) -> None:
        told = {heading: text for heading, text in zip(sheet.headings, cells, strict=True) if text}
        rows = self._rows[sheet.name]
        rows.append(Row(len(rows) + 2, told))
