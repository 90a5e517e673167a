"""The empty sheet of a campaign's members, to fill in and send back."""

from documents.cells import Kind
from documents.workbooks import Column, Sheet, workbook
from storage.campaigns.member_book import MEMBERS_SHEET

_LINES = 120  # 百名委员, and some more


def members_sheet() -> bytes:
    """Two columns; the headings are in the first row, where the importer looks for them."""
    columns = [Column(told.name, 18, Kind.TEXT, told.note, weighty=told.required) for told in MEMBERS_SHEET.columns]
    return workbook([Sheet(MEMBERS_SHEET.name, columns, [], lines_for_hand=_LINES)])
