import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from documents.about_sheet import About
from documents.ledger.sheet import LedgerBook, LedgerRow, ledger_sheet

TODAY = date(2026, 11, 21)
WAITING = LedgerRow(
    number="2026-0412",
    source="河长巡河",
    found_on=date(2026, 11, 10),
    township="青杠街道",
    water="璧南河青杠段",
    place="左岸码头下游约50米",
    issue="=cmd|' /C calc'!A0",
    type="垃圾堆放",
    tags=("四乱", "水环境治理"),
    severity="一般",
    state="整改中",
    unit="区生态环境局",
    due_on=date(2026, 11, 20),
)
EXTENDED = replace(WAITING, number="2026-0413", extended_to=date(2026, 11, 30))
DONE = replace(WAITING, number="2026-0414", done_on=date(2026, 11, 19), state="办结待复核")
CLOSED = replace(WAITING, number="2026-0415", township="来凤街道", state="销号", closed_on=TODAY, open=False)
MERGED = replace(WAITING, number="2026-0416", township="来凤街道", state="并案", open=False)


def opened(*rows: LedgerRow) -> Workbook:
    return load_workbook(io.BytesIO(ledger_sheet(rows, TODAY, "璧山区")))


def _read(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def test_a_row_of_the_ledger_reads_as_the_issue_stands() -> None:
    page = opened(WAITING)["整改台账"]
    assert page["A1"].value == "璧山区河湖问题整改台账（截至2026年11月21日）"
    row = {head.value: _read(cell.value) for head, cell in zip(page[2], page[3], strict=True)}
    assert row == {
        **dict.fromkeys(["交办文号", "责任人", "措施", "进展", "延期至", "完成时间", "复核人", "复核时间"]),
        **dict.fromkeys(["复核结论", "销号时间", "回头看"]),
        "序号": 1,
        "编号": "2026-0412",
        "状态": "整改中",
        "来源": "河长巡河",
        "发现时间": date(2026, 11, 10),
        "所属镇街": "青杠街道",
        "河流": "璧南河青杠段",
        "位置": "左岸码头下游约50米",
        "问题": "=cmd|' /C calc'!A0",
        "类别": "垃圾堆放",
        "标签": "四乱、水环境治理",
        "严重程度": "一般",
        "责任单位": "区生态环境局",
        "时限": date(2026, 11, 20),
        "逾期": "逾期",
    }


def test_overdue_is_what_is_past_its_deadline_and_not_yet_done() -> None:
    assert [row.overdue(TODAY) for row in (WAITING, EXTENDED, DONE, CLOSED, MERGED)] == [True, *[False] * 4]
    assert not WAITING.overdue(date(2026, 11, 20))  # the last day is still in time


def test_the_figures_count_by_township_type_and_state() -> None:
    page = opened(WAITING, EXTENDED, DONE, CLOSED, MERGED)["统计"]
    figures = [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=2)]
    assert figures == [
        ("统计口径", "名称", "问题总数", "在办", "其中逾期", "已销号", "销号率"),
        ("合计", "全部问题", 5, 3, 1, 1, 0.25),
        ("按镇街", "青杠街道", 3, 3, 1, 0, 0),
        ("按镇街", "来凤街道", 2, 0, 0, 1, 1),
        ("按类别", "垃圾堆放", 5, 3, 1, 1, 0.25),
        ("按状态", "整改中", 2, 2, 1, 0, 0),
        ("按状态", "办结待复核", 1, 1, 0, 0, 0),
        ("按状态", "并案", 1, 0, 0, 0, None),
        ("按状态", "销号", 1, 0, 0, 1, 1),
        ("按来源", "河长巡河", 5, 3, 1, 1, 0.25),
        ("按标签", "四乱", 5, 3, 1, 1, 0.25),
        ("按标签", "水环境治理", 5, 3, 1, 1, 0.25),
    ]


def test_an_empty_ledger_opens_too() -> None:
    assert opened()["统计"]["C3"].value == 0


def test_a_ledger_written_row_after_row_holds_no_formula_and_keeps_few_rows_in_memory() -> None:
    target = io.BytesIO()
    book = LedgerBook(target, TODAY, "璧山区", About("=1+1", "+SUM(A1)", datetime(2026, 11, 21, tzinfo=UTC), "@1"))
    dangerous = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")')
    for words in dangerous * 20:
        book.add([replace(WAITING, issue=words, place=words, unit=words)])
    assert len(book._page._page.row_info) < 5
    book.close()
    with zipfile.ZipFile(target) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name), name
    page = load_workbook(target)["整改台账"]
    titles = [cell.value for cell in page[2]]
    cells = [page.cell(row, titles.index("问题") + 1) for row in range(3, 3 + len(dangerous))]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [
        (words, "s", True) for words in dangerous
    ]
    assert page.freeze_panes == "C3"
    assert page.auto_filter.ref.startswith("A2:")
    assert page.auto_filter.ref.endswith("122")
    assert page.oddFooter is not None
    assert "存证校验码：@1" in str(page.oddFooter.right.text)
