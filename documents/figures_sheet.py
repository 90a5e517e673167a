"""The figures 数据 of a period as a workbook: a row in all, then a row a township."""

from collections.abc import Iterator

from documents.about_sheet import About, about_sheet
from documents.cells import Cell, Kind
from documents.workbooks import Column, Sheet, workbook
from storage.ledger.figures import Figures, Line

OWN = "本级"


def figures_sheet(figures: Figures, title: str, note: str, about: About | None = None) -> bytes:
    """`title` stands above the figures, `note` (how they are counted) is a comment on the first column.

    `about` says on a last sheet what they were made of.
    """
    first = Column("单位", 16, note=note)
    rows = [_row("合计", figures.total), *(_row(name_of(line), line) for line in figures.lines)]
    footer = about.footer if about else ""
    sheet = Sheet("数据", (first, *_COLUMNS), rows, title, frozen_columns=1, footer=footer)
    return workbook([sheet, *([about_sheet(about, f"{len(figures.lines)}个单位")] if about else [])])


def name_of(line: Line) -> str:
    """The name of a part; what belongs to the region itself is its 本级."""
    return f"{line.name}{OWN}" if line.own else line.name


_COLUMNS = (
    Column("应巡", 9, Kind.NUMBER),
    Column("完成", 9, Kind.NUMBER),
    Column("完成率", 9, Kind.SHARE),
    Column("实巡", 9, Kind.NUMBER),
    Column("有效", 9, Kind.NUMBER),
    Column("发现问题", 10, Kind.NUMBER),
    Column("已交办", 9, Kind.NUMBER),
    Column("已销号", 9, Kind.NUMBER),
    Column("销号率", 9, Kind.SHARE),
    Column("超期", 9, Kind.NUMBER),
    Column("本期销号", 10, Kind.NUMBER, note="本期内销号的件数，含以前发现的"),
    Column("回头看", 9, Kind.NUMBER, note="本期内回头看的件数"),
    Column("反弹", 9, Kind.NUMBER),
    Column("反弹率", 9, Kind.SHARE, note="反弹件数占回头看件数"),
)


def _row(name: str, line: Line) -> tuple[Cell, ...]:
    return tuple(_cells(name, line))


def _cells(name: str, line: Line) -> Iterator[Cell]:
    yield from (name, line.required, line.met, line.patrol_rate, line.walked, line.valid)
    yield from (line.found, line.assigned, line.closed, line.closing_rate, line.overdue, line.closed_then)
    yield from (line.looked_back, line.relapsed, line.relapse_rate)
