"""What the reader makes of files that offices send."""

import io
import zipfile
from datetime import date

from openpyxl import Workbook

from documents.roster_workbook import empty_roster
from storage.roster import reading
from storage.roster.sheets import PEOPLE, POSTS, SHEETS
from tests.storage.rosters import Roster


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_workbook_reads_as_the_rows_that_were_written() -> None:
    roster = Roster()
    read = reading.read(saved(roster.workbook))
    assert read == roster.book


def test_the_empty_workbook_we_hand_out_has_every_heading_and_no_rows() -> None:
    read = reading.read(empty_roster())
    assert read.faults == ()
    assert {sheet.name: [] for sheet in SHEETS} == read.sheets


def test_numbers_dates_and_blanks_are_read_as_a_person_means_them() -> None:
    book = Roster(posts=[], people=[]).workbook
    book[PEOPLE.name].append(["张大山", 13900000001, "  书记 "])
    book[PEOPLE.name].append([None, None, None])
    book[POSTS.name].append(["张大山", 13900000001.0, None, None, 510101, None, None, None, date(2026, 3, 1)])
    read = reading.read(saved(book))
    [person] = read.rows(PEOPLE)
    assert person.cells == {"姓名": "张大山", "手机号": "13900000001", "单位职务": "书记"}
    [post] = read.rows(POSTS)
    assert (post["手机号"], post["行政区编码"], post["起始日期"], post["截止日期"]) == (
        "13900000001",
        "510101",
        "2026-03-01",
        "",
    )


def test_columns_may_stand_in_another_order() -> None:
    roster = Roster()
    book = roster.workbook
    book[PEOPLE.name].move_range("A1:A4", cols=5)
    book[PEOPLE.name].delete_cols(1)
    assert reading.read(saved(book)) == roster.book


def test_a_missing_sheet_strange_and_missing_headings_are_named() -> None:
    book = Roster().workbook
    del book["单位"]
    book[PEOPLE.name]["B1"] = "电话"
    book[PEOPLE.name]["E3"] = "备注一"
    book["水体"]["C1"] = "名称"
    told = [fault.text for fault in reading.read(saved(book)).faults]
    assert told == [
        "「水体」表第1行「名称」列：这个表头出现了不止一次，只能留一列。",
        "「水体」表第1行「类型」列：缺少这一列。请用空白名册模板，不要改动第一行表头。",
        "「单位」表：缺少这张表。请用空白名册模板，保留全部表（可以没有内容）。",
        "「人员」表第1行「电话」列：不认识的表头。这张表的表头有：姓名、手机号、单位职务。",
        "「人员」表第1行「手机号」列：缺少这一列。请用空白名册模板，不要改动第一行表头。",
        "「人员」表第1行「E」列：这一列有内容但没有表头。请补上表头或删去这一列。",
    ]


def test_a_file_that_is_no_workbook_is_answered_with_what_to_do() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("a.txt", "你好")
    whole = saved(Roster().workbook)
    for data in (b"", b"\xd0\xcf\x11\xe0 an old .xls", other.getvalue(), whole[: len(whole) // 2]):
        [fault] = reading.read(data).faults
        assert fault.text == "打不开这个文件。请用Excel或WPS另存为.xlsx格式（不加密码）后再导入。"


def test_a_file_that_unpacks_to_far_too_much_is_not_unpacked() -> None:
    bomb, nothing = io.BytesIO(), bytes(10_000_000)
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed, packed.open("x.xml", "w") as part:
        for _ in range(reading.MOST_BYTES // len(nothing) + 1):
            part.write(nothing)
    [fault] = reading.read(bomb.getvalue()).faults
    assert fault.text == "文件解压后过大，不像名册。请检查后再导入。"
