"""履职清单 as the people live it: published, read, filled, edited by sheet, handed on to a successor."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.duty_lists import defaults
from rules.evidence import Grade
from rules.profile import Profile
from storage import outbox
from storage.audit import By
from storage.duty_lists import readings, versions
from storage.duty_lists.readings import newcomers
from storage.duty_lists.versions import Version
from storage.models import (
    Appointment,
    Delivery,
    DutyList,
    DutyNote,
    DutyReading,
    Media,
    Notice,
    Patrol,
    PatrolMode,
    PatrolState,
    Subject,
)
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import presses
from tests.people import picture
from tests.river import MONDAY_MORNING, River

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 23)
VILLAGERS = ("zhang", "sun", "bai", "zhang2")


def published(session: Session, county: County, profile: Profile, year: int = 2026) -> Version:
    """The profile's list of a year, published by 陈志远 at the beginning of that year (nobody is told)."""
    by = By(datetime(year, 1, 2, 2, tzinfo=UTC), county.people["chen"])
    items = defaults(profile.duties, profile.quotas, year)
    return versions.publish(session, by, county.regions["district"], year, items, 0, year)


def laid(river: River, year: int = 2026) -> Version:
    return river.database.write_now(published, river.county, river.chief.profile, year)


def patrolled(session: Session, county: County, who: str, *days: date) -> None:
    for day in days:
        began = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
        session.add(Patrol(
            post_id=county.posts[who], person_id=county.people[who], water_id=county.waters["river"],
            state=PatrolState.FINISHED, mode=PatrolMode.PIN, started_at=began, ended_at=began + timedelta(minutes=40),
            grade=Grade.B, counts=True,
        ))  # fmt: skip


def notices(river: River) -> list[Notice]:
    with river.look() as session:
        return list(session.scalars(select(Notice).where(Notice.kind.like("duty_list/%")).order_by(Notice.id)))


def edited(content: bytes, **cells: str) -> bytes:
    """The sheet with some cells changed, A2="2027" and so on; the whole second row gone with row_2=""."""
    book = load_workbook(io.BytesIO(content))
    page: Worksheet = book["履职清单"]
    for where, told in cells.items():
        page[where] = told
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


async def sheet_of(river: River) -> bytes:
    await river.chen.says("/duty_list")
    return (await river.chen.taps("📥 下载表格"))[-1].document or b""


async def test_F1_a_year_is_published_once_read_once_and_filled_by_the_records(river: River) -> None:
    county = river.county
    home = (await river.chen.says("/duty_list"))[-1]
    assert "还没有发布。规则文件里有一份现成的" in home.text
    await river.chen.taps("📣 发布清单")
    asked = river.chen.last
    done = (await river.chen.taps("📣 确认发布"))[-1]
    assert "2026年履职清单第1版已发布" in done.text
    told = notices(river)
    assert {each.person_id for each in told} == {county.people[key] for key in (*VILLAGERS, "li", "zhou", "gu")}
    assert {each.state for each in told} == {Delivery.WAITING}
    assert "刚刚有人发布过" in (await river.chen.taps("📣 确认发布", under=asked))[-1].text
    assert len(notices(river)) == len(told)

    river.database.write_now(patrolled, county, "zhou", date(2026, 2, 10), date(2026, 5, 6), date(2026, 8, 31))
    river = await river.restarted()
    own = (await river.zhou.says("/duty_list"))[-1]
    assert "✳️ 请先看一遍，点「我已知悉」。" in own.text
    assert "1. 巡查责任河流\n　⏳ 每季度1次｜1–3季度 已完成 3/4" in own.text
    river.database.write_now(patrolled, county, "zhou", TODAY)
    read = (await river.zhou.taps("✅ 我已知悉"))[-1]
    assert "第1版，您 11月23日（周一）已知悉。" in read.text
    assert "1. 巡查责任河流\n　✅ 每季度1次｜1–4季度 已完成 4/4" in read.text
    assert "✅ 我已知悉" not in read.buttons
    await river.zhou.taps("✅ 我已知悉", under=own)
    with river.look() as session:
        [kept] = session.scalars(select(DutyReading))
        assert (kept.person_id, kept.post_id) == (county.people["zhou"], county.posts["zhou"])


@ONE_DATABASE
async def test_F1_what_no_record_shows_the_chief_adds_with_a_day_and_a_photo_and_may_take_back(river: River) -> None:
    laid(river)
    await river.gu.says("/duty_list")
    item = (await river.gu.taps("1"))[-1]
    assert item.text.startswith("主持召开总河长会议\n综合｜每年1次")
    assert "今年 0/1 次" in item.text
    await river.gu.taps("➕ 填一条")
    assert "过去的日子" in (await river.gu.says("12月1日"))[-1].text
    await river.gu.says("11月3日")
    asked = (await river.gu.sends_photo(picture("会议"), "全区总河长会议，部署全年工作"))[-1]
    assert "日期：11月3日（周二）" in asked.text
    assert "照片 1 张" in asked.text
    done = (await river.gu.taps("✅ 记下"))[-1]
    assert "进度：今年 1/1 次。" in done.text
    with river.look() as session:
        [note] = session.scalars(select(DutyNote))
        [photo] = session.scalars(select(Media))
    assert (note.code, note.done_on, note.words) == (
        "general_meeting",
        date(2026, 11, 3),
        "全区总河长会议，部署全年工作",
    )
    assert (photo.subject, photo.subject_id) == (Subject.DUTY_NOTE, note.id)
    back = (await river.gu.taps("↩️ 撤回我最近一条"))[-1]
    assert "今年 0/1 次" in back.text
    with river.look() as session:
        assert session.get_one(DutyNote, note.id).taken_back_at == MONDAY_MORNING


@ONE_DATABASE
async def test_F1_the_office_edits_by_sheet_and_only_who_has_something_new_reads_again(river: River) -> None:
    first = laid(river)
    morning = river.database.write_now(lambda session: outbox.tell(session, MONDAY_MORNING, newcomers(session, TODAY)))
    assert morning == 7
    for who in ("zhou", "zhang"):
        await getattr(river, who).says("/duty_list")
        await getattr(river, who).taps("✅ 我已知悉")
    content = await sheet_of(river)
    told = (await river.chen.sends_file("清单.xlsx", content))[-1]
    assert told.text == "表里的内容与现行的 2026年清单（第1版）一样，不用发布。"

    rows = list(load_workbook(io.BytesIO(content))["履职清单"].iter_rows(values_only=True))
    headings = list(rows[0])
    village = next(n for n, row in enumerate(rows, 1) if row[1] == "村级" and row[3] == "village_clean")
    changed = edited(content, **{f"J{village}": "2", f"{_column(headings, '做什么')}{village}": "带村民清洁河岸"})
    plan = (await river.chen.sends_file("清单.xlsx", changed))[-1]
    assert "修改 1 项\n　· 村级河长：带村民清洁河岸" in plan.text
    assert "新增" not in plan.text
    done = (await river.chen.taps("📣 发布"))[-1]
    assert f"第2版已发布，共 {len(first.items)} 项" in done.text
    assert "4 人会在早间提醒里收到" in done.text
    assert [each.kind for each in notices(river)] == ["duty_list/told_new"] * 7 + ["duty_list/told_changed"] * 4
    assert "✳️ 清单有调整，请再看一遍" in (await river.zhang.says("/duty_list"))[-1].text
    assert "已知悉" in (await river.zhou.says("/duty_list"))[-1].text
    with river.look() as session:
        assert versions.read(session, first.id).items == first.items  # the first version reads as it did
        assert [row.version for row in session.scalars(select(DutyList).order_by(DutyList.version))] == [1, 2]
    again = (await river.chen.sends_file("清单.xlsx", changed))[-1]
    assert "一样，不用发布" in again.text


def _column(headings: Sequence[object], name: str) -> str:
    return "ABCDEFGHIJKLM"[headings.index(name)]


@ONE_DATABASE
async def test_F1_a_sheet_with_faults_publishes_nothing_and_says_each_by_row_and_column(river: River) -> None:
    laid(river)
    content = await sheet_of(river)
    bad = edited(content, A3="2019", B4="省级", G5="", J6="很多", K7="2月30日", D9="own 1")
    told = (await river.chen.sends_file("清单.xlsx", bad))[-1]
    for fault in (
        "第3行「年度」列：“2019”不能用，可填2026、2027；往年的清单不能改。",
        "第4行「级别」列：不认识“省级”。可填：市级、县级、乡镇级、村级。",
        "第5行「怎么干」列：这一格必填，不能空着。",
        "第6行「次数」列：“很多”不是次数，请填0到366的整数。",
        "第7行「完成时限」列：“2月30日”不是日期，请写成03-31的样子。",
        "第9行「编号」列：编号只用小写字母、数字和下划线，以字母开头；新增的请留空。",
    ):
        assert fault in told.text
    assert "什么都没有发布" in told.text
    book = Workbook()
    book.active.title = "履职清单"  # type: ignore[union-attr]
    target = io.BytesIO()
    book.save(target)
    assert "缺少这一列" in (await river.chen.sends_file("空.xlsx", target.getvalue()))[-1].text
    with river.look() as session:
        assert len(session.scalars(select(DutyList)).all()) == 1


@ONE_DATABASE
async def test_F1_the_office_sees_who_has_not_read_and_reminds_all_of_them_once_a_day(river: River) -> None:
    laid(river)
    await river.zhang.says("/duty_list")
    await river.zhang.taps("✅ 我已知悉")
    await river.chen.says("/duty_list")
    shown = (await river.chen.taps("👀 谁还没看"))[-1]
    assert "应知悉 7 人，已知悉 1 人，还有 6 人没看。" in shown.text
    assert "· 大路街道（4 人中 3 人没看）：李建国、张大江、孙小河" in shown.text
    assert "已提醒 6 人" in (await river.chen.taps("🔔 提醒这 6 人"))[-1].text
    assert "今天都提醒过了" in (await river.chen.taps("🔔 提醒这 6 人", under=shown))[-1].text
    assert (await river.sun.hears())[-1].text.startswith("🔔 请看一遍2026年履职清单\n村级河长（璧南河龙门村段），共 ")
    # The office of a township follows its own people and edits nothing.
    home = (await river.wang.says("/duty_list"))[-1]
    assert "应知悉 4 人" in home.text
    assert "📥 下载表格" not in home.buttons
    assert "不办理这一项" in await presses(river.wang, "duty_list:sheet:2026")
    await river.chen.taps("⬅️ 返回", under=shown)
    sheet = (await river.chen.taps("📊 进度表"))[-1]
    page = load_workbook(io.BytesIO(sheet.document or b""))["履职进度"]
    lines = [row for row in page.iter_rows(min_row=3, values_only=True) if row[2] == "张卫民"]
    assert [line[3] for line in lines] == ["是"] * 5
    assert ("巡查责任河段", "每周1次") in [(line[5], line[6]) for line in lines]


@ONE_DATABASE
async def test_F1_a_successor_reads_anew_and_goes_on_where_the_post_stood(river: River) -> None:
    county = river.county
    laid(river)
    river.database.write_now(patrolled, county, "zhou", date(2026, 2, 10), date(2026, 5, 6), date(2026, 8, 31))
    await river.zhou.says("/duty_list")
    await river.zhou.taps("✅ 我已知悉")

    def succeed(session: Session) -> None:
        old = session.scalars(select(Appointment).where(Appointment.post_id == county.posts["zhou"])).one()
        old.until_on = TODAY - timedelta(days=1)
        session.add(Appointment(post_id=old.post_id, person_id=county.people["li"], title="副区长", from_on=TODAY))

    river.database.write_now(succeed)
    assert "不办理这一项" in (await river.zhou.says("/duty_list"))[-1].text
    await river.li.says("/duty_list")
    own = (await river.li.taps("县级河长｜璧南河"))[-1]
    assert "✳️ 请先看一遍" in own.text
    assert "1–3季度 已完成 3/4" in own.text
    with river.look() as session:
        listed = readings.concerned(session, ["/"], 2026, TODAY)
    assert [one.name for one in listed if one.post_id == county.posts["zhou"] and one.read_at is None] == ["李建国"]


@ONE_DATABASE
async def test_F1_an_old_year_stays_readable_and_nobody_changes_it(river: River) -> None:
    laid(river, 2025)
    laid(river)
    await river.chen.says("/duty_list")
    old = (await river.chen.taps("2025年"))[-1]
    assert "往年的清单照原样保存" in old.text
    content = (await river.chen.taps("📥 下载表格"))[-1].document or b""
    told = (await river.chen.sends_file("旧.xlsx", content))[-1]
    assert "往年的清单不能改" in told.text
    await river.zhang.says("/duty_list")
    own = (await river.zhang.taps("2025年"))[-1]
    assert own.text.startswith("📋 2025年履职清单｜村级河长")
    assert "✅ 我已知悉" not in own.buttons
