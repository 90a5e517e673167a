"""What stands around a patrol's map: the heading with its figures above, the key and the findings below."""

from __future__ import annotations

from datetime import tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from documents.drawing import colours
from documents.drawing.canvas import Canvas, Point, Rect
from documents.drawing.fonts import length, shortened, wrapped
from documents.quantities import length_words, minutes_words, share_words, span_words

if TYPE_CHECKING:
    from documents.patrols.map import PatrolPicture

KEY_HEIGHT = 62
DOTS = (0.01, 2.4)  # in widths of the line
_MARGIN = 40
_MOST_FINDINGS = 5
_LINE = 50
_GRADE_BOX = 132


class Sign(StrEnum):
    """How something is drawn on the map."""

    LINE = "line"
    DOTS = "dots"
    CROSS = "cross"


class KeyEntry(NamedTuple):
    """What a colour and sign on the map mean."""

    words: str
    colour: str
    sign: Sign = Sign.LINE


def heading(canvas: Canvas, patrol: PatrolPicture, zone: tzinfo) -> float:
    """Draws the banner and the figures; returns where they end."""
    room = canvas.width - 3 * _MARGIN - _GRADE_BOX
    title = wrapped(patrol.water, 56, room, 2)
    down = 66 * len(title)
    canvas.box(Rect(0, 0, canvas.width, down + 132), colours.BANNER)
    for number, line in enumerate(title):
        canvas.text((_MARGIN, 54 + 66 * number), line, 56, "white", bold=1.4)
    canvas.text((_MARGIN, down + 46), shortened(patrol.chief, 34, room), 34, "white")
    when, evidence = span_words(patrol.began_at, patrol.ended_at, zone), f"证据：{patrol.grade.word}"
    beside = canvas.width - 3 * _MARGIN - length(evidence, 28)
    canvas.text((_MARGIN, down + 96), shortened(when, 30, beside), 30, colours.BANNER_SOFT)
    right = (canvas.width - _MARGIN, down + 96)
    canvas.text(right, evidence, 28, colours.BANNER_SOFT, anchor="right")
    _grade(canvas, patrol)
    return _figures(canvas, patrol, down + 132)


def _grade(canvas: Canvas, patrol: PatrolPicture) -> None:
    left = canvas.width - _MARGIN - _GRADE_BOX
    middle = left + _GRADE_BOX / 2
    canvas.box(Rect(left, 18, left + _GRADE_BOX, 134), "white", rounding=14)
    canvas.text((middle, 60), patrol.grade.value, 64, colours.BANNER, anchor="center", bold=1.6)
    canvas.text((middle, 111), "证据等级", 26, colours.BANNER, anchor="center")


def _figures(canvas: Canvas, patrol: PatrolPicture, top: float) -> float:
    figures = [
        ("时长", minutes_words(patrol.minutes), colours.INK),
        ("里程", length_words(patrol.metres), colours.INK),
        *([] if patrol.of_point else [("河段覆盖", share_words(patrol.share), colours.INK)]),
    ]
    if patrol.counts is not None:
        words, colour = ("有效", colours.GOOD) if patrol.counts else ("暂不计入", colours.NOT_YET)
        figures.append(("本次巡点" if patrol.of_point else "本次巡河", words, colour))
    width = (canvas.width - 2 * _MARGIN) / len(figures)
    for number, (name, words, colour) in enumerate(figures):
        left = _MARGIN + number * width
        canvas.text((left, top + 32), name, 26, colours.GREY)
        canvas.text((left, top + 82), words, _size_for(words, 46, width - 16), colour, bold=1)
    return top + 122


def _size_for(words: str, size: int, width: float) -> int:
    """The size at which the words fit, not above `size`."""
    return min(size, int(size * width / length(words, size)))


def key(canvas: Canvas, entries: list[KeyEntry], top: float) -> None:
    """One line that says what the colours mean; only what is on the map."""
    canvas.box(Rect(0, top, canvas.width, top + KEY_HEIGHT), "#fbfaf6")
    widths = [78 + length(entry.words, 26) for entry in entries]
    space = (canvas.width - 2 * _MARGIN - sum(widths)) / max(1, len(entries) - 1)
    left, middle = float(_MARGIN), top + KEY_HEIGHT / 2
    for entry, width in zip(entries, widths, strict=True):
        _sign(canvas, entry, (left + 24, middle))
        canvas.text((left + 60, middle), entry.words, 26, colours.INK)
        left += width + min(space, 40)


def _sign(canvas: Canvas, entry: KeyEntry, middle: Point) -> None:
    x, y = middle
    if entry.sign is Sign.CROSS:
        cross(canvas, middle, entry.colour)
    else:
        dashes = DOTS if entry.sign is Sign.DOTS else None
        canvas.line([(x - 20, y), (x + 20, y)], entry.colour, 5 if dashes else 8, dashes=dashes)


def cross(canvas: Canvas, middle: Point, colour: str, within: Rect | None = None) -> None:
    """A small cross: a point that wasn't believed."""
    x, y = middle
    for rise in (-8, 8):
        canvas.line([(x - 8, y - rise), (x + 8, y + rise)], colour, 3, within=within, alpha=0.7)


def findings(canvas: Canvas, patrol: PatrolPicture) -> float:
    """Lists the findings at the foot of the sheet; returns where the list begins."""
    shown = patrol.findings if len(patrol.findings) <= _MOST_FINDINGS else patrol.findings[: _MOST_FINDINGS - 1]
    lines = max(1, min(len(patrol.findings), _MOST_FINDINGS))
    top = canvas.height - lines * _LINE - 24
    room = canvas.width - 2 * _MARGIN - 60
    for number, finding in enumerate(shown, start=1):
        middle = top + 12 + (number - 0.5) * _LINE
        canvas.disc((_MARGIN + 20, middle), 20, colours.FINDING)
        canvas.text((_MARGIN + 20, middle), str(number), 24, "white", anchor="center")
        words = finding.words if finding.place else f"{finding.words}（无位置）"
        canvas.text((_MARGIN + 56, middle), shortened(words, 30, room), 30, colours.INK)
    if len(shown) < len(patrol.findings) or not shown:
        rest = f"另有{len(patrol.findings) - len(shown)}个问题，见巡河记录" if shown else "本次巡河未发现问题"
        canvas.text((_MARGIN, canvas.height - 12 - _LINE / 2), rest, 30, colours.GREY)
    return top
