"""What every map carries: the ground with its grid, a scale bar and a north arrow."""

from __future__ import annotations

from documents.drawing import colours
from documents.drawing.canvas import Canvas, Rect
from documents.drawing.view import View, round_length
from documents.quantities import length_words

_LONGEST_BAR = 240  # pixels


def ground(canvas: Canvas, view: View) -> float:
    """Fills the map's rectangle and draws a grid; returns its width in metres, which the scale bar shows."""
    rect = view.rect
    canvas.box(rect, colours.LAND)
    step = round_length(_LONGEST_BAR * view.metres_per_pixel)
    pixels = step / view.metres_per_pixel
    for number in range(1, int((rect.right - rect.left) / pixels) + 1):
        x = rect.left + number * pixels
        canvas.line([(x, rect.top), (x, rect.bottom)], colours.GRID, 1.5)
    for number in range(1, int((rect.bottom - rect.top) / pixels) + 1):
        y = rect.bottom - number * pixels
        canvas.line([(rect.left, y), (rect.right, y)], colours.GRID, 1.5)
    return step


def scale_bar(canvas: Canvas, view: View, step: float) -> None:
    """A bar of a round length at the lower left of the map."""
    left, bottom = view.rect.left + 32, view.rect.bottom - 30
    right = left + step / view.metres_per_pixel
    words = length_words(step).replace(".00", "")
    canvas.box(Rect(left - 14, bottom - 52, max(right, left + 110) + 14, bottom + 16), "white", rounding=8, alpha=0.8)
    canvas.line([(left, bottom - 10), (left, bottom), (right, bottom), (right, bottom - 10)], colours.INK, 4)
    canvas.text(((left + right) / 2, bottom - 28), words, 26, colours.INK, anchor="center")


def north_arrow(canvas: Canvas, view: View) -> None:
    """An arrow at the upper right of the map; north is up."""
    x, y = view.rect.right - 52, view.rect.top + 24
    canvas.box(Rect(x - 32, y - 10, x + 32, y + 86), "white", rounding=8, alpha=0.8)
    canvas.shape([(x, y), (x - 17, y + 44), (x, y + 34), (x + 17, y + 44)], colours.INK)
    canvas.text((x, y + 64), "北", 26, colours.INK, anchor="center")
