"""What a roster workbook wants: every row checked and brought to the form in which the database is compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rules import phones
from rules.phones import masked
from rules.roles import Level
from storage.roster import lines
from storage.roster.book import Findings, Record, RosterBook, Row
from storage.roster.cells import phone, sound_rows
from storage.roster.sheets import PEOPLE, REGIONS, UNITS, WATERS, RosterSheet

LEVELS = {level.word: level for level in Level}


@dataclass(slots=True)
class Wanted:
    """Regions, waters and units by code, people by telephone number.

    A choice left blank (line, note, workplace) is left out of a record: what is stored then stays.
    `rows` tells in which row of which sheet a record stands; `mentioned` are also the codes of rows that are not
    sound, so that one slip does not make every row that points there a fault.
    """

    regions: dict[str, Record] = field(default_factory=dict)
    waters: dict[str, Record] = field(default_factory=dict)
    units: dict[str, Record] = field(default_factory=dict)
    people: dict[str, Record] = field(default_factory=dict)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    mentioned: set[tuple[str, str]] = field(default_factory=set)

    def row_of(self, sheet: RosterSheet, code: str) -> int:
        """The number of the row of a record."""
        return self.rows[sheet.name, code]


def wanted(book: RosterBook, findings: Findings) -> Wanted:
    """Everything but the appointments; rows that are not sound are said and left out."""
    want = Wanted(mentioned=_mentioned(book))
    for row in _once(book, REGIONS, want, findings):
        want.regions[row["编码"]] = {
            "name": row["名称"],
            "level": LEVELS[row["级别"]],
            "parent": row["上级编码"] or None,
        }
    for row in _once(book, WATERS, want, findings):
        want.waters[row["编码"]] = _water(row, findings)
    for row in _once(book, UNITS, want, findings):
        want.units[row["编码"]] = {"name": row["名称"], "region": row["所在行政区编码"]}
    _people(book, want, findings)
    return want


def _mentioned(book: RosterBook) -> set[tuple[str, str]]:
    codes = {(sheet.name, row["编码"]) for sheet in (REGIONS, WATERS, UNITS) for row in book.rows(sheet)}
    numbers = {(PEOPLE.name, phones.normalise(row["手机号"]) or "") for row in book.rows(PEOPLE)}
    return codes | numbers


def _once(book: RosterBook, sheet: RosterSheet, want: Wanted, findings: Findings) -> Iterator[Row]:
    for row in sound_rows(book, sheet, findings):
        first = want.rows.setdefault((sheet.name, row["编码"]), row.number)
        if first == row.number:
            yield row
        else:
            findings.say(sheet, row.number, "编码", f"编码“{row['编码']}”与第{first}行重复。")


def _water(row: Row, findings: Findings) -> Record:
    record: Record = {
        "name": row["名称"],
        "kind": row["类型"],
        "parent": row["上级编码"] or None,
        "region": row["所在行政区编码"],
    }
    if row["说明"]:
        record["note"] = row["说明"]
    if row["岸线坐标"] and not row["坐标系"]:
        findings.say(WATERS, row.number, "坐标系", "填了岸线坐标就必须选坐标系，否则会偏几百米。")
    elif row["岸线坐标"]:
        try:
            line = lines.line_wgs84(row["岸线坐标"], row["坐标系"], row["类型"])
            record["line"] = [list(place) for place in line]
        except lines.LineError as fault:
            findings.say(WATERS, row.number, "岸线坐标", str(fault))
    return record


def _people(book: RosterBook, want: Wanted, findings: Findings) -> None:
    for row in sound_rows(book, PEOPLE, findings):
        number = phone(row, PEOPLE, findings)
        if number is None:
            continue
        first = want.rows.setdefault((PEOPLE.name, number), row.number)
        if first != row.number:
            _say_twice(row, first, number, want, findings)
            continue
        want.people[number] = {"name": row["姓名"], "on_roster": True}
        if row["单位职务"]:
            want.people[number]["workplace"] = row["单位职务"]


def _say_twice(row: Row, first: int, number: str, want: Wanted, findings: Findings) -> None:
    other = want.people[number]["name"]
    if other == row["姓名"]:
        reason = f"与第{first}行是同一个人同一个号码。每人只写一行，兼任的写在任职表。"
    else:
        reason = f"号码{masked(number)}在第{first}行已属于{other}，一个号码只能属于一个人。"
    findings.say(PEOPLE, row.number, "手机号", reason)
