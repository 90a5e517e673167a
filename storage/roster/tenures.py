"""The sheet of appointments 任职: every row checked against people, regions, waters and units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rules.phones import masked
from rules.roles import CHIEFS, KEEPERS, Level, Role
from storage.roster.book import Findings, Record, RosterBook, Row
from storage.roster.cells import day, phone, sound_rows
from storage.roster.known import Known
from storage.roster.sheets import PEOPLE, POSTS, REGIONS, UNITS, WATERS, RosterSheet
from storage.roster.wanted import LEVELS, Wanted

# Held for a water, and by one person at a time; other posts (双总河长, the clerks of an office) have several holders.
NEED_WATER = (CHIEFS - {Role.GENERAL_CHIEF, Role.DEPUTY_GENERAL_CHIEF}) | KEEPERS
NEED_UNIT = frozenset({Role.OFFICE, Role.UNIT, Role.LIAISON})
_ROLES = {role.word: role for role in Role}
_RANK = {level: rank for rank, level in enumerate(Level)}


class PostKey(NamedTuple):
    """What makes two appointments the same post."""

    role: Role
    level: Level
    region: str
    water: str
    unit: str

    @property
    def text(self) -> str:
        """The key under which the post is stored."""
        return "|".join(self)

    @property
    def is_held_alone(self) -> bool:
        """Whether a new holder takes the place of the former one."""
        return self.role in NEED_WATER


class Tenure(NamedTuple):
    """One row of the sheet; `from_on` None is the day of the import, `until_on` None is still serving."""

    row: int
    key: PostKey
    phone: str
    title: str
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Ground:
    """All that an appointment may point at: what the workbook tells and what is stored already."""

    regions: Mapping[str, Record]
    waters: Mapping[str, Record]
    units: Mapping[str, Record]
    people: Mapping[str, Record]
    mentioned: set[tuple[str, str]]


def ground(want: Wanted, known: Known) -> Ground:
    """The stored roster, overlaid by the workbook."""
    stored = {number: person for number, person in known.people.items() if person["on_roster"]}
    return Ground(
        known.regions | want.regions,
        known.waters | want.waters,
        known.units | want.units,
        stored | want.people,
        want.mentioned,
    )


def tenures(book: RosterBook, on: Ground, findings: Findings) -> list[Tenure]:
    """The rows that hold; the faults of the others are said."""
    held, first_rows = [], dict[tuple[str, str, date | None], int]()
    for row in sound_rows(book, POSTS, findings):
        tenure = _tenure(row, on, findings)
        if tenure is None:
            continue
        first = first_rows.setdefault((tenure.key.text, tenure.phone, tenure.from_on), row.number)
        if first == row.number:
            held.append(tenure)
        else:
            findings.say(POSTS, row.number, "", f"与第{first}行是同一个人的同一项任职，重复了。")
    return held


def _tenure(row: Row, on: Ground, findings: Findings) -> Tenure | None:
    before = len(findings.faults)
    number = phone(row, POSTS, findings)
    if number is not None:
        _check_person(row, number, on, findings)
    key = PostKey(_ROLES[row["角色"]], LEVELS[row["级别"]], row["行政区编码"], row["水体编码"], row["单位编码"])
    _check_codes(row, key, on, findings)
    _check_needs(row, key, on, findings)
    from_on, until_on = day(row["起始日期"]), day(row["截止日期"])
    if from_on and until_on and until_on < from_on:
        findings.say(POSTS, row.number, "截止日期", f"截止日期{until_on}早于起始日期{from_on}。")
    if number is None or len(findings.faults) > before:
        return None
    return Tenure(row.number, key, number, row["职务名称"], from_on, until_on)


def _check_person(row: Row, number: str, on: Ground, findings: Findings) -> None:
    person = on.people.get(number)
    if person is None:
        if (PEOPLE.name, number) not in on.mentioned:
            reason = f"{row['姓名']}（{masked(number)}）不在人员表里。请先在人员表加一行。"
            findings.say(POSTS, row.number, "手机号", reason)
    elif person["name"] != row["姓名"]:
        reason = f"号码{masked(number)}在人员表里是{person['name']}，这里写的是{row['姓名']}。"
        findings.say(POSTS, row.number, "姓名", reason)


def _check_codes(row: Row, key: PostKey, on: Ground, findings: Findings) -> None:
    pointed: tuple[tuple[RosterSheet, str, str, Mapping[str, Record]], ...] = (
        (REGIONS, "行政区编码", key.region, on.regions),
        (WATERS, "水体编码", key.water, on.waters),
        (UNITS, "单位编码", key.unit, on.units),
    )
    for sheet, column, code, there in pointed:
        if code and code not in there and (sheet.name, code) not in on.mentioned:
            findings.say(POSTS, row.number, column, f"编码“{code}”在{sheet.name}表里找不到。")


def _check_needs(row: Row, key: PostKey, on: Ground, findings: Findings) -> None:
    if key.role in NEED_WATER and not key.water:
        findings.say(POSTS, row.number, "水体编码", f"{key.role.word}必须写明管哪个水体。")
    if key.role in NEED_UNIT and not key.unit:
        findings.say(POSTS, row.number, "单位编码", f"在{key.role.word}任职必须写明哪个单位。")
    region = on.regions.get(key.region)
    # A village chief appointed over a county would see and touch all of it.
    if region and _RANK[region["level"]] < _RANK[key.level]:
        reason = (
            f"“{region['name']}”是{region['level'].word}行政区，比这项{key.level.word}任职高。请写任职所在的行政区。"
        )
        findings.say(POSTS, row.number, "行政区编码", reason)
