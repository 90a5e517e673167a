import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from openpyxl import load_workbook

from documents.patrols.log import FoundIssue, PatrolLog, Seen, patrol_list, patrol_pages
from documents.patrols.log_sheet import patrol_sheet
from tests.documents.conftest import BEGAN, Photo
from tests.documents.official.test_official_paper import ODD
from tests.documents.word_files import W, lines, part, tables, text_of

DAY = date(2026, 11, 22)
WALK = PatrolLog(
    chief="张大山",
    post="村级河长",
    water="璧南河青杠段",
    began_at=BEGAN,
    ended_at=BEGAN + timedelta(minutes=41),
    minutes=41.9,
    metres=1480,
    share=0.55,
    start="石河村码头",
    end="青杠桥",
    companions="李梅",
    grade="A级",
    counts=True,
    seen=(Seen("河面漂浮物"), Seen("岸坡垃圾", "左岸有建筑垃圾"), Seen("排污口")),
    issues=(FoundIssue("2026-0412", "左岸堆放建筑垃圾", "现场劝导"),),
)


def test_a_page_tells_the_patrol_from_who_to_how_it_was_handled(photo: Photo) -> None:
    content = patrol_pages([replace(WALK, map=photo())], DAY, "3f2a9c0b")
    rows = [list(dict.fromkeys(row)) for row in tables(content)[0]]
    assert rows == [
        ["巡河河长", "张大山", "职务", "村级河长"],
        ["河流河段", "璧南河青杠段", "日期", "2026年11月21日 星期六"],
        ["起止时间", "09:12—09:53", "巡河时长", "41分钟"],
        ["起点", "石河村码头", "终点", "青杠桥"],
        ["巡河里程", "1.48公里", "河段覆盖", "55%"],
        ["同行人员", "李梅", "证据等级", "A级（有效巡河）"],
        ["查看内容", "正常：河面漂浮物、排污口\n岸坡垃圾：左岸有建筑垃圾"],
        ["发现问题", "2026-0412　左岸堆放建筑垃圾"],
        ["处理情况", "2026-0412　现场劝导"],
        ["备　　注", "无"],
        ["轨迹图", ""],
    ]
    assert len(list(part(content).iter(f"{W}drawing"))) == 1
    assert lines(content)[-1] == "存证校验码：3f2a9c0b"


def test_each_patrol_begins_a_page_and_one_without_anything_found_says_so() -> None:
    quiet = replace(WALK, seen=(), issues=(), share=None, counts=None, grade="D级")
    content = patrol_pages([WALK, quiet], DAY)
    assert len(list(part(content).iter(f"{W}pageBreakBefore"))) == 2
    words = text_of(content)
    assert "未发现问题" in words
    assert "存证校验码" not in words


def test_the_list_counts_patrols_hours_metres_and_issues() -> None:
    content = patrol_list([WALK] * 3, "张大山2026年11月巡河日志", DAY)
    assert tables(content)[0][1] == [
        "1",
        "2026年11月21日 09:12—09:53",
        "张大山",
        "璧南河青杠段",
        "41分钟",
        "1.48公里",
        "左岸堆放建筑垃圾，现场劝导",
    ]
    assert "合计：巡河3次，共2小时5分、4.44公里，发现问题3个。" in lines(content)


@pytest.mark.parametrize("number", [0, 501])
def test_none_or_too_many_pages_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="patrols"):
        patrol_pages([WALK] * number, DAY)


def test_the_workbook_has_a_row_a_patrol_with_dates_as_dates() -> None:
    page = load_workbook(io.BytesIO(patrol_sheet([WALK, replace(WALK, chief="=1+1")], "巡河日志")))["巡河日志"]
    row = {head.value: cell.value for head, cell in zip(page[2], page[3], strict=True)}
    assert row["开始时间"] == datetime(2026, 11, 21, 9, 12)  # noqa: DTZ001  # cells have no time zone
    assert (row["时长（分钟）"], row["里程（米）"], row["河段覆盖"]) == (41, 1480, 0.55)
    assert row["发现问题"] == "2026-0412　左岸堆放建筑垃圾"
    assert page["C4"].data_type == "s"


def test_a_month_without_patrols_is_a_workbook_too() -> None:
    page = load_workbook(io.BytesIO(patrol_sheet([], "张大山2026年12月巡河日志")))["巡河日志"]
    assert page["A1"].value == "张大山2026年12月巡河日志"


def test_odd_words_and_a_broken_map_are_kept_as_words() -> None:
    odd = replace(
        WALK,
        chief=ODD,
        post=ODD,
        water=ODD,
        remarks=ODD,
        seen=(Seen(ODD, ODD),),
        issues=(FoundIssue(ODD, ODD),),
        map=b"x",
    )
    words = text_of(patrol_pages([odd], DAY, ODD))
    assert words.count("{{ 7*7 }}") >= 7
    assert "49" not in words
    assert "（照片打不开）" in words
    assert "{{ 7*7 }}" in text_of(patrol_list([odd], ODD, DAY))
