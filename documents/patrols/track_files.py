"""A patrol's track as files other programs read: GPX 1.1 and GeoJSON (RFC 7946), both in WGS-84."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from documents.official.text import clean
from rules.geodesy import Place
from rules.tracks import Fix

CREATOR = "River Chief Bot"
_GPX = 'xmlns="http://www.topografix.com/GPX/1/1"'


@dataclass(frozen=True)
class Mark:
    """A point on the way: an issue found, a photo taken."""

    place: Place
    words: str
    at: datetime | None = None


@dataclass(frozen=True)
class TrackFile:
    """A track: its name, who walked it, its legs as `rules.tracks.measure` gives them, marks on the way."""

    name: str
    chief: str
    legs: Sequence[Sequence[Fix]]
    marks: Sequence[Mark] = ()


def gpx(track: TrackFile) -> bytes:
    """GPX 1.1: a waypoint a mark, one track, a segment a leg, times in UTC."""
    marks = "".join(_point("wpt", mark.place, mark.at, f"<name>{_words(mark.words)}</name>") for mark in track.marks)
    legs = "".join(
        f"<trkseg>{''.join(_point('trkpt', fix.place, fix.at) for fix in leg)}</trkseg>" for leg in track.legs
    )
    about = f"<name>{_words(track.name)}</name>"
    by = f"<author><name>{_words(track.chief)}</name></author>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<gpx {_GPX} version="1.1" creator="{CREATOR}">'
        f"<metadata>{about}{by}</metadata>{marks}<trk>{about}{legs}</trk></gpx>\n"
    ).encode()


def geojson(track: TrackFile) -> bytes:
    """A FeatureCollection: a line a leg (a point where the leg is one fix) with its times, a point a mark."""
    legs = [_leg(place, leg, track) for place, leg in enumerate(track.legs, start=1) if leg]
    marks = [
        _feature("Point", _lonlat(mark.place), {"name": clean(mark.words), "time": _time(mark.at)})
        for mark in track.marks
    ]
    collection = {"type": "FeatureCollection", "features": [*legs, *marks]}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _leg(place: int, leg: Sequence[Fix], track: TrackFile) -> dict[str, Any]:
    told = {"name": clean(track.name), "chief": clean(track.chief), "leg": place, "times": [_time(f.at) for f in leg]}
    if len(leg) == 1:
        return _feature("Point", _lonlat(leg[0].place), told)
    return _feature("LineString", [_lonlat(fix.place) for fix in leg], told)


def _feature(kind: str, coordinates: list[Any], told: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": told}


def _lonlat(place: Place) -> list[float]:
    return [round(place.lon, 6), round(place.lat, 6)]


def _point(tag: str, place: Place, at: datetime | None, more: str = "") -> str:
    time = f"<time>{_time(at)}</time>" if at else ""
    return f'<{tag} lat="{place.lat:.6f}" lon="{place.lon:.6f}">{time}{more}</{tag}>'


def _time(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def _words(words: str) -> str:
    return escape(clean(words))
