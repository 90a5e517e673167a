"""The inspections 督查 of a period as a workbook: a row each, and the figures by township for the assessment."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from documents.cells import Cell, Kind
from documents.workbooks import Column, Sheet, workbook
from rules.inspections import Side
from storage.inspections.figures import Count, InspectionFigures, Line

OWN = "本级"


def inspections_sheet(lines: Sequence[Line], figures: InspectionFigures, title: str, zone: tzinfo) -> bytes:
    """Sheets 督查 and 统计; `title` stands above both. Formulas in what people wrote stay text."""
    each = Sheet("督查", _COLUMNS, [tuple(_cells(*one, zone)) for one in enumerate(lines, 1)], title, large_paper=True)
    counts = [_counted("合计", figures.total), *(_counted(_name(part), part) for part in figures.parts)]
    return workbook([each, Sheet("统计", _FIGURES, counts, f"{title}　统计", frozen_columns=1)], zone)


_COLUMNS = (
    Column("序号", 6, Kind.NUMBER),
    Column("日期", 11.5, Kind.DATE),
    Column("督查主体", 12, Kind.CENTRED),
    Column("方式", 8, Kind.CENTRED),
    Column("督查人", 10, Kind.CENTRED),
    Column("河湖或区域", 20, Kind.LONG_TEXT),
    Column("所在地", 12),
    *(Column(f"履职评价：{side.word}", 11, Kind.CENTRED) for side in Side),
    Column("发现问题", 10, Kind.NUMBER),
    Column("已整改", 9, Kind.NUMBER),
    Column("督查情况", 40, Kind.LONG_TEXT),
)
_FIGURES = (
    Column("单位", 16),
    Column("督查次数", 11, Kind.NUMBER),
    Column("其中暗访", 11, Kind.NUMBER),
    Column("发现问题", 11, Kind.NUMBER, note="按问题所在地计"),
    Column("已整改", 11, Kind.NUMBER, note="办结待复核和已销号"),
    Column("整改率", 11, Kind.SHARE),
    Column("已销号", 11, Kind.NUMBER),
)


def _cells(serial: int, line: Line, zone: tzinfo) -> Iterator[Cell]:
    yield from (serial, line.started_at.astimezone(zone).date(), line.body.word, line.way.word, line.person)
    yield from (line.name, line.region, *line.marks, line.found, line.rectified, line.conclusion)


def _counted(name: str, count: Count) -> tuple[Cell, ...]:
    return name, count.held, count.unannounced, count.found, count.rectified, count.rate, count.closed


def _name(count: Count) -> str:
    return f"{count.name}{OWN}" if count.own else count.name
