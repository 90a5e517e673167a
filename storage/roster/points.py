"""Points 点位 of the roster that lie where they cannot: in another region than their water, or kilometres off it."""

from __future__ import annotations

from collections.abc import Mapping

from rules.geodesy import Box, Line, box, nearest
from rules.points import POINT_KINDS
from storage.roster.book import Findings, Record
from storage.roster.known import Known
from storage.roster.sheets import WATERS
from storage.roster.wanted import Wanted
from storage.waters import line_of

FAR_M = 10_000.0  # a point so far off the water that it is said to be at is a slip of the pen


def check_points(want: Wanted, known: Known, findings: Findings) -> None:
    """Says every point outside the region of its water, and every one far off the water's line."""
    regions, waters = known.regions | want.regions, known.waters | want.waters
    reach = _Reach(waters)
    for code, record in want.waters.items():
        above = waters.get(record["parent"] or "")
        if record["kind"] not in POINT_KINDS or above is None:
            continue
        row = want.row_of(WATERS, code)
        if not _related(record["region"], above["region"], regions):
            own, other = (regions[each]["name"] for each in (record["region"], above["region"]))
            reason = f"点位在“{own}”，它的上级“{above['name']}”却在“{other}”。请核对，跨界的写共同上级。"
            findings.say(WATERS, row, "所在行政区编码", reason)
        if (off := reach.off(record, record["parent"])) is not None and off > FAR_M:
            reason = f"离它的上级“{above['name']}”有{off / 1000:.0f}公里，请检查坐标和坐标系。"
            findings.say(WATERS, row, "岸线坐标", reason)


class _Reach:
    """Lines of waters, each read once: most points are seen to be near by the box alone."""

    def __init__(self, waters: Mapping[str, Record]) -> None:
        self._waters = waters
        self._read: dict[str, tuple[Line, Box] | None] = {}

    def off(self, record: Record, code: str) -> float | None:
        """Metres off the line of a water; None within its box and margin, or where one of them has no line."""
        if code not in self._read:
            line = line_of(self._waters[code].get("line"))
            self._read[code] = (line, box(line, FAR_M)) if line else None
        own, found = record.get("line"), self._read[code]
        if not own or found is None:
            return None
        place = (line_of(own) or ())[0]
        line, around = found
        if around.south <= place.lat <= around.north and around.west <= place.lon <= around.east:
            return None
        return nearest(place, line).metres_off


def _related(one: str, other: str, regions: Mapping[str, Record]) -> bool:
    """Whether one region is the other, or lies in it; an unknown one is said elsewhere."""
    if one not in regions or other not in regions:
        return True
    return one in _upward(other, regions) or other in _upward(one, regions)


def _upward(code: str, regions: Mapping[str, Record]) -> list[str]:
    way = [code]
    while (parent := regions[way[-1]]["parent"]) in regions and parent not in way:
        way.append(parent)
    return way
