"""Every way to get a row wrong is said by sheet, row and column, and nothing is touched."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.geodesy import Place, metres
from storage.audit import By
from storage.database import Database
from storage.models import AuditRow, Person, Region, Water
from storage.roster import importing
from storage.roster.lines import LineError, line_wgs84
from tests.storage.rosters import LI, LINE, REACH, WANG, ZHANG, Roster, chief

TODAY = date(2026, 11, 23)
BY = By(datetime(2026, 11, 23, 1, tzinfo=UTC))


def told(database: Database, made: Roster) -> list[str]:
    plan = database.read_now(importing.plan, made.book, TODAY)
    return [fault.text for fault in plan.faults]


def test_regions_duplicate_unknown_parent_and_wrong_level(sqlite_database: Database) -> None:
    made = Roster()
    made.regions += [
        ("5101", "小溪镇", "乡镇级", "51"),
        ("5103", "孤村", "村级", "99"),
        ("5104", "飞镇", "镇", "51"),
        ("5105", "倒村", "县级", "510101"),
        ("5106", "", "村级", "5104"),
    ]
    assert told(sqlite_database, made) == [
        "「行政区」表第6行「编码」列：编码“5101”与第3行重复。",
        "「行政区」表第7行「上级编码」列：上级编码“99”在本表里找不到。",
        "「行政区」表第8行「级别」列：不认识“镇”。可填：市级、县级、乡镇级、村级。",
        "「行政区」表第9行「上级编码」列：上级“柳树村”是村级，不比县级高。",
        "「行政区」表第10行「名称」列：这一格必填，不能空着。",
    ]


def test_a_circle_in_the_tree_of_waters_is_shown(sqlite_database: Database) -> None:
    made = Roster()
    made.waters += [
        ("A", "甲河", "河流", "B", "51", "", "", ""),
        ("B", "乙河", "河流", "A", "51", "", "", ""),
        ("C", "丙河", "河流", "C", "51", "", "", ""),
        ("D", "丁河", "河流", "A", "77", "", "", ""),
    ]
    assert told(sqlite_database, made) == [
        "「水体」表第5行「上级编码」列：上级关系绕成了圈：A→B→A。",
        "「水体」表第6行「上级编码」列：上级关系绕成了圈：B→A→B。",
        "「水体」表第7行「上级编码」列：上级关系绕成了圈：C→C。",
        "「水体」表第8行「所在行政区编码」列：行政区编码“77”在行政区表里找不到。",
    ]


def test_B1b_a_point_outside_the_region_of_its_water_or_far_off_it_is_pointed_out(sqlite_database: Database) -> None:
    made = Roster()
    made.waters += [
        ("P-1", "柳树村一号塘", "塘", REACH, "510101", "106.2100,29.6050", "WGS-84", ""),
        ("P-2", "柳树村二号塘", "塘", REACH, "510102", "106.2100,29.6050", "WGS-84", ""),
        ("P-3", "柳树村排口", "排口", REACH, "5101", "106.2010,29.9010", "WGS-84", ""),
    ]
    assert told(sqlite_database, made) == [
        "「水体」表第6行「所在行政区编码」列：点位在“槐树村”，它的上级“清江柳树村段”却在“柳树村”。请核对，跨界的写共同上级。",
        "「水体」表第7行「岸线坐标」列：离它的上级“清江柳树村段”有33公里，请检查坐标和坐标系。",
    ]


def test_lines_without_datum_with_unknown_datum_or_swapped(sqlite_database: Database) -> None:
    made = Roster()
    made.waters += [
        ("A", "甲段", "河段", "QJ", "51", LINE, "", ""),
        ("B", "乙段", "河段", "QJ", "51", LINE, "北京54", ""),
        ("C", "丙段", "河段", "QJ", "51", "29.6,106.2;29.7,106.2", "WGS-84", ""),
        ("D", "丁段", "河段", "QJ", "51", "106.2,29.6", "WGS-84", ""),
    ]
    assert told(sqlite_database, made) == [
        "「水体」表第5行「坐标系」列：填了岸线坐标就必须选坐标系，否则会偏几百米。",
        "「水体」表第6行「坐标系」列：不认识“北京54”。可填：WGS-84、CGCS2000、GCJ-02、BD-09。",
        "「水体」表第7行「岸线坐标」列：第1个点“29.6,106.2”的经纬度写反了。请把经度写在前面、纬度写在后面。",
        "「水体」表第8行「岸线坐标」列：河段的岸线至少要两个点，这里只有1个。",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("106.2,29.6;2.35,48.85", "第2个点“2.35,48.85”不在中国境内。请检查经度（73—136）和纬度（3—54）。"),
        ("106.2,29.6;107.2,29.6", "第2个点离前一个点有97公里，请检查是否写错。"),
        ("106.2,29.6;东经106度", "第2个点“东经106度”看不懂。请写「经度,纬度」，点与点之间用分号隔开。"),
        ("nan,nan;106.2,29.6", "第1个点“nan,nan”不在中国境内。请检查经度（73—136）和纬度（3—54）。"),
    ],
)
def test_a_line_that_cannot_be_meant_so_is_refused(text: str, reason: str) -> None:
    with pytest.raises(LineError) as refused:
        line_wgs84(text, "WGS-84", "河段")
    assert str(refused.value) == reason


def test_a_line_from_amap_lands_where_the_river_is() -> None:
    [moved, _] = line_wgs84("106.2037，29.5973；106.2047，29.5983", "GCJ-02", "河段")
    assert 300 < metres(moved, Place(29.5973, 106.2037)) < 800
    assert line_wgs84("106.2 29.6\n106.21 29.61;", "CGCS2000", "河段") == ((29.6, 106.2), (29.61, 106.21))


def test_people_bad_number_twice_and_one_number_for_two(sqlite_database: Database) -> None:
    made = Roster()
    made.people += [("赵一", "12345", ""), ("张大山", "+86 139-0000-0001", ""), ("钱二", LI, "")]
    assert told(sqlite_database, made) == [
        "「人员」表第5行「手机号」列：“12345”不是有效的手机号。请填11位手机号，境外号码写+国家码。",
        "「人员」表第6行「手机号」列：与第2行是同一个人同一个号码。每人只写一行，兼任的写在任职表。",
        "「人员」表第7行「手机号」列：号码139****0002在第3行已属于李水生，一个号码只能属于一个人。",
    ]


def test_appointments_that_point_nowhere_or_lack_what_the_role_needs(sqlite_database: Database) -> None:
    made = Roster()
    made.posts += [
        ("孙悟空", "13900000009", "河长", "村级", "510101", REACH_2, "", "", "", ""),
        ("张大伞", ZHANG, "督查员", "县级", "51", "", "", "", "", ""),
        ("张大山", ZHANG, "水长", "村级", "510101", REACH_2, "", "", "", ""),
        ("张大山", ZHANG, "湖长", "村级", "510101", "", "", "", "", ""),
        ("张大山", ZHANG, "责任单位", "乡镇级", "5101", "", "", "", "", ""),
        ("张大山", ZHANG, "塘长", "村级", "510199", "QJ-9", "", "", "", ""),
        ("张大山", ZHANG, "督查员", "村级", "51", "", "", "", "", ""),
        ("张大山", ZHANG, "委员", "县级", "51", "", "", "", "2026-05-01", "2026-04-01"),
        ("张大山", ZHANG, "委员", "县级", "51", "", "", "", "2026-02-30", ""),
    ]
    assert told(sqlite_database, made) == [
        "「任职」表第5行「手机号」列：孙悟空（139****0009）不在人员表里。请先在人员表加一行。",
        "「任职」表第6行「姓名」列：号码139****0001在人员表里是张大山，这里写的是张大伞。",
        "「任职」表第7行「角色」列：不认识“水长”。可填：总河长、副总河长、河长、湖长、联络员单位、河长办、督查员、责任单位、"
        "库长、塘长、泵长、口长、点长、委员。",
        "「任职」表第8行「水体编码」列：湖长必须写明管哪个水体。",
        "「任职」表第9行「单位编码」列：在责任单位任职必须写明哪个单位。",
        "「任职」表第10行「行政区编码」列：编码“510199”在行政区表里找不到。",
        "「任职」表第10行「水体编码」列：编码“QJ-9”在水体表里找不到。",
        "「任职」表第11行「行政区编码」列：“大溪县”是县级行政区，比这项村级任职高。请写任职所在的行政区。",
        "「任职」表第12行「截止日期」列：截止日期2026-04-01早于起始日期2026-05-01。",
        "「任职」表第13行「起始日期」列：“2026-02-30”不是日期。请写成2026-01-01的样子。",
    ]


REACH_2 = "QJ-2"


def test_two_people_at_once_on_one_reach_are_refused(sqlite_database: Database) -> None:
    made = Roster()
    made.posts.append(chief("王秀兰", WANG, since="2026-01-01"))
    made.posts.append(chief("张大山", ZHANG, since="2026-01-01"))
    overlap, twice = told(sqlite_database, made)
    assert overlap.startswith("「任职」表第5行「起始日期」列：这个职位在2026-01-01与第2行的任职重叠")
    assert twice == "「任职」表第6行：与第2行是同一个人的同一项任职，重复了。"


def test_a_wrong_row_does_not_make_faults_of_those_that_point_at_it(sqlite_database: Database) -> None:
    made = Roster()
    made.regions[1] = ("5101", "大溪镇", "乡镇", "51")
    made.people[0] = ("", ZHANG, "")
    assert told(sqlite_database, made) == [
        "「行政区」表第3行「级别」列：不认识“乡镇”。可填：市级、县级、乡镇级、村级。",
        "「人员」表第2行「姓名」列：这一格必填，不能空着。",
    ]


def test_with_a_fault_nothing_is_touched(database: Database) -> None:
    made = Roster()
    made.people.append(("赵一", "12345", ""))
    plan = database.write_now(importing.bring_in, BY, made.book, TODAY)
    assert len(plan.faults) == 1
    with pytest.raises(ValueError, match="faults"):
        database.write_now(importing.carry_out, BY, plan)
    tables = (Region, Water, Person, AuditRow)
    rows = [database.read_now(Session.scalar, select(func.count()).select_from(table)) for table in tables]
    assert rows == [0, 0, 0, 0]
