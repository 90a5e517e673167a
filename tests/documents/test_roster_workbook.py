import io
import re
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from documents.roster_workbook import empty_roster
from rules.roles import Level, Role
from storage.roster.sheets import GUIDE, POSTS, SHEETS, Form, RosterSheet


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(empty_roster()))


def test_the_sheets_stand_in_the_order_they_are_filled_in(book: Workbook) -> None:
    assert book.sheetnames == [GUIDE, "行政区", "水体", "单位", "人员", "任职"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_each_sheet_has_exactly_the_headings_the_importer_reads(book: Workbook, sheet: RosterSheet) -> None:
    rows = [tuple(cell.value for cell in row) for row in book[sheet.name].iter_rows()]
    assert rows == [sheet.headings]


def test_every_heading_explains_itself_with_its_example(book: Workbook) -> None:
    for sheet in SHEETS:
        for cell, column in zip(book[sheet.name][1], sheet.columns, strict=True):
            assert cell.comment is not None
            assert column.note in cell.comment.text
            assert column.example in cell.comment.text
            assert cell.comment.text.startswith("必填" if column.required else "选填")


def test_the_guide_names_every_column(book: Workbook) -> None:
    told = {(row[0].value, row[1].value) for row in book[GUIDE].iter_rows(min_row=3)}
    assert told >= {(sheet.name, column.name) for sheet in SHEETS for column in sheet.columns}


def test_roles_levels_and_datums_are_chosen_from_a_list(book: Workbook) -> None:
    for sheet in SHEETS:
        rules = book[sheet.name].data_validations.dataValidation
        lists = {str(rule.sqref).split(":", 1)[0]: rule.formula1 for rule in rules}
        assert lists == {
            f"{get_column_letter(place)}2": '"' + ",".join(column.choices) + '"'
            for place, column in enumerate(sheet.columns, start=1)
            if column.choices
        }


def test_the_public_is_appointed_to_nothing() -> None:
    roles = next(column.choices for column in POSTS.columns if column.name == "角色")
    assert Role.RIVER_CHIEF.word in roles
    assert Role.PUBLIC.word not in roles


def test_examples_are_among_the_choices() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            assert not column.choices or column.example in column.choices
            if column.form is Form.DATE and column.example:
                date.fromisoformat(column.example)


def test_levels_are_the_levels_of_the_rules() -> None:
    levels = next(column.choices for column in POSTS.columns if column.name == "级别")
    assert levels == tuple(level.word for level in Level)


def test_codes_typed_into_empty_rows_stay_text() -> None:
    with zipfile.ZipFile(io.BytesIO(empty_roster())) as parts:
        page, styles = parts.read("xl/worksheets/sheet2.xml").decode(), parts.read("xl/styles.xml").decode()
    style = re.search(r'<col min="1" max="1" width="[0-9.]+" style="(\d+)"', page)
    assert style is not None
    formats = re.findall(r"<xf [^>]*>", styles.split("<cellXfs", 1)[1])
    assert 'numFmtId="49"' in formats[int(style[1])]  # 49 is Excel's own number for text
