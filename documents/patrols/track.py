"""The map of a patrol itself: waters, walked and unwalked parts of the reach, the track, marks, findings."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from documents.drawing import colours
from documents.drawing.canvas import Canvas, Rect
from documents.drawing.furniture import ground, north_arrow, scale_bar
from documents.drawing.markers import Marker, draw_markers
from documents.drawing.names import thinned, water_names
from documents.drawing.stretches import Stretches, stretches
from documents.drawing.view import View, diagonal, view_of
from documents.patrols.frame import DOTS, KeyEntry, Sign, cross
from rules.geodesy import Line, Place

if TYPE_CHECKING:
    from documents.patrols.map import PatrolPicture

_MARGIN = 80  # pixels kept free around what the map is about
_TOO_SMALL = 260  # pixels; a walk that would look smaller than this on the map of the whole reach is shown closer
_CLOSER = 3.0  # times the walk's own extent
_OVERVIEW = 220  # pixels, the side of the little map of the whole reach


def chart(canvas: Canvas, patrol: PatrolPicture, rect: Rect) -> list[KeyEntry]:
    """Draws the map into the rectangle; returns what its key must explain."""
    parts = _walked_and_not(patrol)
    places = _about(patrol)
    if not places:
        return _without_places(canvas, patrol, rect)
    whole = view_of(places, rect, _MARGIN)
    view = _closer(patrol, whole)
    step = ground(canvas, view)
    _waters(canvas, patrol, view)
    _parts(canvas, parts, view)
    _track(canvas, patrol, view)
    own = [point for line in patrol.reach for point in view.line(thinned(line))]
    water_names(canvas, patrol.neighbours, view, own)
    if view is not whole:
        _overview(canvas, patrol, view)
    north_arrow(canvas, view)
    scale_bar(canvas, view, step)
    draw_markers(canvas, _markers(patrol, view), rect)
    return _key(patrol, parts)


def _walked_and_not(patrol: PatrolPicture) -> list[Stretches]:
    """Nothing where there is no track: a reach without one isn't known to be unwalked."""
    if not any(len(leg) > 1 for leg in patrol.legs):
        return []
    return [stretches(line, patrol.legs, patrol.reach_width) for line in patrol.reach if len(line) > 1]


def _walk(patrol: PatrolPicture) -> tuple[Place, ...]:
    return tuple(fix.place for leg in patrol.legs for fix in leg)


def _found(patrol: PatrolPicture) -> tuple[Place, ...]:
    return tuple(finding.place for finding in patrol.findings if finding.place)


def _about(patrol: PatrolPicture) -> tuple[Place, ...]:
    """What must be seen; outliers aren't among it, they may lie in the next county."""
    return (*(place for line in patrol.reach for place in line), *_walk(patrol), *_found(patrol))


def _closer(patrol: PatrolPicture, whole: View) -> View:
    """The view of the whole, or of the walk and its surroundings if the walk is a speck on a long reach."""
    walk = (*_walk(patrol), *_found(patrol))
    if not walk or _is_spot(patrol) or diagonal(walk) / whole.metres_per_pixel >= _TOO_SMALL:
        return whole
    near = view_of(walk, whole.rect, _MARGIN, least_metres=_CLOSER * max(diagonal(walk), 100.0))
    return near if near.metres_per_pixel < whole.metres_per_pixel / 1.5 else whole


def _is_spot(patrol: PatrolPicture) -> bool:
    """Whether a point 点位 was gone to, not a reach along."""
    return patrol.of_point or (bool(patrol.reach) and all(len(line) == 1 for line in patrol.reach))


def _waters(canvas: Canvas, patrol: PatrolPicture, view: View) -> None:
    for neighbour in patrol.neighbours:
        _water(canvas, view, neighbour.line, colours.NEIGHBOUR, 7)
    for line in patrol.reach:
        _water(canvas, view, line, colours.WATER, 34)


def _water(canvas: Canvas, view: View, line: Line, colour: str, width: float) -> None:
    if len(line) == 1:
        canvas.disc(view.at(line[0]), width, colour, within=view.rect)
    if len(line) > 3 and line[0] == line[-1]:  # the shore of a lake or reservoir
        canvas.shape(view.line(line), colour, within=view.rect, alpha=0.5)
    canvas.line(view.line(line), colour, width, within=view.rect)


def _parts(canvas: Canvas, parts: list[Stretches], view: View) -> None:
    for part in parts:
        for line in part.unwalked:
            canvas.line(view.line(line), colours.UNWALKED, 16, within=view.rect)
        for line in part.walked:
            canvas.line(view.line(line), colours.WALKED, 16, within=view.rect)


def _track(canvas: Canvas, patrol: PatrolPicture, view: View) -> None:
    for fix in patrol.dropped:
        cross(canvas, view.at(fix.place), colours.DROPPED, view.rect)
    for before, after in pairwise(leg for leg in patrol.legs if leg):
        jump = view.line((before[-1].place, after[0].place))
        canvas.line(jump, colours.DROPPED, 5, within=view.rect, dashes=DOTS)
    for leg in patrol.legs:
        points = view.line(fix.place for fix in leg)
        if len(points) == 1:
            canvas.disc(points[0], 9, colours.TRACK, edge="white", edge_width=3, within=view.rect)
        else:
            canvas.line(points, "white", 7, within=view.rect)
            canvas.line(points, colours.TRACK, 4, within=view.rect)


def _markers(patrol: PatrolPicture, view: View) -> list[Marker]:
    walk = _walk(patrol)
    marks = [Marker("起", view.at(walk[0]), colours.START)] if walk else []
    if len(walk) > 1:
        marks.append(Marker("止", view.at(walk[-1]), colours.END))
    for number, finding in enumerate(patrol.findings, start=1):
        if finding.place:
            marks.append(Marker(str(number), view.at(finding.place), colours.FINDING))
    return marks


def _overview(canvas: Canvas, patrol: PatrolPicture, view: View) -> None:
    """The whole reach small in the upper left corner, with a frame where the map is."""
    left, top = view.rect.left + 20, view.rect.top + 20
    rect = Rect(left, top, left + _OVERVIEW, top + _OVERVIEW)
    whole = view_of(_about(patrol), rect, 18)
    canvas.box(rect, "white", edge=colours.GREY)
    for line in patrol.reach:
        canvas.line(whole.line(line), colours.WATER, 6, within=rect)
    x, y = whole.at(view.middle)
    half_x = (view.rect.right - view.rect.left) / 2 * view.metres_per_pixel / whole.metres_per_pixel
    half_y = (view.rect.bottom - view.rect.top) / 2 * view.metres_per_pixel / whole.metres_per_pixel
    half_x, half_y = max(half_x, 7), max(half_y, 7)
    corners = [
        (x - half_x, y - half_y),
        (x + half_x, y - half_y),
        (x + half_x, y + half_y),
        (x - half_x, y + half_y),
    ]
    canvas.line([*corners, corners[0]], colours.FINDING, 3, within=rect)
    canvas.text((left + 12, rect.bottom - 22), "点位全貌" if patrol.of_point else "河段全貌", 22, colours.GREY)


def _without_places(canvas: Canvas, patrol: PatrolPicture, rect: Rect) -> list[KeyEntry]:
    canvas.box(rect, colours.LAND)
    middle = ((rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2)
    canvas.text(middle, f"本次巡{'点' if patrol.of_point else '河'}没有位置记录", 36, colours.GREY, anchor="center")
    return []


def _key(patrol: PatrolPicture, parts: list[Stretches]) -> list[KeyEntry]:
    stretch, going = ("岸线", "巡点") if patrol.of_point else ("河段", "巡河")
    entries = [
        (bool(patrol.reach) and not parts, KeyEntry("本点位" if _is_spot(patrol) else "本河段", colours.WATER)),
        (any(part.walked for part in parts), KeyEntry(f"已巡{stretch}", colours.WALKED)),
        (any(part.unwalked for part in parts), KeyEntry(f"未巡{stretch}", colours.UNWALKED)),
        (any(len(leg) > 1 for leg in patrol.legs), KeyEntry(f"{going}轨迹", colours.TRACK)),
        (len(patrol.legs) > 1, KeyEntry("中断", colours.DROPPED, Sign.DOTS)),
        (bool(patrol.dropped), KeyEntry(f"漂移点{len(patrol.dropped)}个未计", colours.DROPPED, Sign.CROSS)),
    ]
    return [entry for wanted, entry in entries if wanted]
