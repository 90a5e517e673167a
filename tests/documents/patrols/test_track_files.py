import json
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from documents.patrols.track_files import Mark, TrackFile, geojson, gpx
from rules.geodesy import Place
from rules.tracks import Fix
from tests.documents.conftest import BEGAN
from tests.documents.official.test_official_paper import ODD, ODD_KEPT

GPX = "{http://www.topografix.com/GPX/1/1}"
Legs = tuple[tuple[Fix, ...], ...]


def walked(legs: Legs) -> TrackFile:
    found = Mark(Place(29.5925, 106.2015), "河岸堆放建筑垃圾", datetime(2026, 11, 21, 1, 20, tzinfo=UTC))
    return TrackFile("璧南河青杠段 2026年11月21日", "张大山", legs, [found])


def test_a_gpx_has_a_segment_a_leg_and_times_in_utc(walk: Legs) -> None:
    root = etree.fromstring(gpx(walked(walk)))
    assert (root.tag, root.get("version"), root.findtext(f"{GPX}trk/{GPX}name")) == (
        f"{GPX}gpx",
        "1.1",
        "璧南河青杠段 2026年11月21日",
    )
    assert [len(leg) for leg in root.iter(f"{GPX}trkseg")] == [18, 16]
    first = next(root.iter(f"{GPX}trkpt"))
    assert (first.get("lat"), first.get("lon")) == ("29.600000", "106.200000")
    assert first.findtext(f"{GPX}time") == "2026-11-21T01:12:00Z"
    assert root.findtext(f"{GPX}wpt/{GPX}name") == "河岸堆放建筑垃圾"


def test_a_geojson_has_longitude_first_and_a_line_a_leg(walk: Legs) -> None:
    collection: dict[str, Any] = json.loads(geojson(walked(walk)))
    kinds = [each["geometry"]["type"] for each in collection["features"]]
    assert kinds == ["LineString", "LineString", "Point"]
    first = collection["features"][0]
    assert first["geometry"]["coordinates"][0] == [106.2, 29.6]
    assert len(first["properties"]["times"]) == len(first["geometry"]["coordinates"]) == 18
    assert first["properties"]["chief"] == "张大山"


def test_a_leg_of_one_fix_is_a_point_and_no_track_is_a_file_too() -> None:
    lone = TrackFile("河", "张大山", [[Fix(BEGAN, Place(29.6, 106.2))], []])
    assert [each["geometry"]["type"] for each in json.loads(geojson(lone))["features"]] == ["Point"]
    assert json.loads(geojson(TrackFile("河", "张大山", [])))["features"] == []
    assert len(list(etree.fromstring(gpx(TrackFile("河", "张大山", []))).iter(f"{GPX}trkpt"))) == 0


def test_odd_names_stay_words_in_both() -> None:
    odd = TrackFile(ODD, ODD, [], [Mark(Place(29.6, 106.2), ODD)])
    assert etree.fromstring(gpx(odd)).findtext(f"{GPX}wpt/{GPX}name") == ODD.replace("\x00\x0b\ud800 ", "")
    assert ODD_KEPT.split("{{ <")[0][:20] in json.loads(geojson(odd))["features"][0]["properties"]["name"]
