"""One patrol as a picture for the phone: the reach, the track, what was found; no map tiles from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache

from documents.drawing.canvas import Canvas, Rect, picture
from documents.patrols import frame, track
from documents.pictures import SHANGHAI
from rules.evidence import Grade
from rules.geodesy import Line, Place
from rules.tracks import Fix

WIDTH, HEIGHT = 1080, 1350  # pixels: a phone held upright


@dataclass(frozen=True)
class Finding:
    """What was found on the way: in words as the list below the map has them, and where, as far as known."""

    words: str
    place: Place | None = None


@dataclass(frozen=True)
class NamedLine:
    """A neighbouring water: its name and line."""

    name: str
    line: Line


@dataclass(frozen=True)
class PatrolPicture:
    """Everything on the picture.

    `chief` is the person with post, `minutes` without pauses, `metres` walked, `share` (0..1) of the reach or
    None where it has no line; `legs` and `dropped` as `rules.tracks.measure` gives them, `reach` the lines of the
    chief's own stretch, `reach_width` in metres from the same track rules; `counts` says whether the patrol is
    valid, None while that isn't decided.
    """

    water: str
    chief: str
    began_at: datetime
    ended_at: datetime
    minutes: float
    metres: float
    share: float | None
    grade: Grade
    reach: tuple[Line, ...] = ()
    reach_width: float = 50.0
    neighbours: tuple[NamedLine, ...] = ()
    legs: tuple[tuple[Fix, ...], ...] = ()
    dropped: tuple[Fix, ...] = ()
    findings: tuple[Finding, ...] = ()
    counts: bool | None = None
    of_point: bool = False  # a keeper went round a point 点位: nothing is covered, and it is no 河段


@lru_cache(maxsize=8)  # the same one is often asked for again: by the office, by the reporter
def patrol_map(patrol: PatrolPicture, zone: tzinfo = SHANGHAI) -> bytes:
    """A PNG of 1080 x 1350 pixels, some 100 kB; times on it are those of `zone`."""

    def draw(canvas: Canvas) -> None:
        top = frame.heading(canvas, patrol, zone)
        bottom = frame.findings(canvas, patrol)
        key = track.chart(canvas, patrol, Rect(0, top, WIDTH, bottom - frame.KEY_HEIGHT))
        frame.key(canvas, key, bottom - frame.KEY_HEIGHT)

    return picture(WIDTH, HEIGHT, draw)
