"""Campaigns and opinions beside the main way: changes, wrong days, late taps, other hands, the sheet, visits."""

import io
from datetime import timedelta

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from storage.models import Campaign, CampaignMember, CampaignVisit, Draft, Issue, Media, Opinion, Person, Subject
from tests.campaign_making import HUNDRED, opened, phone_of_member, seat_members
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import presses
from tests.people import Person as Phone
from tests.people import picture
from tests.river import River

NO_SUCH_DAY = "没看懂这个日期。请写成「12月5日」或「2026-12-05」，也可以写「5天」。"

pytestmark = [pytest.mark.anyio, ONE_DATABASE]


def running(river: River, *keys: str) -> int:
    """A campaign of the district with these members (of the committee, or of the county); returns its id."""
    seated = river.database.write_now(seat_members, river.county)
    people = seated | river.county.people
    return river.database.write_now(opened, river.county, [people[key] for key in keys or ("feng",)])


def enrolled(river: River, campaign_id: int) -> set[str]:
    with river.look() as session:
        rows = select(Person.name).join(CampaignMember, CampaignMember.person_id == Person.id)
        now = (CampaignMember.campaign_id == campaign_id) & CampaignMember.left_at.is_(None)
        return set(session.scalars(rows.where(now)))


async def opens(who: Phone, campaign_id: int) -> None:
    await presses(who, f"campaign:open:{campaign_id}")


async def test_wrong_answers_are_refused_and_nothing_told_is_lost(river: River) -> None:
    running(river)
    chen = river.chen
    await chen.says("/campaigns")
    await chen.taps("➕ 新的专项行动")
    assert "用过了" in (await chen.says(HUNDRED))[0].text
    await chen.says(f"{HUNDRED}第二季")
    assert (await chen.says("没有这天"))[0].text == NO_SUCH_DAY
    await chen.says("12月5日")
    assert "早于开始日" in (await chen.says("12月1日"))[0].text
    await river.restarted()
    await chen.says("12月31日")
    await chen.taps("✅ 不限河流，下一步")
    assert "至少选一个主题" in (await chen.taps("✅ 下一步（已选 0 个）"))[0].text
    await chen.says("农村生活污水、三排")
    await chen.taps("✅ 下一步（已选 2 个）")
    assert "至少要有一位委员" in (await chen.taps("✅ 下一步（0 人）"))[0].text
    await chen.says("王小明 13800138000")
    heard = await chen.taps("✅ 下一步（1 人）")
    assert "委员：1 人（新加入名册 1 人）" in heard[-1].text
    await chen.taps("📅 开始日")  # from the preview back to one question: only that is asked
    await chen.says("12月2日")
    assert "12月2日（周三）—12月31日（周四）" in chen.last.text
    publish = chen.last
    await chen.taps("✅ 发布并通知 1 人")
    await chen.taps_data(publish, publish.data["✅ 发布并通知 1 人"])  # once more, late
    with river.look() as session:
        made = session.scalars(select(Campaign).order_by(Campaign.id.desc())).first()
        assert made is not None
        assert (made.name, made.topics) == (f"{HUNDRED}第二季", ["农村生活污水", "三排"])
        assert session.scalar(select(Person.phone).where(Person.name == "王小明")) == "+8613800138000"
        assert len(session.scalars(select(Campaign)).all()) == 2


async def test_an_office_changes_members_waters_and_the_last_day_and_closes_it(river: River) -> None:
    campaign_id = running(river, "feng", "tan")
    chen, feng = river.chen, phone_of_member(river, "feng")
    await feng.hears()
    await opens(chen, campaign_id)
    await chen.taps("👥 委员")
    await chen.taps("☑ 谭委员 · 区政协委员")
    await chen.says("张卫民")
    await chen.taps("✅ 保存（加 1，减 1）")
    assert enrolled(river, campaign_id) == {"冯委员", "张卫民"}
    assert "请您参加" in (await river.zhang.hears())[-1].text
    await chen.taps("🌊 河流")
    await chen.taps("☑ 白云溪 · 白云村")
    await chen.taps("✅ 保存（减 1）")
    assert "河流：璧南河\n" in chen.last.text
    await chen.taps("📅 截止日")
    assert "已经过去" in (await chen.says("2026年11月20日"))[0].text
    await chen.taps("再 7 天（到 1月7日 周四）")
    assert (await feng.hears())[-1].text == "📅 「百名委员巡百河」的截止日改为1月7日（周四）。"
    await chen.taps("🏁 结束行动")
    asked = chen.last
    await chen.taps("🏁 结束")
    assert (await feng.hears())[-1].text.startswith("🏁 「百名委员巡百河」已结束")
    late = await chen.taps_data(asked, f"campaign:close:{campaign_id}")
    assert "不能再改" in late[-1].text
    assert "已经结束" in (await presses(feng, f"campaign:report:{campaign_id}"))


async def test_other_hands_get_no_further(river: River) -> None:
    campaign_id = running(river)
    for who, data, told in (
        (river.wang, f"campaign:figures:{campaign_id}", "不在您负责的辖区"),  # a township's office: not its campaign
        (river.zhang, f"campaign:open:{campaign_id}", "不办理这一项"),
        (river.chen, f"campaign:visit:{campaign_id}", "不办理这一项"),  # leads it, but is no member
        (river.chen, "campaign:open:999", "没有这个专项行动"),
        (river.zhao, "opinion:open:1", "没有这条社情民意"),
        (river.chen, "campaign:edit:1:name", "按钮"),
    ):
        assert told in await presses(who, data), data


async def test_a_visit_and_the_three_rates_are_noted_for_the_river(river: River) -> None:
    campaign_id = running(river)
    feng = phone_of_member(river, "feng")
    await opens(feng, campaign_id)
    await feng.taps("👣 走访无异常")
    await feng.taps("璧南河")
    await feng.shares_place((29.6050, 106.2200))  # on the upper reach
    await feng.says("水清，岸边干净")
    done = feng.last
    await feng.taps("✅ 没发现问题，记下")
    await feng.taps("📊 记三率")
    await feng.says("白云")
    await feng.taps("白云溪 · 白云村")
    assert "0 到 100" in (await feng.says("920"))[0].text
    await feng.says("收集率92 处理率88.5")
    heard = await feng.taps("✅ 记下")
    assert "您已走访 2 次" in heard[-1].text
    await feng.taps_data(done, done.data["✅ 没发现问题，记下"])  # tapped once more, later
    with river.look() as session:
        seen, rates = session.scalars(select(CampaignVisit).order_by(CampaignVisit.id)).all()
        assert (seen.words, seen.region_id, seen.lat) == ("水清，岸边干净", river.county.regions["longmen"], 29.605)
        assert (rates.collected, rates.treated, rates.compliant) == (92.0, 88.5, None)
        assert rates.water_id == river.county.waters["brook"]
        assert session.scalars(select(Draft)).all() == []


async def test_a_campaign_that_ends_while_a_visit_is_told_ends_the_dialog_too(river: River) -> None:
    campaign_id = running(river)
    feng = phone_of_member(river, "feng")
    await opens(feng, campaign_id)
    await feng.taps("👣 走访无异常")
    await feng.taps("白云溪")
    river.clock.passes(timedelta(days=60))
    heard = await feng.taps("✅ 没发现问题，记下")
    assert "已截止" in heard[0].text
    with river.look() as session:
        assert (session.scalars(select(Draft)).all(), session.scalars(select(CampaignVisit)).all()) == ([], [])


async def test_a_sheet_of_members_is_taken_whole_or_not_at_all(river: River) -> None:
    campaign_id = running(river)
    chen = river.chen
    await opens(chen, campaign_id)
    await chen.taps("👥 委员")
    [empty] = await chen.taps("📄 要一张表格")
    book = load_workbook(io.BytesIO(empty.document or b""))
    for row in (("谭委员", "19900000402"), ("新委员", "13800138001"), ("没电话", "")):
        book.active.append(row)  # type: ignore[union-attr]
    heard = await chen.sends_file("名单.xlsx", filled(book))
    assert "1 处要改，一个人也没有加" in heard[0].text
    sheet = book["委员"]
    sheet.delete_rows(sheet.max_row)
    await chen.sends_file("名单.xlsx", filled(book))
    assert "另有 1 位新人，保存时一并加入名册：新委员" in chen.last.text
    await chen.taps("✅ 保存（加 2）")
    assert enrolled(river, campaign_id) == {"冯委员", "谭委员", "新委员"}


def filled(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def test_an_opinion_without_words_is_refused_and_its_files_reach_the_office(river: River) -> None:
    running(river)
    feng = phone_of_member(river, "feng")
    await feng.says("/opinions")
    await feng.taps("💬 反映社情民意")
    asked = feng.last
    await feng.sends_photo(picture("桥头"))
    assert "✖️ 不提交了" in feng.last.buttons
    assert "📤 提交" not in feng.last.buttons
    assert "还没有内容" in (await feng.taps_data(asked, asked.data["✖️ 不提交了"].replace("drop", "submit")))[0].text
    await feng.sends_voice()
    await feng.taps("📤 提交")
    chen = river.chen
    await chen.hears()
    await chen.taps("👁 看全文")
    sent = await chen.taps("📎 附件（2）")
    assert sent[0].photo is not None
    assert len(sent) == 2
    await chen.says("/opinions")
    assert "待转办" in chen.last.text
    with river.look() as session:
        assert session.scalars(select(Opinion)).one().campaign_id is None
        assert {one.subject for one in session.scalars(select(Media))} == {Subject.OPINION}
        assert session.scalars(select(Issue)).all() == []
