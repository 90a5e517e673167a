"""An office reads the figures 数据: over HTTP."""

import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from storage.models import Patrol, PatrolState
from tests.databases import ONE_DATABASE
from tests.ledger_making import small_ledger
from tests.river import River

pytestmark = pytest.mark.anyio

NOVEMBER = """<b>数据｜2026年11月</b>
璧山区，截至11月23日（周一）

<b>巡河</b>：应巡 21 次，完成 1 次（5%）
实际巡河 2 次，有效 1 次
<b>问题</b>：发现 5，交办 4，销号 1（20%），超期 2
来源：人员上报 5
标签（一件可属几类）：四乱 5，水域岸线管理保护 5，水环境治理 5

<b>大路街道</b>
巡河 1/16（6%）｜发现 4｜交办 4｜销号 1｜超期 2

<b>青杠街道</b>
巡河 0/5（0%）｜发现 1｜交办 0｜销号 0｜超期 0

<i>问题按发现日期计入本期，办理情况截至11月23日（周一）。</i>
直接发时间或地名也可以，如「10月」「9月1日到10月20日」「璧南河 三季度」。"""


HINT = "\n直接发时间或地名也可以，如「10月」「9月1日到10月20日」「璧南河 三季度」。"


@pytest.fixture
def worked(river: River) -> River:
    def work(session: Session) -> None:
        small_ledger(session, river.county)
        for day, counts in ((10, True), (17, False)):
            session.add(
                Patrol(
                    post_id=river.county.posts["zhang"],
                    person_id=river.county.people["zhang"],
                    water_id=river.county.waters["lower"],
                    state=PatrolState.FINISHED,
                    started_at=datetime(2026, 11, day, 2, tzinfo=UTC),
                    counts=counts,
                )
            )

    river.database.write_now(work)
    return river


async def test_the_figures_of_this_month_are_one_message(worked: River) -> None:
    await worked.chen.says("/menu")
    [heard] = await worked.chen.taps("📊 数据")
    assert heard.html == NOVEMBER
    assert heard.rows == [
        ["本周", "● 本月", "本季度"],
        ["本半年", "本年"],
        ["◀ 上一期"],
        ["● 按镇街", "按村社区", "按河流"],
        ["📄 导出 Excel"],
    ]


async def test_other_periods_are_one_tap_away_on_the_same_message(worked: River) -> None:
    [first] = await worked.chen.says("/figures")
    [week] = await worked.chen.taps("本周")
    assert week.id == first.id
    assert week.text.startswith("数据｜11月23日—29日\n")
    assert "应巡 4 次，完成 0 次（0%）" in week.text
    assert "发现 0，交办 0，销号 0，超期 0" in week.text
    [before] = await worked.chen.taps("◀ 上一期")
    assert before.text.startswith("数据｜11月16日—22日\n璧山区\n")
    assert "本期共销号 1 件，含以前发现的" in before.text
    assert before.rows[2] == ["◀ 上一期", "下一期 ▶"]
    [year] = await worked.chen.taps("本年")
    assert year.text.startswith("数据｜2026年\n")


async def test_the_workbook_says_what_the_message_says(worked: River) -> None:
    await worked.chen.says("/figures")
    [heard] = await worked.chen.taps("📄 导出 Excel")
    assert heard.file_name == "河长制数据_璧山区_2026年11月.xlsx"
    assert heard.text == "璧山区｜2026年11月，与聊天里的数字一致。"
    page = load_workbook(io.BytesIO(heard.document or b""))["数据"]
    assert page["A1"].value == "璧山区河长制工作数据（2026年11月，截至2026年11月23日）"
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert rows == [
        [
            "单位",
            "应巡",
            "完成",
            "完成率",
            "实巡",
            "有效",
            "发现问题",
            "已交办",
            "已销号",
            "销号率",
            "超期",
            "本期销号",
            "回头看",
            "反弹",
            "反弹率",
        ],
        ["合计", 21, 1, pytest.approx(1 / 21), 2, 1, 5, 4, 1, 0.2, 2, 1, 0, 0, None],
        ["大路街道", 16, 1, pytest.approx(1 / 16), 2, 1, 4, 4, 1, 0.25, 2, 1, 0, 0, None],
        ["青杠街道", 5, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, None],
        ["璧山区本级", 0, 0, None, 0, 0, 0, 0, 0, None, 0, 0, 0, 0, None],
    ]


async def test_a_township_reads_its_own_villages(worked: River) -> None:
    [heard] = await worked.wang.says("/figures")
    assert heard.text.startswith("数据｜2026年11月\n大路街道，截至11月23日（周一）\n")
    assert "青溪村\n巡河 1/" in heard.text
    assert "白云村" not in heard.text


@ONE_DATABASE
async def test_who_may_not_read_the_figures_is_told_so(worked: River) -> None:
    [opened] = await worked.chen.says("/figures")
    [heard] = await worked.zhang.says("/figures")
    assert heard.text == "您目前的职务不办理这一项。如有出入，请联系河长办。"
    [again] = await worked.zhang.taps_data(heard, opened.data["📄 导出 Excel"])
    assert (again.text, again.document) == (heard.text, None)


@ONE_DATABASE
async def test_a_period_that_is_none_is_refused(worked: River) -> None:
    [opened] = await worked.chen.says("/figures")
    for data in ("figures:show:month:2026-12-01", "figures:show:month:1999-01-01", "figures:show:day:2026-11-01",
                 "figures:show:month:x", "figures:excel", "figures:show:week:0001-01-01"):  # fmt: skip
        [heard] = await worked.chen.taps_data(opened, data)
        assert heard.text.startswith("这个按钮已过时"), data


async def test_a_period_without_anything_says_so(worked: River) -> None:
    [opened] = await worked.chen.says("/figures")
    [heard] = await worked.chen.taps_data(opened, "figures:show:year:2025-01-01")
    assert heard.text == "数据｜2025年\n璧山区\n\n这一期没有应巡任务，也没有巡河和问题的记录。" + HINT


@ONE_DATABASE
async def test_what_is_typed_names_the_time_and_the_place(worked: River) -> None:
    await worked.chen.says("/figures")
    [days] = await worked.chen.says("大路街道 11月5日到11月12日")
    assert days.text.startswith("数据｜2026年11月5日—11月12日\n大路街道\n")
    assert "实际巡河 1 次，有效 1 次" in days.text
    assert "青溪村\n巡河" in days.text
    assert "◀ 上一期" not in days.buttons
    [sheet] = await worked.chen.taps("📄 导出 Excel", under=days)
    assert sheet.file_name == "河长制数据_大路街道_2026年11月5日—11月12日.xlsx"
    [reach] = await worked.chen.says("璧南河大路段 本年")
    assert reach.text.startswith("数据｜2026年\n璧南河大路段，截至")
    assert "璧南河青溪村段\n巡河 1/" in reach.text
    assert "\n其余 1 条河流无记录" in reach.text
    [by_river] = await worked.chen.taps("按河流", under=days)
    assert "璧南河\n巡河" in by_river.text
    [which] = await worked.chen.says("璧南河青溪 十月")
    assert which.text.startswith("没有找到「璧南河青溪 十月」。")
    [which] = await worked.chen.says("村 本月")
    assert which.text.startswith("「村」有 5 处，您要看哪一处？")
    [village] = await worked.chen.taps("白云村")
    assert village.text.startswith("数据｜2026年11月\n白云村")
    [wrong] = await worked.chen.says("2026年10月20日到2026年10月1日")
    assert wrong.text.startswith("这个时间看不了：要从 2016 年起、不晚于今天")


@ONE_DATABASE
async def test_parts_where_nothing_happened_are_folded_into_one_line(worked: River) -> None:
    await worked.chen.says("/figures")
    [villages] = await worked.chen.taps("按村社区")
    assert "青溪村\n巡河 1/" in villages.text
    assert "\n龙门村\n" not in villages.text
    assert "\n其余 1 个村社区无记录（应巡 " in villages.text


@ONE_DATABASE
async def test_a_township_reads_nothing_of_its_neighbours_by_typed_words_or_changed_buttons(worked: River) -> None:
    [own] = await worked.qian.says("/figures")
    [none] = await worked.qian.says("大路街道")
    assert none.text.startswith("没有找到「大路街道」。")
    dalu, river = worked.county.regions["dalu"], worked.county.waters["lower"]
    for place, told in ((f"r{dalu}", "这件事不在您负责的辖区内。"), (f"w{river}", "这件事不在您负责的辖区内。"),
                        ("x1", "这个按钮已过时")):  # fmt: skip
        [refused] = await worked.qian.taps_data(own, f"figures:show:month:2026-11-01::below{place}")
        assert refused.text.startswith(told), place
