"""A sheet to draw on, measured in pixels from its top left corner; matplotlib behind it, imported late."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from documents.drawing.fonts import legible, sans_for_matplotlib

if TYPE_CHECKING:
    from matplotlib.artist import Artist

Point = tuple[float, float]
# matplotlib keeps fonts in caches that aren't made for several threads; pictures take turns.
_ONE_AT_A_TIME = threading.Lock()
_COLOURS = 128  # a palette keeps the file small, and flat colours lose nothing


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
        from matplotlib.figure import Figure

        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor="white")

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
        size: float,
        colour: str,
        *,
        anchor: str = "left",
        bold: float = 0,
        halo: str = "",
        within: Rect | None = None,
    ) -> None:
        """Words on one line, centred on the height of `corner`; `bold` thickens by so many pixels."""
        from matplotlib.patheffects import withStroke
        from matplotlib.text import Text

        text = Text(
            *(corner[0], self.height - corner[1], legible(words)),
            color=colour,
            fontproperties=sans_for_matplotlib(size),
            ha=anchor,
            va="center_baseline",
            parse_math=False,
            transform=None,
        )
        if bold or halo:
            outline = withStroke(linewidth=bold or 5, foreground=colour if bold else halo)
            text.set_path_effects([outline])
        self._add(text, within)

    def png(self) -> bytes:
        """The sheet as a PNG."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        canvas = FigureCanvasAgg(self._figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
        sheet = Image.frombuffer("RGBA", canvas.get_width_height(), pixels, "raw", "RGBA", 0, 1).convert("RGB")
        # A fifth of the time of a median cut with the tightest packing, and the file as small.
        small = sheet.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        target = io.BytesIO()
        small.save(target, "PNG", compress_level=6)
        return target.getvalue()

    def _add(self, artist: Artist, within: Rect | None = None) -> None:
        from matplotlib.transforms import Bbox, IdentityTransform

        artist.set_transform(IdentityTransform())
        artist.set_zorder(len(self._figure.artists) + len(self._figure.lines) + len(self._figure.patches))
        self._figure.add_artist(artist)
        artist.set_clip_on(within is not None)
        if within is not None:
            low, high = self.height - within.bottom, self.height - within.top
            artist.set_clip_box(Bbox.from_extents(within.left, low, within.right, high))
