"""The points that want a keeper, as a workbook to fill in and send back."""

from collections.abc import Sequence

from documents.cells import Kind
from documents.workbooks import Column, Sheet, workbook
from storage.points.book import CODE, KEEPERS_SHEET, NAME, PHONE
from storage.points.cards import InOffice, Point

_WIDTHS = {CODE: 14, "点位名称": 30, "类型": 8, "所在地": 14, "所在水体": 28, "上任管护人": 26, NAME: 14, PHONE: 17}


def keepers_sheet(points: Sequence[Point]) -> bytes:
    """One row a point; the headings are in the first row, where the importer looks for them."""
    columns = [
        Column(told.name, _WIDTHS[told.name], Kind.TEXT, told.note, weighty=told.name in (CODE, NAME, PHONE))
        for told in KEEPERS_SHEET.columns
    ]
    rows = [(p.code, p.name, p.kind, p.region, p.water, _last(p.last), "", "") for p in points]
    return workbook([Sheet(KEEPERS_SHEET.name, columns, rows, frozen_columns=2)])


def _last(last: InOffice | None) -> str:
    if last is None:
        return ""
    return f"{last.name}（至{last.until_on.isoformat()}）" if last.until_on else f"{last.name}（已不在名册）"
