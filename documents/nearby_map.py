"""A small map of a place with what is around it, numbered: open issues when reporting, points and their keepers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from documents.drawing import colours
from documents.drawing.canvas import Canvas, Rect, picture
from documents.drawing.fonts import shortened
from documents.drawing.furniture import ground, north_arrow, scale_bar
from documents.drawing.markers import Marker, draw_markers
from documents.drawing.view import View, view_of
from documents.quantities import length_words
from rules.geodesy import Line, Place

WIDTH, MAP_HEIGHT = 1080, 760  # pixels
MOST = 6
_MARGIN, _HEAD, _LINE = 40, 92, 56


@dataclass(frozen=True)
class NearbyIssue:
    """An open issue, or a point: in words as the list has them, where, and how many metres away."""

    words: str
    place: Place
    metres: float


@dataclass(frozen=True)
class NearbyPicture:
    """A place, what is around it (nearest first; six are shown), the lines of the waters there, the heading."""

    here: Place
    issues: tuple[NearbyIssue, ...]
    waters: tuple[Line, ...] = ()
    title: str = "附近尚未办结的问题"
    nothing: str = "附近没有尚未办结的问题"


@lru_cache(maxsize=8)  # the same one is often asked for again: by the office, by the reporter
def nearby_map(nearby: NearbyPicture) -> bytes:
    """A PNG 1080 pixels wide; the numbers are those of the issues in their order, from 1."""
    shown = nearby.issues[:MOST]
    height = _HEAD + MAP_HEIGHT + 20 + _LINE * max(1, len(shown)) + 16

    def draw(canvas: Canvas) -> None:
        canvas.box(Rect(0, 0, WIDTH, _HEAD), colours.BANNER)
        canvas.text((_MARGIN, _HEAD / 2), nearby.title, 40, "white", bold=1)
        rect = Rect(0, _HEAD, WIDTH, _HEAD + MAP_HEIGHT)
        view = view_of([nearby.here, *(issue.place for issue in shown)], rect, 110, least_metres=120)
        _map(canvas, nearby, shown, view)
        _list(canvas, shown, nearby.nothing)

    return picture(WIDTH, height, draw)


def _map(canvas: Canvas, nearby: NearbyPicture, shown: tuple[NearbyIssue, ...], view: View) -> None:
    step = ground(canvas, view)
    for water in nearby.waters:
        canvas.line(view.line(water), colours.WATER, 24, within=view.rect)
    north_arrow(canvas, view)
    scale_bar(canvas, view, step)
    marks = [Marker(str(number), view.at(issue.place), colours.FINDING) for number, issue in enumerate(shown, start=1)]
    draw_markers(canvas, [Marker("我", view.at(nearby.here), colours.HERE), *marks], view.rect)


def _list(canvas: Canvas, shown: tuple[NearbyIssue, ...], nothing: str) -> None:
    top = _HEAD + MAP_HEIGHT + 20
    for number, issue in enumerate(shown, start=1):
        middle = top + (number - 0.5) * _LINE
        canvas.disc((_MARGIN + 22, middle), 22, colours.FINDING)
        canvas.text((_MARGIN + 22, middle), str(number), 26, "white", anchor="center")
        canvas.text((_MARGIN + 62, middle), shortened(issue.words, 32, WIDTH - 2 * _MARGIN - 250), 32, colours.INK)
        away = f"距我{length_words(issue.metres)}"
        canvas.text((WIDTH - _MARGIN, middle), away, 30, colours.GREY, anchor="right")
    if not shown:
        canvas.text((_MARGIN, top + _LINE / 2), nothing, 32, colours.GREY)
