"""Work display 晒工作: townships side by side as a picture for a phone; places only, never persons."""

from __future__ import annotations

from collections.abc import Sequence

from documents.drawing.canvas import Canvas, Rect, picture
from documents.drawing.colours import BANNER, FINDING, GOOD, GREY, GRID, INK, NOT_YET
from documents.drawing.fonts import shortened
from storage.measures.display import Line

WIDTH = 1080
MOST = 40
_TOP, _ROW, _FOOT = 230, 128, 90
_BAR = Rect(300, 0, 700, 0)


def display_picture(title: str, period: str, lines: Sequence[Line], office: str) -> bytes:
    """A PNG, one block a township: patrols done of required, issues closed in time of found, those overdue."""
    shown = lines[:MOST]
    return picture(WIDTH, _TOP + _ROW * len(shown) + _FOOT, lambda sheet: _draw(sheet, title, period, shown, office))


def _draw(sheet: Canvas, title: str, period: str, lines: Sequence[Line], office: str) -> None:
    sheet.box(Rect(0, 0, WIDTH, 132), BANNER)
    sheet.text((40, 52), shortened(title, 46, WIDTH - 80), 46, "white", bold=0.8)
    sheet.text((40, 104), period, 28, "white")
    for x, words in ((300, "巡河完成"), (770, "问题按期办结"), (1040, "逾期")):
        sheet.text((x, 184), words, 26, GREY, anchor="right" if x == 1040 else "left")
    for place, line in enumerate(lines):
        _row(sheet, _TOP + place * _ROW, line)
    foot = _TOP + _ROW * len(lines) + 46
    sheet.text((40, foot), f"{office}｜按镇街编码排列，不作排名", 24, GREY)


def _row(sheet: Canvas, top: float, line: Line) -> None:
    middle = top + _ROW / 2
    sheet.line([(40, top), (WIDTH - 40, top)], GRID, 2)
    sheet.text((40, middle), shortened(line.place, 32, 240), 32, INK, bold=0.4)
    _bar(sheet, Rect(300, middle - 4, 700, middle + 16), line.done, line.required)
    words = f"{line.done}/{line.required} 次" if line.required else "无任务"
    sheet.text((300, middle - 30), words, 28, INK)
    if line.required:
        sheet.text((700, middle - 30), f"{min(100, 100 * line.done // line.required)}%", 28, INK, anchor="right")
    sheet.text((770, middle), f"{line.in_time}/{line.found}" if line.found else "—", 32, INK)
    sheet.text((1040, middle), str(line.overdue), 34, FINDING if line.overdue else GOOD, anchor="right", bold=0.5)


def _bar(sheet: Canvas, whole: Rect, done: int, required: int) -> None:
    sheet.box(whole, GRID, rounding=8)
    share = min(1.0, done / required) if required else 0.0
    if share * (whole.right - whole.left) > 16:
        right = whole.left + share * (whole.right - whole.left)
        sheet.box(Rect(whole.left, whole.top, right, whole.bottom), GOOD if share >= 1 else NOT_YET, rounding=8)
