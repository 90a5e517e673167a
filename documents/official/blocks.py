"""The body of an official paper: paragraphs, numbered headings on four levels, tables (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from documents.official import layout
from documents.official.text import LONGEST_TEXT, clean, counted, paragraphs

WIDTH = 8844  # twentieths of a point: 156 mm
MOST_ROWS = 5_000
_SHORT = 6  # letters that look well in the middle of a narrow column


@dataclass(frozen=True)
class Paragraph:
    """One or more paragraphs; a line break begins a new one."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4, numbered 一、（一）1.（1） by its place; `text` goes on in the same line."""

    level: int
    lead: str
    text: str = ""


@dataclass(frozen=True)
class Table:
    """A table: titles of the columns, their widths in any unit, rows of words.

    A column of numbers and short words stands in the middle, others begin at the left. `height` is the least of a
    row, in twentieths of a point: room to sign by hand.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()
    height: int = 0


Block = Paragraph | Heading | Table


def filled(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """The blocks as a template reads them: level (0 paragraph, 1 to 4 heading, -1 table), lead, text, table."""
    numbers = [0, 0, 0, 0]
    return [each for block in blocks for each in _filled(block, numbers)]


def _filled(block: Block, numbers: list[int]) -> Iterator[dict[str, Any]]:
    if isinstance(block, Paragraph):
        yield from ({"level": 0, "lead": "", "text": line} for line in paragraphs(block.text))
    elif isinstance(block, Table):
        yield {"level": -1, "lead": "", "text": "", "table": _table(block)}
    else:
        first, *more = paragraphs(block.text) or ("",)
        yield {"level": block.level, "lead": _numbered(block, numbers), "text": first}
        yield from ({"level": 0, "lead": "", "text": line} for line in more)


def _numbered(heading: Heading, numbers: list[int]) -> str:
    """Counts on its level, and anew on those below. A lead before text in the same line ends with a stop."""
    level = heading.level
    if not 1 <= level <= len(numbers):
        raise ValueError(f"heading level {level}")
    numbers[level - 1] += 1
    numbers[level:] = [0] * (len(numbers) - level)
    count = numbers[level - 1]
    sign = (f"{counted(count)}、", f"（{counted(count)}）", f"{count}.", f"（{count}）")[level - 1]
    lead = clean(heading.lead)
    stop = "。" if heading.text.strip() and lead and lead[-1] not in "。？！：；" else ""
    return sign + lead + stop


def _table(block: Table) -> Any:
    """The XML of the table; safe, since every word in it is escaped here."""
    from markupsafe import Markup

    if len(block.rows) > MOST_ROWS:
        raise ValueError(f"a table of {len(block.rows)} rows")
    shares = block.widths or [1.0] * len(block.columns)
    widths = [int(WIDTH * share / sum(shares)) for share in shares]
    head = layout.row(*_cells(widths, block.columns, ["表头"] * len(widths)), head=True)
    styles = [_style(column) for column in zip(*block.rows, strict=True)]
    rows = "".join(layout.row(*_cells(widths, row, styles), height=block.height) for row in block.rows)
    return Markup(layout.table(widths, head + rows) + layout.GAP)  # noqa: S704


def _cells(widths: Sequence[int], words: Sequence[str], styles: Sequence[str]) -> list[str]:
    told = zip(widths, words, styles, strict=True)
    return [layout.cell(width, *_lines(text, style)) for width, text, style in told]


def _lines(text: str, style: str) -> list[str]:
    lines = paragraphs(text, LONGEST_TEXT // 10) or ("",)
    return [layout.paragraph(style, layout.run(line)) for line in lines]


def _style(column: Sequence[str]) -> str:
    return "表格居中" if all(len(text) <= _SHORT for text in column) else "表格文字"
