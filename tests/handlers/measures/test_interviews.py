"""约谈 as the people live it: 陈志远 of the district's office asks 周明, who meets 李建国; what follows from it."""

from datetime import date

import pytest
from sqlalchemy import select, update

from rules.measures import MeasureKind, MeasureState
from rules.papers import PaperKind
from storage.models import (
    Appointment,
    Commitment,
    InterviewRecord,
    Measure,
    MeasurePaper,
    Media,
    Notice,
    Paper,
    Subject,
)
from tests.databases import ONE_DATABASE
from tests.handlers.measures.measuring import LI, one, opens
from tests.handlers.rectifying import presses
from tests.measure_making import met, ordered
from tests.people import Heard, Person, picture, texts
from tests.river import River

pytestmark = pytest.mark.anyio


async def asked(river: River) -> None:
    """陈志远 has the request filled in: about 李建国, asked of the superior that the posts tell."""
    chen = river.chen
    await presses(chen, "measures:new:interview")
    await chen.says("李建国")
    await chen.taps(f"{LI}｜大路街道")
    await chen.taps("👤 对这 1 人")
    await chen.says("三季度巡河未完成，2026-0001 逾期未整改")
    await chen.taps("璧南河县级河长周明")
    await chen.taps("📤 提交约谈")


async def written_down(chen: Person) -> list[Heard]:
    """The record, field by field: what is known is taken as offered."""
    await chen.taps("📝 填约谈记录")
    for _ in range(4):
        await chen.taps("✅ 照此填写")
    await chen.taps("（没有）")
    await chen.taps("✅ 照此填写")
    await chen.says("责任在我")
    await chen.says("立即补齐")
    [refused] = await chen.says("清完垃圾")
    assert refused.text.startswith("这一行没有看懂日期：清完垃圾")
    await chen.says("清完垃圾，12月10日前")
    await chen.sends_photo(picture("签字页"))
    return await chen.taps("💾 存为约谈记录")


async def test_F5b_the_superior_is_asked_and_answers_in_chat_then_notice_record_and_recheck(river: River) -> None:
    await asked(river)
    zhou, chen, li = river.zhou, river.chen, river.li
    [request] = await zhou.hears()
    assert request.text.startswith(f"⚖️ 提请您约谈（1）\n{LI}\n三季度巡河未完成")
    assert await li.hears() == []
    await zhou.taps("✅ 同意，定时间地点")
    await zhou.says("12月1日 9:30")
    await zhou.says("区政府三楼会议室")
    assert "周明 同意约谈" in texts(await chen.hears())
    await chen.taps("📄 查看这一项")
    await chen.taps("📄 发约谈通知")
    await chen.taps("📤 发出通知")
    notice = (await li.hears())[-1]
    assert notice.text.startswith("⚖️ 约谈通知 璧河长办发〔2026〕1号\n时间：12月1日 09:30\n地点：区政府三楼会议室")
    assert notice.file_name == "璧河长办发〔2026〕1号.docx"
    own = (await li.taps("✅ 收到"))[-1].text
    assert "提出" not in own
    assert "周明" not in own
    heard = await written_down(chen)
    assert heard[-2].file_name == "约谈记录_20261123.docx"
    told = texts(await li.hears())
    assert told.endswith(
        "请按承诺落实，12月21日（周一）前提交整改报告。\n▫️ 清完垃圾，12月10日（周四）前\n要求：立即补齐"
    )
    await li.taps("📄 查看并答复")
    await li.taps("📤 提交整改报告")
    await li.says("都办了")
    await li.taps("📤 提交")
    assert "提交了整改报告（约谈）：都办了" in texts(await chen.hears())
    await chen.taps("📄 查看这一项")
    assert "还有 1 项承诺没有落实" in texts(await chen.taps("✅ 复核通过"))
    with river.look() as session:
        measure, record = one(river), session.scalars(select(InterviewRecord)).one()
        assert (measure.state, measure.superior_id) == (MeasureState.ANSWERED, river.county.people["zhou"])
        assert (record.host, record.explanation, record.requirements) == (
            "璧南河县级河长（周明）",
            "责任在我",
            "立即补齐",
        )
        assert session.scalars(select(Commitment.due_on)).all() == [date(2026, 12, 10)]
        assert [each.what for each in session.scalars(select(MeasurePaper))] == ["notice", "record"]
        paper = session.scalars(select(Paper)).one()
        assert (paper.kind, paper.number, paper.serial) == (PaperKind.NOTICE, "璧河长办发〔2026〕1号", 1)
        assert session.scalars(select(Media.subject)).all() == [Subject.MEASURE_STEP]


@ONE_DATABASE
async def test_F5b_promises_are_kept_then_the_recheck_passes_and_late_taps_meet_what_is_true(river: River) -> None:
    measure_id = river.database.write_now(met, river.county)
    await river.settle()
    await opens(river.li, measure_id)
    card = river.li.last
    await river.li.taps("▫️ 落实：清完垃圾")
    await river.li.says("清完了")
    await river.li.taps("📤 提交")
    assert "这一项承诺已经报过落实了" in texts(await river.li.taps("▫️ 落实：清完垃圾", under=card))
    await opens(river.li, measure_id)
    await river.li.taps("📤 提交整改报告")
    await river.li.says("都办了")
    await river.li.taps("📤 提交")
    await opens(river.chen, measure_id)
    review = river.chen.last
    await river.chen.taps("✅ 复核通过")
    assert "约谈已办结" in texts(await river.li.hears())
    assert "这项约谈现在是「已办结」" in texts(await river.chen.taps("❌ 复核未通过", under=review))
    assert one(river).state is MeasureState.CLOSED


@ONE_DATABASE
async def test_F5b_who_has_left_approves_nothing_and_the_office_asks_somebody_else(river: River) -> None:
    zhou = river.county.posts["zhou"]
    river.database.write_now(ordered, river.county, MeasureKind.INTERVIEW, "li", superior_post_id=zhou)
    river.chief.delivery.wake()
    await river.zhou.hears()
    request = river.zhou.last
    with river.database.engine.begin() as connection:
        gone = Appointment.person_id == river.county.people["zhou"]
        connection.execute(update(Appointment).where(gone).values(until_on=date(2026, 11, 22)))
    assert "不办理这一项" in texts(await river.zhou.taps("✅ 同意，定时间地点", under=request))
    await opens(river.chen, one(river).id)
    await river.chen.taps("👥 改请他人约谈")
    await river.chen.says("顾正")
    await river.chen.taps("璧山区总河长顾正")
    assert "提请您约谈（1）" in texts(await river.gu.hears())
    await river.gu.taps("👥 委托他人")
    await river.gu.says("陈志远")
    await river.gu.taps("璧山区河长办陈志远")
    heard = texts(await river.chen.hears())
    assert "顾正 委托 璧山区河长办陈志远 约谈" in heard
    assert "提请您约谈（1）" in heard
    await river.chen.taps("✖️ 不同意")
    await river.chen.says("先由街道提醒")
    await river.chen.taps("📤 告知河长办")
    assert (one(river).state, await river.li.hears()) == (MeasureState.DECLINED, [])
    await presses(river.chen, "measures:new:interview")
    await river.chen.says("顾正")
    await river.chen.taps("璧山区总河长顾正｜璧山区")
    await river.chen.taps("👤 对这 1 人")
    assert "没有查到相应的上级河长（可能空缺）" in texts(await river.chen.says("一票否决事项"))


@ONE_DATABASE
async def test_B3b_several_units_are_interviewed_together_with_one_notice_and_one_record(river: River) -> None:
    ids = river.database.write_now(
        ordered, river.county, MeasureKind.INTERVIEW, "wang", "qian", as_unit=True, reason="断面水质不达标"
    )
    await opens(river.chen, ids[0])
    await river.chen.taps("🗓 定时间地点")
    assert "约谈时间要在现在以后" in texts(await river.chen.says("今天 8:00"))
    await river.chen.says("明天 9:00")
    await river.chen.says("三楼")
    await river.chen.taps("📄 发约谈通知")
    await river.chen.taps("📤 发出通知")
    assert "约谈通知 璧河长办发〔2026〕1号" in texts(await river.wang.hears()) + texts(await river.qian.hears())
    await written_down(river.chen)
    with river.look() as session:
        found = session.scalars(select(Measure).order_by(Measure.id)).all()
        assert [each.subject for each in found] == ["大路街道", "青杠街道"]
        assert {each.state for each in found} == {MeasureState.OPEN}
        assert len(session.scalars(select(Paper)).all()) == 1
        assert len(session.scalars(select(InterviewRecord)).all()) == 2
        told = session.scalars(select(Notice.person_id).where(Notice.kind == "measures/told_notified")).all()
        assert set(told) == {river.county.people["wang"], river.county.people["qian"]}
