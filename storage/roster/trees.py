"""The trees of regions and waters: what a row points at must exist, and nobody may be their own ancestor."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rules.roles import Level
from storage.roster.book import Findings, Record
from storage.roster.known import Known
from storage.roster.sheets import REGIONS, UNITS, WATERS, RosterSheet
from storage.roster.wanted import Wanted

_RANK = {level: rank for rank, level in enumerate(Level)}


def check_trees(want: Wanted, known: Known, findings: Findings) -> None:
    """Says every unknown parent or region, every cycle, every region under one that is no higher."""
    regions = known.regions | want.regions
    _check_parents(REGIONS, want.regions, regions, want, findings)
    _check_parents(WATERS, want.waters, known.waters | want.waters, want, findings)
    for sheet, records in ((WATERS, want.waters), (UNITS, want.units)):
        for code, record in records.items():
            if record["region"] not in regions and (REGIONS.name, record["region"]) not in want.mentioned:
                reason = f"行政区编码“{record['region']}”在行政区表里找不到。"
                findings.say(sheet, want.row_of(sheet, code), "所在行政区编码", reason)
    for code, record in want.regions.items():
        above = regions.get(record["parent"] or "")
        if above and _RANK[above["level"]] >= _RANK[record["level"]]:
            reason = f"上级“{above['name']}”是{above['level'].word}，不比{record['level'].word}高。"
            findings.say(REGIONS, want.row_of(REGIONS, code), "上级编码", reason)


def _check_parents(
    sheet: RosterSheet,
    told: Mapping[str, Record],
    everyone: Mapping[str, Record],
    want: Wanted,
    findings: Findings,
) -> None:
    circling = _circling({code: record["parent"] for code, record in everyone.items()})
    for code, record in told.items():
        if record["parent"] and record["parent"] not in everyone:
            if (sheet.name, record["parent"]) in want.mentioned:
                continue  # its own row has been said already
            reason = f"上级编码“{record['parent']}”在本表里找不到。"
            findings.say(sheet, want.row_of(sheet, code), "上级编码", reason)
        elif code in circling:
            reason = f"上级关系绕成了圈：{_circle(code, everyone)}。"
            findings.say(sheet, want.row_of(sheet, code), "上级编码", reason)


def _circling(parents: Mapping[str, str | None]) -> Collection[str]:
    """The codes that stand on a circle."""
    settled, circling = set[str](), set[str]()
    for start in parents:
        way: list[str] = []
        code: str | None = start
        while code is not None and code not in settled:
            settled.add(code)
            way.append(code)
            code = parents.get(code)
        if code in way:
            circling.update(way[way.index(code) :])
    return circling


def _circle(code: str, everyone: Mapping[str, Record]) -> str:
    way = [code]
    while (parent := everyone[way[-1]]["parent"]) != code and len(way) < 10:
        way.append(parent)
    return "→".join([*way, code])
