"""The queue by filters: one tap a filter, the list stays on its message, old buttons still work after a restart."""

import pytest

from rules.issue_states import State
from storage.models import Issue
from tests.databases import ONE_DATABASE
from tests.issue_making import many, registered
from tests.ledger_making import TODAY, put
from tests.river import River

pytestmark = pytest.mark.anyio


async def test_filters_are_set_one_after_the_other_and_cleared(river: River) -> None:
    river.database.write_now(many, river.county, 3)
    river.database.write_now(lambda s: put(s, river.county, "2026-0007", issue_type="construction"))
    river.database.write_now(lambda s: registered(s, river.county, "2026-0008", "bai", water="brook", region="baiyun"))
    await river.chen.says("/queue")
    [opened] = await river.chen.taps("🔎 筛选、批量")
    assert opened.text.startswith("📥 全部未销号｜璧山区\n共 5 件（最早的在前）\n\n2026-0007 乱建｜待核实\n")
    [asked] = await river.chen.taps("按类别")
    assert asked.id == opened.id
    assert asked.buttons == ["乱堆 4", "乱建 1", "不限", "◀️ 返回"]
    [heard] = await river.chen.taps("乱堆 4")
    assert heard.text.startswith("📥 全部未销号｜璧山区｜乱堆\n共 4 件")
    [asked] = await river.chen.taps("按地区")
    assert asked.buttons == ["大路街道 3", "青杠街道 1", "不限", "◀️ 返回"]
    [heard] = await river.chen.taps("青杠街道 1")
    assert heard.text.startswith("📥 全部未销号｜青杠街道｜乱堆\n共 1 件")
    await river.restarted()
    [asked] = await river.chen.taps("按时间")
    assert asked.buttons == ["满 3 天 0", "满 7 天 0", "满 15 天 0", "满 30 天 0", "不限", "◀️ 返回"]
    [heard] = await river.chen.taps("满 7 天 0")
    assert heard.text.endswith("没有这样的问题。换个条件看看。")
    [heard] = await river.chen.taps("✖ 清除筛选")
    assert heard.text == opened.text


@ONE_DATABASE
async def test_every_filter_can_be_asked_for(river: River) -> None:
    river.database.write_now(many, river.county, 2)
    await river.wang.says("/queue")
    await river.wang.taps("待核实 2")
    for label, first in (("● 待核实", "● 待核实 2"), ("按程度", "一般 2"), ("按来源", "人员上报 2")):
        [asked] = await river.wang.taps(label)
        assert asked.buttons[0] == first
        await river.wang.taps("◀️ 返回")


@ONE_DATABASE
async def test_an_issue_is_kept_an_eye_on_by_one_and_by_the_office(river: River) -> None:
    one, two = river.database.write_now(many, river.county, 2)
    await river.wang.says("/menu")
    await river.wang.taps_data(river.wang.last, f"issue:open:{one}")
    [heard] = await river.wang.taps("☆ 关注")
    assert heard.text == "☆ 2026-0001 已放进您的关注。"
    heard = (await river.wang.taps_data(heard, f"star:put:p:{one}"))[-1]
    assert heard.text == "☆ 2026-0001 已经在您的关注。"
    [heard] = await river.wang.taps("★ 放进本办关注")
    assert heard.text == "☆ 2026-0001 已放进本办关注，同一办公室的人都能看到。"
    await river.wang.taps_data(heard, f"star:put:p:{two}")
    [heard] = await river.wang.says("/shortlist")
    assert heard.text.startswith("☆ 我的关注 2 件\n\n2026-0002 乱堆｜璧南河青溪村段\n待核实")
    [heard] = await river.wang.taps("★ 本办关注 1")
    assert heard.text.startswith("★ 本办关注 1 件\n\n2026-0001 ")
    [heard] = await river.wang.taps("🔎 筛选、批量办")
    assert heard.text.startswith("📥 全部未销号｜大路街道｜☆ 关注\n共 1 件")
    await river.wang.taps_data(heard, f"star:off:o:{one}")
    [heard] = await river.gu.says("/shortlist")
    assert heard.buttons == ["☆ 我的关注 0"]
    heard = (await river.gu.taps_data(heard, f"star:put:o:{one}"))[-1]
    assert heard.text.startswith("这个按钮已过时")
    await river.qian.says("/menu")
    heard = (await river.qian.taps_data(river.qian.last, f"star:put:p:{one}"))[-1]
    assert heard.text == "这件事不在您负责的辖区内。"
    assert (await river.zhang.says("/shortlist"))[-1].text.startswith("您目前的职务不办理这一项")


async def test_searches_are_kept_renamed_run_and_forgotten(river: River) -> None:
    river.database.write_now(many, river.county, 2)
    assert (await river.wang.says("/saved"))[-1].text.startswith("🔖 还没有常用查找。")
    await river.wang.says("/ledger")
    await river.wang.says("青溪村 待核实")
    [heard] = await river.wang.taps("🔖 存为常用")
    assert heard.text.startswith("🔖 已存为「青溪村 待核实｜待核实」。")
    assert (await river.wang.says("青溪的新问题"))[-1].text == "🔖 已改名为「青溪的新问题」。"
    await river.wang.says("/queue")
    await river.wang.taps("待核实 2")
    await river.wang.taps("按类别")
    await river.wang.taps("乱堆 2")
    await river.wang.taps("🔖 存为常用")
    [heard] = await river.wang.says("/saved")
    assert heard.buttons == ["📒 青溪的新问题", "📥 待核实｜大路街道｜乱堆", "🗑 整理"]
    heard = (await river.wang.taps("📒 青溪的新问题"))[-1]
    assert heard.text.startswith("台账｜待核实｜「青溪村 待核实」\n大路街道共 2 件")
    [heard] = await river.wang.says("/saved")
    heard = (await river.wang.taps("📥 待核实｜大路街道｜乱堆"))[-1]
    assert heard.text.startswith("📥 待核实｜大路街道｜乱堆\n共 2 件")
    await river.wang.says("/saved")
    await river.wang.taps("🗑 整理")
    [heard] = await river.wang.taps("✖ 删去「青溪的新问题」")
    assert heard.buttons == ["✖ 删去「待核实｜大路街道｜乱堆」", "◀️ 返回"]
    [own] = await river.qian.says("/saved")
    again = await river.qian.taps_data(own, "saved:run:2")
    assert again[-1].text.startswith("这个按钮已过时")


async def test_an_offices_ready_words_are_offered_where_words_are_asked_for(river: River) -> None:
    issue_id = river.database.write_now(registered, river.county)
    [acts] = await river.wang.says("/replies")
    assert acts.text.startswith("💬 大路街道常用语")
    await river.wang.taps("📤 交办要求")
    await river.wang.taps("➕ 添一句")
    await river.wang.taps("乱堆")
    [heard] = await river.wang.says("三天内清完，树警示牌")
    assert heard.text.startswith("💬 📤 交办要求 19 句\n\n1. 【乱堆】三天内清完，树警示牌（本办）\n")
    await river.wang.says("/replies")
    await river.wang.taps("✖️ 不属实的理由")
    [heard] = await river.wang.taps("1")
    assert "现场核查未发现" in heard.text
    await river.wang.taps("✏️ 改")
    [heard] = await river.wang.says("两人到现场看过，没有发现")
    assert "1. 两人到现场看过，没有发现（本办）" in heard.text
    await river.wang.taps("2")
    [heard] = await river.wang.taps("🗑 删去")
    assert "不在河道管理范围" not in heard.text
    await river.wang.says("/menu")
    await river.wang.taps_data(river.wang.last, f"issue:open:{issue_id}")
    [asked] = await river.wang.taps("✖️ 不属实")
    assert asked.buttons == ["两人到现场看过，没有发现", "与已登记的问题重复", "✖️ 取消"]
    await river.wang.taps("✖️ 取消")
    await river.wang.taps_data(river.wang.last, f"issue:open:{issue_id}")
    await river.wang.taps("✅ 核实属实", under=river.wang.last)
    await river.wang.taps("📤 交办")
    preview = (await river.wang.taps("⭐ 大路街道环卫所（赵铁军）"))[-1]
    assert "要求：三天内清完，树警示牌" in preview.text
    [asked] = await river.wang.taps("✏️ 改要求")
    assert asked.buttons[0].startswith("清运全部堆放物")
    await river.wang.taps(asked.buttons[0])
    await river.wang.taps("📤 确认交办")
    with river.look() as session:
        issue = session.get_one(Issue, issue_id)
        assert (issue.state, issue.requirement[:7]) == (State.ASSIGNED, "清运全部堆放物")
    assert (await river.qian.says("/replies"))[-1].text.startswith("💬 青杠街道常用语")
    await river.qian.taps("✖️ 不属实的理由")
    assert "现场核查未发现" in river.qian.last.text


@ONE_DATABASE
async def test_urging_asks_for_words_only_where_the_office_has_its_own(river: River) -> None:
    made = river.database.write_now(
        lambda s: put(s, river.county, "2026-0001", State.ACCEPTED, assignee_post_id=river.county.posts["zhao"],
                      due_on=TODAY, issue_type="dumping")
    )  # fmt: skip
    await river.wang.says("/replies")
    await river.wang.taps("🔔 催办时说的话")
    await river.wang.taps("➕ 添一句")
    await river.wang.says("周五前务必办结")
    await river.wang.says("/menu")
    await river.wang.taps_data(river.wang.last, f"issue:open:{made}")
    [asked] = await river.wang.taps("🔔 催办", under=river.wang.last)
    assert asked.buttons[0] == "周五前务必办结"
    await river.wang.taps("周五前务必办结")
    [told] = [each for each in await river.zhao.hears() if "催办" in each.text]
    assert "\n周五前务必办结\n" in told.text
