"""Clause F2d from the office that opens a campaign to the figures, over HTTP."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from storage.models import Campaign, CampaignMember, CampaignWater, Issue, Opinion, Source
from tests.campaign_making import HUNDRED, phone_of_member, seat_members
from tests.people import Person, picture
from tests.river import River

pytestmark = pytest.mark.anyio


async def opens_a_campaign(chen: Person) -> None:
    """陈志远 of the district's office: name, today, 30 days, two rivers, three topics, the whole committee."""
    await chen.says("/campaigns")
    await chen.taps("➕ 新的专项行动")
    await chen.says(HUNDRED)
    await chen.taps("今天 11月23日（周一）")
    await chen.taps("30 天（到 12月22日 周二）")
    await chen.says("璧南河")
    await chen.taps("☐ 璧南河 · 璧山区")
    await chen.says("白云溪")  # the only one: taken at once
    await chen.taps("✅ 就这 2 条，下一步")
    for topic in ("三排", "三乱", "三率"):
        await chen.taps(topic)
    await chen.taps("✅ 下一步（已选 3 个）")
    await chen.taps("👥 全部委员（3 人）")
    [preview] = (await chen.taps("✅ 下一步（3 人）"))[-1:]
    assert preview.text == (
        "请核对，没问题就发布\n🚩 百名委员巡百河\n时间：11月23日（周一）—12月22日（周二）\n河流：璧南河、白云溪\n"
        "主题：三排、三乱、三率\n委员：3 人\n\n发布后立即通知 3 人；其中 1 人还没绑定账号，绑定后才能收到。"
    )
    await chen.taps("✅ 发布并通知 3 人")


async def reports_under_it(feng: Person) -> None:
    """冯委员 finds something on the lower reach."""
    await feng.taps("🚩 看专项行动")
    await feng.taps("📷 上报问题")
    await feng.sends_photo(picture("偷排"), "桥下有偷排口")
    await feng.shares_place((29.5950, 106.2201))
    await feng.taps("水面漂浮物")
    heard = await feng.taps("✅ 提交")
    assert any("2026-0001" in one.text for one in heard)


async def test_F2d_48_issues_go_to_the_townships_and_6_opinions_are_forwarded(river: River) -> None:
    river.database.write_now(seat_members, river.county)
    chen, feng = river.chen, phone_of_member(river, "feng")
    await opens_a_campaign(chen)
    [invited] = await feng.hears()
    assert invited.text.startswith("🚩 璧山区河长办请您参加「百名委员巡百河」")
    await reports_under_it(feng)
    assert "2026-0001" in (await river.wang.hears())[-1].text  # the township of the reach has it in its queue

    await feng.says("/campaigns")  # in one only: shown at once
    await feng.taps("💬 反映社情民意")
    await feng.says("建议在大路桥头增设垃圾箱")
    await feng.sends_file("方案.docx", b"PK-docx", "附方案")
    await feng.taps("📤 提交")
    recorded = (await chen.hears())[-1]
    assert recorded.text.startswith("💬 冯委员反映社情民意（百名委员巡百河）")
    await chen.taps("📨 转办", under=recorded)
    await chen.says("环卫")
    await chen.taps("大路街道环卫所（赵铁军）")
    await chen.says("请一周内答复")
    await chen.taps("✅ 转办")
    asked = (await river.zhao.hears())[-1]
    assert asked.text == (
        "📨 社情民意转办，请研究答复\n建议在大路桥头增设垃圾箱\n附方案\n"
        "冯委员反映（百名委员巡百河），附件 1 份\n附言：请一周内答复"
    )
    await river.zhao.taps("✍️ 答复", under=asked)
    await river.zhao.says("下周装两只")
    assert "下周装两只" in (await feng.hears())[-1].text

    await chen.says("/campaigns")
    await chen.taps("1. 百名委员巡百河")
    [figures] = await chen.taps("📊 数据")
    assert figures.text.split("\n\n")[:3] == [
        "📊 百名委员巡百河\n11月23日（周一）—12月22日（周二），进行中，截至11月23日（周一）",
        "委员 3 人，已参与 1 人\n走访河流 1/2 条\n问题 1 个，转交镇街 1，已整改 0\n社情民意 1 条，转办 1，答复 1",
        "大路街道\n委员 1｜河流 1｜问题 1｜转交 1｜整改 0｜社情民意 1｜答复 1",
    ]
    [sheet] = await chen.taps("📄 导出 Excel", under=figures)
    assert sheet.file_name == "百名委员巡百河_20261123.xlsx"
    first = list(load_workbook(io.BytesIO(sheet.document or b"")).worksheets[0].iter_rows(3, 3, values_only=True))
    assert first == [("合计", None, 1, 1, 1, 1, 0, 1, 1, 1)]
    with river.look() as session:
        issue = session.scalars(select(Issue)).one()
        campaign = session.scalars(select(Campaign)).one()
        assert (issue.source, issue.campaign_id, issue.region_id) == (
            Source.CAMPAIGN, campaign.id, river.county.regions["qingxi"],
        )  # fmt: skip
        assert (campaign.topics, campaign.until_on) == (["三排", "三乱", "三率"], date(2026, 12, 22))
        assert len(session.scalars(select(CampaignMember)).all()) == 3
        assert set(session.scalars(select(CampaignWater.water_id))) == {
            river.county.waters["river"], river.county.waters["brook"],
        }  # fmt: skip
        opinion = session.scalars(select(Opinion)).one()
        assert (opinion.state, opinion.answer, opinion.to_post_id) == (
            "answered", "下周装两只", river.county.posts["zhao"],
        )  # fmt: skip
