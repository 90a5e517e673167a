"""A page of charts for a notice: patrols done by level, by township, issues of the period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from documents.drawing import colours
from documents.drawing.canvas import Canvas, Rect, picture
from documents.drawing.fonts import shortened

WIDTH = 1240
_LEFT, _BAR, _END = 280, 44, 1090  # pixels: where bars begin, how high they are, where 100 % ends
_STEP = 74
_MOST_TOWNS = 10


class _Bar(NamedTuple):
    words: str
    share: float
    value: str
    colour: str


def shows(told: dict[str, Any]) -> bool:
    """Whether there is anything to draw."""
    return any(bars for _, bars in _charts(told))


def drawn(told: dict[str, Any]) -> bytes:
    """The PNG; the townships with the lowest shares if there are many."""
    shown = [(title, bars) for title, bars in _charts(told) if bars]
    height = 60 + sum(100 + len(bars) * _STEP + 40 for _, bars in shown)

    def draw(canvas: Canvas) -> None:
        top = 40.0
        for title, bars in shown:
            top = _chart(canvas, top, title, bars) + 40

    return picture(WIDTH, max(height, 200), draw)


def _charts(told: dict[str, Any]) -> list[tuple[str, list[_Bar]]]:
    return [
        (f"{told['period']}各级河长巡河完成率", _shares(told["figures"]["levels"], "level")),
        ("各乡镇（街道）河长巡河完成率" + _which(told), _shares(_lowest(told), "name")),
        ("问题查处和整改（个）", _counts(told["figures"]["issues"])),
    ]


def _chart(canvas: Canvas, top: float, title: str, bars: Sequence[_Bar]) -> float:
    canvas.text((60, top + 30), title, 38, colours.INK, bold=0.8)
    y = top + 100
    bottom = y + len(bars) * _STEP - 16
    canvas.line([(_LEFT, y - 10), (_LEFT, bottom)], colours.GREY, 2)
    for bar in bars:
        canvas.text((_LEFT - 18, y + _BAR / 2), shortened(bar.words, 30, _LEFT - 60), 30, colours.INK, anchor="right")
        length = max(3.0, (_END - _LEFT) * min(1.0, bar.share))
        canvas.box(Rect(_LEFT, y, _LEFT + length, y + _BAR), bar.colour)
        canvas.text((_LEFT + length + 14, y + _BAR / 2), bar.value, 30, colours.INK)
        y += _STEP
    return y


def _shares(rows: Sequence[dict[str, Any]], key: str) -> list[_Bar]:
    return [
        _Bar(row[key], row["met"] / row["required"], f"{row['met'] * 100 // row['required']}%", _colour(row))
        for row in rows if row["required"]
    ]  # fmt: skip


def _colour(row: dict[str, Any]) -> str:
    return colours.WALKED if row["met"] >= row["required"] else colours.UNWALKED


def _lowest(told: dict[str, Any]) -> list[dict[str, Any]]:
    towns = [row for row in told["figures"]["towns"] if row["required"]]
    ordered = sorted(towns, key=lambda row: row["met"] / row["required"])
    return ordered[:_MOST_TOWNS]


def _which(told: dict[str, Any]) -> str:
    towns = sum(bool(row["required"]) for row in told["figures"]["towns"])
    return f"（最低的{_MOST_TOWNS}个）" if towns > _MOST_TOWNS else ""


def _counts(issues: dict[str, int]) -> list[_Bar]:
    rows = (("发现问题", "found", colours.HERE), ("整改销号", "closed", colours.WALKED),
            ("逾期未整改", "overdue", colours.UNWALKED), ("反弹", "relapsed", colours.FINDING))  # fmt: skip
    most = max(issues[key] for _, key, _ in rows)
    return [_Bar(words, issues[key] / most, str(issues[key]), colour) for words, key, colour in rows] if most else []
