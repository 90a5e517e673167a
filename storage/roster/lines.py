"""Lines of the roster: text to WGS-84, with every way to get coordinates wrong said in words."""

from __future__ import annotations

import re
from itertools import pairwise

from rules.geodesy import Box, Datum, Line, Place, box, length, metres, to_wgs84
from storage.roster.book import Record

CHINA = Box(south=3.0, west=73.0, north=54.0, east=136.0)
LONGEST_STEP_M = 50_000  # two points of one line further apart are a slip of the pen
STRETCHED = frozenset({"河流", "河段", "渠"})  # a lake or a pond may be a single point
_DATUMS = {datum.word: datum for datum in Datum}
_BETWEEN_POINTS = re.compile(r"[;；\n\r|]+")
_BETWEEN_NUMBERS = re.compile(r"\s*[,，\s]\s*")


class LineError(ValueError):
    """A line that cannot be meant so; the message is the Chinese sentence."""


def line_wgs84(text: str, datum: str, kind: str) -> Line:
    """The line of a cell "lon,lat;lon,lat;…" given in `datum`, in WGS-84; raises `LineError`."""
    given = [_place(number, part) for number, part in enumerate(_parts(text), start=1)]
    if len(given) < 2 and kind in STRETCHED:
        raise LineError(f"{kind}的岸线至少要两个点，这里只有{len(given)}个。")
    line = tuple(_rounded(to_wgs84(place, _DATUMS[datum])) for place in given)
    for number, (a, b) in enumerate(pairwise(line), start=2):
        if metres(a, b) > LONGEST_STEP_M:
            raise LineError(f"第{number}个点离前一个点有{metres(a, b) / 1000:.0f}公里，请检查是否写错。")
    return line


def measures(line: list[list[float]] | None) -> Record:
    """Length and box of a stored line, as the columns of `Water`; all None without a line."""
    if not line:
        return dict.fromkeys(("length_m", "south", "north", "west", "east"))
    places = tuple(Place(lat, lon) for lat, lon in line)
    around = box(places)
    return {
        "length_m": round(length(places), 1),
        "south": around.south,
        "north": around.north,
        "west": around.west,
        "east": around.east,
    }


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN_POINTS.split(text) if part.strip()]


def _place(number: int, part: str) -> Place:
    try:
        lon, lat = (float(figure) for figure in _BETWEEN_NUMBERS.split(part.strip(" ,，()（）")))
    except ValueError:
        raise LineError(f"第{number}个点“{part[:40]}”看不懂。请写「经度,纬度」，点与点之间用分号隔开。") from None
    if CHINA.holds(Place(lat, lon)):
        return Place(lat, lon)
    if CHINA.holds(Place(lon, lat)):
        raise LineError(f"第{number}个点“{part}”的经纬度写反了。请把经度写在前面、纬度写在后面。")
    raise LineError(f"第{number}个点“{part[:40]}”不在中国境内。请检查经度（73—136）和纬度（3—54）。")


def _rounded(place: Place) -> Place:
    return Place(round(place.lat, 6), round(place.lon, 6))  # a tenth of a metre
