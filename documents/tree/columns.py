"""Rows of a responsibility tree into columns of a height; what is cut says where it belongs at the top of the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from documents.tree.rows import Kind, Row

BETWEEN = 22.0  # pixels between two branches
Column = tuple[Row, ...]


def columns(branches: Iterable[Sequence[Row]], height: float) -> list[Column]:
    """The branches one below the other, in columns at most `height` pixels high."""
    every = [row for branch in branches for row in branch]
    done: list[Column] = []
    here: list[Row] = []
    used = 0.0
    for row, following in pairwise([*every, None]):
        assert row is not None  # noqa: S101  # only the end of the pairs is None
        space = _space(row, bool(here))
        with_next = following.height if row.leads and following else 0.0
        if here and used + space + with_next > height:
            done.append(tuple(here))
            here = [above.repeated() for above in row.above]
            used = column_height(here)
            space = _space(row, bool(here))
        here.append(row)
        used += space
    return [*done, tuple(here)] if here else done


def column_height(column: Sequence[Row]) -> float:
    """Pixels from the top of the first row to the foot of the last."""
    return sum(_space(row, place > 0) for place, row in enumerate(column))


def tops(column: Sequence[Row]) -> list[float]:
    """Where each row begins."""
    begun, top = [], 0.0
    for place, row in enumerate(column):
        space = _space(row, place > 0)
        begun.append(top + space - row.height)
        top += space
    return begun


def evenly(branches: Sequence[Sequence[Row]], shape: float, width: float, head: float) -> list[Column]:
    """As many columns as make the sheet about `shape` times as wide as high."""
    whole = sum(column_height(branch) + BETWEEN for branch in branches)
    count = 1
    while count * width < shape * (head + whole / count):
        count += 1
    tallest = max((row.height for branch in branches for row in branch), default=0.0)
    return columns(branches, whole / count + 2 * tallest)


def _space(row: Row, follows: bool) -> float:
    return row.height + (BETWEEN if follows and row.kind is Kind.HEAD else 0.0)
