"""The figures of a campaign 专项行动 as a workbook: by township and river, and the three rates 三率 taken down."""

from collections.abc import Iterator

from documents.cells import Cell, Kind
from documents.workbooks import Column, Sheet, workbook
from storage.campaigns.figures import CampaignFigures, Count, Line

OWN, SUM, NOWHERE = "本级", "小计", "未定河流"

_COLUMNS = (
    Column("参与委员", 10, Kind.NUMBER),
    Column("走访河流", 10, Kind.NUMBER),
    Column("发现问题", 10, Kind.NUMBER),
    Column("转交镇街", 10, Kind.NUMBER),
    Column("已整改", 9, Kind.NUMBER),
    Column("社情民意", 10, Kind.NUMBER),
    Column("已转办", 9, Kind.NUMBER),
    Column("已答复", 9, Kind.NUMBER),
)
_RATES = (
    Column("河流", 22),
    Column("污水收集率（%）", 14, Kind.NUMBER),
    Column("污水处理率（%）", 14, Kind.NUMBER),
    Column("处理达标率（%）", 14, Kind.NUMBER),
    Column("委员", 10),
    Column("时间", 17, Kind.MOMENT),
    Column("说明", 40, Kind.LONG_TEXT),
)


def campaign_sheet(figures: CampaignFigures, title: str, note: str) -> bytes:
    """A sheet by township and river under `title`; `note` (how it is counted) is a comment on the first column."""
    columns = (Column("镇街", 16, note=note), Column("河流", 22), *_COLUMNS)
    sheets = [Sheet("按镇街和河流", columns, list(_rows(figures)), title, frozen_columns=2)]
    if figures.rates:
        rows = [(told.river, *told.rates, told.by, told.at, told.words) for told in figures.rates]
        sheets.append(Sheet("三率", _RATES, rows, frozen_columns=1))
    return workbook(sheets)


def name_of(line: Line) -> str:
    """The name of a township; what belongs to the region itself is its 本级."""
    return f"{line.name}{OWN}" if line.own else line.name


def _rows(figures: CampaignFigures) -> Iterator[tuple[Cell, ...]]:
    yield ("合计", "", *_cells(figures.total))
    for line in figures.lines:
        yield (name_of(line), SUM, *_cells(line.count))
        for river in line.rivers:
            yield (name_of(line), river.name or NOWHERE, *_cells(river.count))


def _cells(count: Count) -> tuple[Cell, ...]:
    return (
        count.members, count.rivers, count.found, count.transferred, count.rectified, count.opinions, count.forwarded,
        count.answered,
    )  # fmt: skip
