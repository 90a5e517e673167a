"""A sheet to draw on, measured in pixels from its top left corner; matplotlib behind it, imported late."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING, Literal, NamedTuple

from PIL import Image, ImageColor, ImageDraw

from documents.drawing.fonts import legible, length, sans
from documents.drawing.packing import packed

if TYPE_CHECKING:
    from matplotlib.artist import Artist

Point = tuple[float, float]
Anchor = Literal["left", "center", "right"]
# One at a time: the fonts are shared, and a sheet is some megabytes.
_ONE_AT_A_TIME = threading.Lock()
_HALO = 5  # pixels, both sides together
_BASELINE = 0.38  # of the size: so far below its middle a line of Chinese stands


class Rect(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, point: Point, margin: float = 0) -> bool:
        """Whether the point lies inside, at least `margin` from every edge."""
        across = self.left + margin <= point[0] <= self.right - margin
        return across and self.top + margin <= point[1] <= self.bottom - margin


def picture(width: int, height: int, draw: Callable[[Canvas], None]) -> bytes:
    """A PNG of what `draw` puts on a fresh canvas."""
    with _ONE_AT_A_TIME:
        canvas = Canvas(width, height)
        draw(canvas)
        return canvas.png()


class Canvas:
    """Lines, shapes and letters; what is drawn later lies above."""

    def __init__(self, width: int, height: int) -> None:
        """A white sheet. At 72 dots an inch matplotlib's points are pixels."""
        from matplotlib.backends.backend_agg import RendererAgg

        self.width, self.height = width, height
        self._renderer = RendererAgg(width, height, 72)  # type: ignore[no-untyped-call]
        self.box(Rect(0, 0, width, height), "white")

    def line(
        self,
        points: Sequence[Point],
        colour: str,
        width: float,
        *,
        within: Rect | None = None,
        dashes: tuple[float, float] | None = None,
        alpha: float = 1,
    ) -> None:
        """A line through the points with round ends, cut off at the edges of `within`."""
        from matplotlib.lines import Line2D

        xs, ys = [x for x, _ in points], [self.height - y for _, y in points]
        line = Line2D(xs, ys, color=colour, linewidth=width, alpha=alpha, transform=None)
        if dashes:
            line.set_linestyle((0, dashes))
        line.set_solid_capstyle("round")
        line.set_solid_joinstyle("round")
        line.set_dash_capstyle("round")
        self._add(line, within)

    def box(self, rect: Rect, colour: str, *, rounding: float = 0, edge: str = "none", alpha: float = 1) -> None:
        """A filled rectangle, its corners rounded by `rounding` pixels."""
        from matplotlib.patches import FancyBboxPatch

        size = (rect.right - rect.left - 2 * rounding, rect.bottom - rect.top - 2 * rounding)
        style = f"round,pad={rounding}" if rounding else "square,pad=0"
        corner = (rect.left + rounding, self.height - rect.bottom + rounding)
        self._add(FancyBboxPatch(corner, *size, boxstyle=style, fc=colour, ec=edge, alpha=alpha, transform=None))

    def disc(
        self,
        middle: Point,
        radius: float,
        colour: str,
        *,
        edge: str = "none",
        edge_width: float = 0,
        within: Rect | None = None,
        alpha: float = 1,
    ) -> None:
        """A filled circle."""
        from matplotlib.patches import Circle

        where = (middle[0], self.height - middle[1])
        circle = Circle(where, radius, fc=colour, ec=edge, lw=edge_width, alpha=alpha, transform=None)
        self._add(circle, within)

    def shape(self, points: Sequence[Point], colour: str, *, within: Rect | None = None, alpha: float = 1) -> None:
        """A filled polygon."""
        from matplotlib.patches import Polygon

        corners = [(x, self.height - y) for x, y in points]
        self._add(Polygon(corners, closed=True, fc=colour, alpha=alpha, transform=None), within)

    def text(
        self,
        corner: Point,
        words: str,
        size: int,
        colour: str,
        *,
        anchor: Anchor = "left",
        bold: float = 0,
        halo: str = "",
    ) -> None:
        """Words on one line, centred on the height of `corner`; `bold` thickens by so many pixels."""
        font, line, around = sans(size), legible(words), _HALO if halo else bold
        long, edge = length(line, size), ceil(around)
        room = (ceil(long) + 2 * edge + size // 4, 2 * size + 2 * edge)
        sheet = Image.new("RGBA", room, (*ImageColor.getrgb(halo or colour)[:3], 0))
        draw = ImageDraw.Draw(sheet)
        draw.text((edge, edge + size), line, colour, font, "ls", stroke_width=around / 2, stroke_fill=halo or None)
        left = corner[0] - long * {"left": 0, "center": 0.5, "right": 1}[anchor] - edge
        self._lay(sheet, round(left), round(corner[1] + _BASELINE * size) - size - edge)

    def png(self) -> bytes:
        """The sheet as a PNG."""
        pixels = self._renderer.buffer_rgba()  # type: ignore[no-untyped-call]
        return packed(Image.frombytes("RGB", (self.width, self.height), pixels, "raw", "RGBX"))

    def _lay(self, picture: Image.Image, left: int, top: int) -> None:
        """Lays a picture onto the sheet; matplotlib counts both from below."""
        import numpy

        upside_down = numpy.array(picture)[::-1]
        under = self.height - top - picture.height
        self._renderer.draw_image(self._renderer.new_gc(), left, under, upside_down)

    def _add(self, artist: Artist, within: Rect | None = None) -> None:
        from matplotlib.transforms import Bbox, IdentityTransform

        artist.set_transform(IdentityTransform())
        artist.set_clip_on(within is not None)
        if within is not None:
            low, high = self.height - within.bottom, self.height - within.top
            artist.set_clip_box(Bbox.from_extents(within.left, low, within.right, high))
        artist.draw(self._renderer)
