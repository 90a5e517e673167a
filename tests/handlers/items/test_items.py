"""重点事项 as the people live them: decided on a patrol, carried out, reported back; key problems; key tasks."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.action_items import ItemKind, ItemState
from storage import drafts
from storage.action_items import recording
from storage.action_items.recording import NewItem
from storage.action_items.seats import owners
from storage.models import ActionItem, ActionStep, Media, Region, Subject
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import presses
from tests.issue_making import many
from tests.item_making import lay_liaison, patrolled, phone_of_liaison
from tests.people import picture, texts
from tests.river import River

pytestmark = pytest.mark.anyio
LATE = "🎯 巡河议定事项\n未办结 1 项，⚠️ 逾期 1 项"


def stored(river: River) -> list[ActionItem]:
    with river.look() as session:
        return list(session.scalars(select(ActionItem).order_by(ActionItem.id)))


async def decided(river: River) -> None:
    """顾正 decides on the patrol that 赵铁军's station clears the dump, within seven days."""
    patrol = river.database.write_now(patrolled, river.county)
    await presses(river.gu, f"items:new:from_patrol:{patrol}")
    await river.gu.says("清理青溪村段废弃采砂船，一周内拖离")
    await river.gu.says("环卫")
    await river.gu.taps("大路街道环卫所（赵铁军）")
    await river.gu.taps("7 天内：11月30日（周一）前")


def recorded(session: Session, /, river: River, kind: ItemKind, title: str, **told: Any) -> None:
    """A matter of the district, as it stands in the tables."""
    who, region = ("gu" if "patrol_id" in told else "he"), river.county.regions["district"]
    draft = drafts.begin(session, 9, river.county.people[who], "item", "preview", river.clock())
    new = NewItem(kind, title, region, river.county.waters["river"], **told)
    recording.record(session, river.county.by(who, river.clock()), draft.id, new, river.clock().date())


async def test_L4_what_the_general_chief_decides_is_assigned_tracked_and_reported_back(river: River) -> None:
    await decided(river)
    assert river.gu.last.text == (
        "巡河议定事项，请核对：\n清理青溪村段废弃采砂船，一周内拖离\n来自：11月23日（周一）顾正巡查璧南河\n"
        "承办：大路街道环卫所（赵铁军）\n期限：11月30日（周一）\n\n记下后马上通知承办；到期前后提醒，逾期告知河长办。"
    )
    river = await river.restarted()
    done = (await river.gu.taps("📤 记下"))[-1]
    assert "已通知 大路街道环卫所（赵铁军），期限 11月30日（周一）" in done.text
    [item] = stored(river)
    assert (item.kind, item.state, item.owner_post_id) == (
        ItemKind.FROM_PATROL, ItemState.OPEN, river.county.posts["zhao"],
    )  # fmt: skip
    assert item.decided_post_id == river.county.posts["gu"]

    [told] = await river.zhao.hears()
    assert told.text.startswith("🎯 交您承办：巡河议定事项\n清理青溪村段废弃采砂船，一周内拖离\n📍 璧南河\n议定：")
    await river.zhao.taps("📄 查看并反馈")
    await river.zhao.taps("📝 反馈进展")
    await river.zhao.sends_photo(picture("拖船"), "拖轮已到，明天拖离")
    await river.zhao.taps("📤 发出进展")
    [heard] = await river.gu.hears()
    assert "赵铁军：拖轮已到，明天拖离（照片 1 张）" in heard.text
    assert "有进展" in texts(await river.chen.hears())

    await river.zhao.says("/items")
    await river.zhao.taps("1. 清理青溪村段废弃采砂船，")
    await river.zhao.taps("🏁 报告办结")
    await river.zhao.says("已拖离，河面清爽")
    await river.zhao.taps("🏁 报告办结")
    assert "报告办结，请确认" in texts(await river.gu.hears())
    card = (await river.gu.taps("📄 查看这一项"))[-1]
    assert card.buttons == ["✅ 确认办结", "↩️ 退回再办", "🖼 看照片（1 张）"]
    old = card
    assert (await river.gu.taps("🖼 看照片（1 张）"))[-1].photo
    assert "已确认办结" in (await river.gu.taps("✅ 确认办结", under=old))[-1].text
    assert stored(river)[0].state is ItemState.CLOSED
    assert "已办结" in texts(await river.zhao.hears())
    with river.look() as session:
        assert [step.deed for step in session.scalars(select(ActionStep))] == ["progress", "finish", "confirm"]
        [photo] = session.scalars(select(Media)).all()
        assert photo.subject is Subject.ACTION_STEP
    late = await river.gu.taps("↩️ 退回再办", under=old)
    assert "不用再办" in late[-1].text


@ONE_DATABASE
async def test_L4_after_a_general_chiefs_patrol_what_was_decided_is_one_tap_away(river: River) -> None:
    await river.gu.says("/patrol")
    await river.gu.taps("璧南河")
    await river.gu.shares_place((29.5950, 106.2200))
    await river.gu.taps("✅ 全部正常")
    heard = await river.gu.taps("🏁 结束巡河")
    assert (heard[-1].buttons, heard[-1].photo is not None) == (["🎯 记议定事项"], True)
    [asked] = await river.gu.taps("🎯 记议定事项")
    assert asked.text.startswith("🎯 11月23日（周一）顾正巡查璧南河\n议定了什么？")


@ONE_DATABASE
async def test_L4_an_overdue_matter_is_said_to_the_owner_and_the_office_once(river: River) -> None:
    patrol = river.database.write_now(patrolled, river.county)
    river.database.write_now(
        recorded, river, ItemKind.FROM_PATROL, "清理青溪村段废弃采砂船，一周内拖离",
        patrol_id=patrol, owner_post_id=river.county.posts["zhao"], due_on=date(2026, 11, 30),
    )  # fmt: skip
    river.chief.delivery.wake()
    for person in (river.zhao, river.chen, river.gu):
        await person.hears()
    river.clock.passes(timedelta(days=3, hours=20))  # nothing is due until Friday: the calendar need not run
    await river.jumps(timedelta(hours=4))
    assert "快到期" in texts(await river.zhao.hears())
    assert "议定事项" not in texts(await river.chen.hears())
    river.clock.passes(timedelta(days=3, hours=20))
    await river.jumps(timedelta(hours=4))  # Tuesday: Monday was the day
    assert "❗ 巡河议定事项" in texts(await river.zhao.hears())
    assert "大路街道环卫所（赵铁军）" in texts(await river.chen.hears())
    await river.jumps(timedelta(hours=5))
    assert "议定事项" not in texts(await river.zhao.hears())
    [heard] = await river.chen.says("/items")
    assert heard.text.startswith(LATE)
    await river.zhao.says("/items")
    await river.zhao.taps("1. 清理青溪村段废弃采砂船，")
    await river.zhao.taps("🏁 报告办结")
    await river.zhao.taps("🏁 报告办结")
    assert river.zhao.last.text.startswith("还没有")
    await river.zhao.says("拖走了")
    await river.zhao.taps("🏁 报告办结")
    river.clock.passes(timedelta(days=3))
    assert "⚠️" not in (await river.chen.says("/items"))[-1].text


@ONE_DATABASE
async def test_L4_what_is_told_wrongly_is_asked_again_and_nothing_is_stored(river: River) -> None:
    patrol = river.database.write_now(patrolled, river.county)
    assert (await presses(river.li, f"items:new:from_patrol:{patrol}")).startswith("没有找到这次巡河")
    await river.chen.says("/items")
    await river.chen.taps("➕ 记一项议定事项")
    [asked] = await river.chen.taps("11月23日（周一）顾正｜璧南河")
    assert asked.text.startswith("🎯 11月23日（周一）顾正巡查璧南河\n议定了什么？")
    assert (await river.chen.says("   "))[0].text.startswith("请写几个字")
    await river.chen.says("查清排口来源")
    [none] = await river.chen.says("没有这个单位")
    assert "您的辖区里没有" in none.text
    await river.chen.says("周明")
    await river.chen.taps("璧南河县级河长（周明）")
    assert (await river.chen.says("11月1日"))[-1].text.startswith("11月1日（周日）已经过去了")
    await river.chen.says("12月20日")
    await river.chen.taps("✏️ 改内容")
    await river.chen.says("查清排口来源并封堵")
    assert "查清排口来源并封堵" in river.chen.last.text
    assert stored(river) == []
    await river.chen.taps("✖️ 不记了")
    assert stored(river) == []


async def test_L9_the_key_problems_of_a_river_are_put_in_order_and_sent_to_its_chief_with_one_tap(
    river: River,
) -> None:
    river.database.write_now(lay_liaison, river.county)
    river.database.write_now(many, river.county, 2)
    he = phone_of_liaison(river)
    await he.says("/items")
    await he.taps("流域突出问题 0")
    for problem in ("大路段排口溢流", "青溪村段采砂坑未恢复"):
        await he.taps("➕ 加一个突出问题") if problem.startswith("大路") else await he.taps("➕ 再记一项")
        if problem.startswith("大路"):
            await he.taps("璧南河")
        await he.says(problem)
        await he.taps("📤 记下")
    await he.taps("🎯 看清单")
    [river_list] = await he.taps("🌊 璧南河（2）")
    assert "1. 大路段排口溢流\n" in river_list.text
    await he.taps("2. 青溪村段采砂坑未恢复")
    await he.taps("🔗 关联台账问题")
    [linked, card] = await he.says("2026-0001，2026-0002 2026-0999")
    assert linked.text == "🔗 已关联 2026-0001、2026-0002。\n2026-0999 不是这条河或您辖区内的问题，没有关联。"
    assert "台账：2026-0001、2026-0002" in card.text
    await he.taps("⬆️ 上移一位")
    await he.taps("📋 这条河的突出问题")
    [shown] = await he.taps("📤 报送河长")
    assert shown.text == (
        "将发给 周明：\n\n🌊 璧南河突出问题清单（2 个）\n"
        "1. 青溪村段采砂坑未恢复（台账 2026-0001、2026-0002）\n2. 大路段排口溢流"
    )
    assert await river.zhou.hears() == []
    heard = await he.taps("📤 报送给周明")
    assert heard[-1].text == "📤 璧南河的 2 个突出问题已报送周明。"
    [told] = await river.zhou.hears()
    assert told.text.endswith("2. 大路段排口溢流\n璧山区水利局 报送，请河长掌握。")
    again = await he.taps("📤 报送给周明", under=shown)
    assert again[-1].text == "同样的清单今天已经报送过了，没有重复发。有新的变动再报送。"
    assert len(await river.zhou.hears()) == 0
    [list_of_chief] = await river.zhou.taps("📋 这条河的突出问题", under=told)
    assert "台账 2 件" in list_of_chief.text
    assert [item.rank for item in stored(river)] == [2, 1]
    [sheet] = await river.zhou.taps("📊 导出表格")
    page = load_workbook(io.BytesIO(sheet.document or b"")).worksheets[0]
    assert [cell.value for cell in page[3]][:4] == [1, "璧南河", "青溪村段采砂坑未恢复", "2026-0001、2026-0002"]


@ONE_DATABASE
async def test_L9_a_list_that_changed_after_the_look_is_not_sent(river: River) -> None:
    river.database.write_now(lay_liaison, river.county)
    river.database.write_now(recorded, river, ItemKind.KEY_PROBLEM, "下游水葫芦泛滥")
    he = phone_of_liaison(river)
    await he.says("/items")
    await he.taps("🌊 璧南河（1）")
    [look] = await he.taps("📤 报送河长")
    await he.says("/items")
    await he.taps("1. 下游水葫芦泛滥")
    heard = await he.taps("✅ 已解决")
    assert heard[-1].text == "✅ 已标为解决：下游水葫芦泛滥。"
    heard = await he.taps("📤 报送给周明", under=look)
    assert heard[-1].text == "这条河的清单里没有未解决的突出问题，没有可报送的。"
    assert await river.zhou.hears() == []


async def test_L14_the_liaison_unit_carries_key_tasks_with_date_and_progress_and_the_office_confirms(
    river: River,
) -> None:
    river.database.write_now(lay_liaison, river.county)
    he = phone_of_liaison(river)
    await he.says("/items")
    await he.taps("重点任务 0")
    await he.taps("➕ 加一项重点任务")
    await he.says("年底前完成璧南河健康评价")
    await he.says("12月31日")
    await he.taps("📤 记下")
    [item] = stored(river)
    assert (item.kind, item.owner_post_id, str(item.due_on)) == (
        ItemKind.TASK, river.county.posts["he"], "2026-12-31",
    )  # fmt: skip
    await he.taps("🎯 看清单")
    await he.taps("1. 年底前完成璧南河健康评价")
    assert he.last.buttons == ["📝 反馈进展", "🏁 报告办结"]
    await he.taps("📝 反馈进展")
    await he.says("外业采样完成")
    await he.taps("📤 发出进展")
    assert "何联络：外业采样完成" in texts(await river.chen.hears())
    await he.says("/items")
    await he.taps("1. 年底前完成璧南河健康评价")
    await he.taps("🏁 报告办结")
    await he.says("报告已通过评审")
    await he.taps("🏁 报告办结")
    await he.says("/items")
    await he.taps("1. 年底前完成璧南河健康评价")
    assert he.last.buttons == []  # never confirmed by who did it
    await river.chen.hears()
    await river.chen.taps("📄 查看这一项")
    await river.chen.taps("✅ 确认办结")
    assert stored(river)[0].state is ItemState.CLOSED
    await river.chen.says("/items")
    await river.chen.taps("重点任务 0")
    [sheet] = await river.chen.taps("📊 导出表格")
    page = load_workbook(io.BytesIO(sheet.document or b"")).worksheets[0]
    assert [cell.value for cell in page[3]][2:4] == ["年底前完成璧南河健康评价", "璧山区水利局（何联络）"]
    assert page[3][6].value == "已办结"


@ONE_DATABASE
async def test_a_village_that_has_nobody_but_its_chiefs_offers_them(river: River) -> None:
    with river.look() as session:
        village = session.get_one(Region, river.county.regions["qingxi"])
        offered = owners(session, ItemKind.FROM_PATROL, village.path, None, "", river.clock().date())
    assert "璧南河青溪村段村级河长（张卫民）" in [each.seat for each in offered]
