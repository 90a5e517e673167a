import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents.cells import LONGEST_TEXT, Cell, Kind
from documents.workbooks import Column, Sheet, workbook

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "{=1}", "http://x.cn"]


def only_cell(value: Cell, kind: Kind = Kind.TEXT) -> Any:
    book = load_workbook(io.BytesIO(workbook([Sheet("表", [Column("列", kind=kind)], [[value]])])))
    return book["表"]["A2"]


@pytest.mark.parametrize("words", DANGEROUS)
def test_no_text_becomes_a_formula_or_a_link(words: str) -> None:
    columns = [Column(words, kind=kind, note=words) for kind in Kind]
    content = workbook([Sheet(words, columns, [[words] * len(columns)], heading=words)])
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "<hyperlink" not in page
    row = load_workbook(io.BytesIO(content)).worksheets[0][3]
    for kind, cell in zip(Kind, row, strict=True):
        assert (kind, cell.data_type, cell.value) == (kind, "s", words.replace("\r", ""))
        assert cell.quotePrefix, kind  # stays a text when somebody edits the cell in Excel


def test_dates_are_dates_and_moments_show_the_clock_of_the_place() -> None:
    assert only_cell(date(2026, 11, 21), Kind.DATE).value.isoformat() == "2026-11-21T00:00:00"
    assert only_cell(datetime(2026, 11, 20, 16, 30, tzinfo=UTC), Kind.MOMENT).value.isoformat() == "2026-11-21T00:30:00"
    assert only_cell(datetime(2026, 11, 20, 16, 30, tzinfo=UTC), Kind.DATE).number_format == "yyyy-mm-dd"


def test_a_date_before_excels_calendar_is_kept_as_text() -> None:
    assert only_cell(date(1899, 12, 31), Kind.DATE).value == "1899-12-31"


def test_numbers_keep_every_digit() -> None:
    assert only_cell(42, Kind.NUMBER).value == 42
    assert only_cell(0.875, Kind.SHARE).number_format == "0.0%"
    assert only_cell(500_227_105_003_000_12, Kind.NUMBER).value == "50022710500300012"
    assert only_cell(float("nan"), Kind.NUMBER).value is None
    assert only_cell(float("inf"), Kind.NUMBER).value == "inf"


def test_a_text_longer_than_a_cell_ends_in_an_ellipsis() -> None:
    kept = only_cell("𠀀" * 20_000).value
    assert kept.endswith("𠀀…")
    assert len(kept.encode("utf-16-le")) // 2 <= LONGEST_TEXT


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.text(), st.none(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()),
    st.sampled_from(Kind),
)
def test_any_value_gives_a_workbook_that_opens(value: Cell, kind: Kind) -> None:
    assert only_cell(value, kind).data_type in {"n", "s", "d"}


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_titles_give_tabs_that_excel_accepts(titles: list[str]) -> None:
    book = load_workbook(io.BytesIO(workbook([Sheet(title, [Column("列")]) for title in titles])))
    assert len(book.sheetnames) == len(titles)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)


def test_the_header_stays_in_sight_and_filters() -> None:
    page = load_workbook(io.BytesIO(workbook([Sheet("表", [Column("甲"), Column("乙")], [["1", "2"]] * 3)])))["表"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B4"
    assert page["A2"].font.name == "微软雅黑"


def test_a_row_of_the_wrong_length_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="zip"):
        workbook([Sheet("表", [Column("甲"), Column("乙")], [["1"]])])
