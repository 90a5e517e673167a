"""A responsibility tree as rows below one another, each with the rails that join it to its superior."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

from documents.drawing.fonts import legible, length, shortened, wrapped

if TYPE_CHECKING:
    from documents.tree.drawing import DutyNode

WIDTH = 1000  # pixels of a column
INDENT = 46
NAME, SMALL, TAG = 30, 26, 23  # letters' heights in pixels
VACANT = "（空缺）"
_PAD, _GAP = 12, 10
_CHIP = 44
_FEW = 3  # so many subordinates without subordinates still get a line each


class Kind(Enum):
    """How a row looks: the head of a branch, a person, keepers side by side."""

    HEAD = "head"
    PERSON = "person"
    CHIPS = "chips"


@dataclass(frozen=True)
class Chip:
    """A keeper among others: the words, where they begin in the row, how wide they are."""

    words: str
    left: float
    width: float
    vacant: bool = False


@dataclass(frozen=True)
class Row:
    """A row: `rails` says for each level above whether its line goes on; `above` the rows it hangs below."""

    kind: Kind
    depth: int
    height: float
    post: str = ""
    people: str = ""
    charge: tuple[str, ...] = ()
    beside: bool = True  # the charge stands on the line of the name
    chips: tuple[Chip, ...] = ()
    rails: tuple[bool, ...] = ()
    last: bool = False
    above: tuple[Row, ...] = field(default=(), repr=False)
    leads: bool = False  # rows that hang below it follow
    again: bool = False  # repeated at the top of a column

    @property
    def vacant(self) -> bool:
        """Whether nobody holds the post."""
        return self.people == VACANT

    def repeated(self) -> Row:
        """The row once more, at the top of the next column."""
        return replace(self, again=True)


def left_of(depth: int) -> float:
    """Where a row of this depth begins."""
    return depth * INDENT


def rows(branch: DutyNode) -> Iterator[Row]:
    """The branch's rows in order, from its head to its last keeper."""
    yield from _node(branch, 0, (), True, ())


def names(node: DutyNode) -> str:
    """Who holds the post, or that nobody does."""
    return "、".join(filter(None, (legible(name) for name in node.people))) or VACANT


def _node(node: DutyNode, depth: int, rails: tuple[bool, ...], last: bool, above: tuple[Row, ...]) -> Iterator[Row]:
    row = _head(node) if depth == 0 else _person(node, depth)
    row = replace(row, rails=rails, last=last, above=above, leads=bool(node.children))
    yield row
    below = (*rails, not last) if depth else ()
    chain = (*above, row)
    leaves = all(not child.children for child in node.children)
    if leaves and len(node.children) > _FEW:
        yield from _keepers(node.children, depth + 1, below, chain)
        return
    for place, child in enumerate(node.children, start=1):
        yield from _node(child, depth + 1, below, place == len(node.children), chain)


def _head(node: DutyNode) -> Row:
    people = names(node) if node.post or node.people else ""
    charge = wrapped(node.charge or node.post, 34, WIDTH - 2 * _PAD, 2)
    height = 44 * len(charge) + (42 if people else 0) + 18
    return Row(Kind.HEAD, 0, height, legible(node.post) if node.charge else "", people, charge)


def _person(node: DutyNode, depth: int) -> Row:
    """Post, name and charge on one line, or the charge on lines of its own where there is no room."""
    room = WIDTH - left_of(depth) - _PAD
    post = shortened(node.post, TAG, room / 2)
    taken = (length(post, TAG) + 36 if post else 0) + _GAP
    people = shortened(names(node), NAME, room - taken)
    taken += length(people, NAME) + 24
    charge = legible(node.charge)
    if taken + length(charge, SMALL) <= room:
        return Row(Kind.PERSON, depth, 58, post, people, (charge,) if charge else ())
    lines = wrapped(charge, SMALL, room - _PAD, 2)
    return Row(Kind.PERSON, depth, 58 + 36 * len(lines), post, people, lines, beside=False)


def _keepers(nodes: tuple[DutyNode, ...], depth: int, rails: tuple[bool, ...], above: tuple[Row, ...]) -> Iterator[Row]:
    """Keepers of a kind side by side, as many a row as fit."""
    groups = [(post, tuple(group)) for post, group in groupby(nodes, key=lambda node: legible(node.post))]
    made = [(post, chips) for post, group in groups for chips in _flow(post, group, depth)]
    for place, (post, chips) in enumerate(made, start=1):
        yield Row(Kind.CHIPS, depth, 54, post, chips=chips, rails=rails, last=place == len(made), above=above)


def _flow(post: str, group: tuple[DutyNode, ...], depth: int) -> Iterator[tuple[Chip, ...]]:
    start = (length(post, TAG) + 36 if post else 0) + _GAP
    room = WIDTH - left_of(depth) - _PAD
    line: list[Chip] = []
    for node in group:
        words = shortened(" ".join(filter(None, (names(node), node.charge))), SMALL, room - start - 24)
        width = length(words, SMALL) + 24
        left = line[-1].left + line[-1].width + _GAP if line else start
        if line and left + width > room:
            yield tuple(line)
            line, left = [], start
        line.append(Chip(words, left, width, not any(map(legible, node.people))))
    yield tuple(line)
