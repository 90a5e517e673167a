"""通报 said and tapped: 陈志远 of the district's office drafts, asks, answers, signs and sends; those named object."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from documents.circulars.file import circular_file
from reminders.circulars import draft_due
from rules.circulars import CircularState, NameState
from storage import issued
from storage.circulars.snapshot import reproduce
from storage.models import Appointment, Circular, CircularName, Measure, Media, Notice, Paper, Subject
from tests.circular_making import a_november
from tests.databases import ONE_DATABASE
from tests.documents.word_files import words_of
from tests.handlers.rectifying import presses
from tests.people import picture
from tests.reminders.records import at, walked
from tests.river import River

pytestmark = pytest.mark.anyio
FIRST = date(2026, 12, 1)


def drafts(river: River) -> int:
    args = (river.database, river.chief.profile, river.clock(), river.chief.jobs.is_workday)
    return river.database.read_now(draft_due, *args)


def drafted(river: River) -> None:
    """It is the first of December: the calendar has drafted November's notice, once."""
    river.database.write_now(a_november, river.county)
    river.clock.jump(at(FIRST, 9))
    assert (drafts(river), drafts(river)) == (1, 0)


def the_circular(river: River) -> Circular:
    with river.look() as session:
        return session.scalars(select(Circular).order_by(Circular.id.desc())).first() or pytest.fail("no circular")


async def test_F5a_a_notice_goes_from_the_records_to_everybody_it_concerns(river: River) -> None:
    drafted(river)
    [news] = await river.chen.hears()
    assert news.text == (
        "📢 关于2026年11月河长履职情况的通报已起草\n点名单位 1 个、个人 2 人。请核对名单、征求异议后送签。"
    )
    [card] = await river.chen.taps("👁 看通报")
    assert card.text.splitlines()[3:9] == [
        "乡镇级：1 人，应巡 1，完成 1（100%），未完成 0 人",
        "村级：4 人，应巡 20，完成 11（55%），未完成 2 人",
        "问题：发现 2，销号 0，逾期 2，反弹 0；公文逾期未回复 0",
        "",
        "点名单位 1 个：大路街道环卫所",
        "点名个人 2 人：孙小河、白云生",
    ]
    await river.chen.taps("👥 点名名单（3）")
    [unit] = await river.chen.taps("大路街道环卫所")
    assert "期末逾期未完成整改2件：2026-0007、2026-0008\n点名规则：2件及以上" in unit.text
    assert unit.buttons[:2] == ["🔎 看问题 1", "🔎 看问题 2"]
    await river.chen.taps("👁 看通报")
    await river.chen.taps("📣 征求异议")
    river = await river.restarted()
    await river.chen.taps("📣 确认征求异议")

    [told] = await river.sun.hears()
    assert "拟在《关于2026年11月河长履职情况的通报》中点名 孙小河，大路街道龙门村村级河长" in told.text
    assert "应巡5次，按期完成1次，完成率20%，欠4次" in told.text
    assert "最晚 12月4日（周五）" in told.text  # three working days
    assert "欠4次\n　点名规则：欠1次及以上" in told.text
    assert "巡河 1 次，有效 1 次" in (await river.sun.taps("📓 本期巡河记录"))[-1].text
    await river.sun.taps("✋ 有异议")  # the message with the two answers stands where it was
    await river.sun.sends_photo(picture("请假条"), "十一月因病住院，已请假")
    await river.sun.taps("📤 提交异议")
    await river.bai.hears()
    await river.bai.taps("✅ 无异议")
    await river.zhao.hears()
    await river.zhao.taps("✋ 有异议")
    await river.zhao.says("清运车坏了")
    await river.zhao.taps("📤 提交异议")

    await river.chen.hears()
    await river.chen.says("/circulars")
    await river.chen.taps("📝 2026年11月通报")
    [refusal] = await river.chen.taps("📨 送签")
    assert refusal.text == "还有 2 个异议没有答复，请在「👥 点名名单」里逐个答复后送签。"
    answers = (("✋ 孙小河", "➖ 采纳，撤下", "已核实住院证明"), ("✋ 大路街道环卫所", "📌 维持点名", "逾期属实"))
    for who, key, said in answers:
        await river.chen.taps("👥 点名名单（3）")
        await river.chen.taps(who)
        await river.chen.taps(key)
        await river.chen.says(said)
    [struck] = await river.sun.hears()
    assert struck.text == "✅ 《关于2026年11月河长履职情况的通报》不再点名 孙小河。\n理由：已核实住院证明"
    assert "经核实，维持原内容。\n理由：逾期属实" in (await river.zhao.hears())[-1].text

    await river.chen.taps("📨 送签")
    await river.chen.taps("✍️ 签发")
    await river.chen.taps("✍️ 确认签发")
    await river.chen.taps("📤 选择发送范围")
    audience = (await river.chen.taps("☑️ 河长"))[-1]
    assert "共 6 人。\n赵铁军、白云生、" in audience.text
    await river.chen.taps("📤 发送给 6 人")
    [heard] = await river.bai.hears()
    assert heard.text.endswith(
        "点名通报 1 个单位、1 名个人，其中有您或您所在单位，请对照整改，12月15日（周二）前提交整改报告。"
    )
    assert heard.buttons == ["📄 查看并答复"]
    assert await river.sun.hears() == []

    await river.chen.says("/circulars 2026年12月")
    assert "2026年12月：下发通报 1 期，点名通报 1 个单位、1 人次。" in river.chen.last.text
    circular = the_circular(river)
    with river.look() as session:
        paper = session.get_one(Paper, circular.paper_id)
        assert (paper.number, paper.kind, circular.told) == ("璧河长办发〔2026〕1号", "circular", 6)
        content = issued.content(session, paper.file_sha256 or "")
        assert circular_file(reproduce(session, circular.id)) == content
        subjects = select(Media.subject).where(Media.subject == Subject.CIRCULAR_NAME)
        assert len(session.scalars(subjects).all()) == 1
        assert sorted(session.scalars(select(Measure.subject))) == ["大路街道环卫所", "白云生"]
    for said in ("璧河长办发〔2026〕1号", "各镇街，区级有关部门：", "未完成巡河任务：应巡5次，按期完成0次",
                 "点名通报的单位", "对1个单位、1名个人予以点名通报", "附件：履职情况图"):  # fmt: skip
        assert said in words_of(content), said
    assert "孙小河" not in words_of(content)


@ONE_DATABASE
async def test_the_office_changes_the_draft_and_hears_what_a_new_computation_changes(river: River) -> None:
    drafted(river)
    await river.chen.hears()
    await river.chen.taps("👁 看通报")
    old = river.chen.last
    await river.chen.taps("➕ 增加点名")
    assert "没找到在任的「没有这个人」" in (await river.chen.says("没有这个人"))[-1].text
    await river.chen.says("青杠街道")
    await river.chen.taps("青杠街道")
    await river.chen.says("未按要求报送十一月小结")
    await river.chen.taps("✏️ 改导语")
    await river.chen.says("现通报如下。")
    [late] = await river.chen.taps("✏️ 改导语", under=old)
    assert late.text == "《关于2026年11月河长履职情况的通报》现在是：起草中。请打开最新的再办。"
    await river.chen.says("/circulars")
    await river.chen.taps("📝 2026年11月通报")
    await river.chen.taps("👥 点名名单（4）")
    await river.chen.taps("白云生")
    await river.chen.taps("➖ 不点名")
    await river.chen.says("当月抽调抗旱")

    with Session(river.database.engine) as session, session.begin():
        for days in (0, 7, 14, 21, 28):
            walked(session, river.county, "sun", at(date(2026, 10, 29) + timedelta(days=days)))
    await river.chen.taps("🔄 重新统计")
    said = river.chen.last.text
    assert said.startswith("🔄 已按现在的记录重新统计，有变化：\n统计数字有更新。\n不再点名：孙小河\n")
    assert "点名单位 2 个：大路街道环卫所、青杠街道\n不点名或撤下：1" in said
    assert said.endswith("导语：现通报如下。")
    await river.chen.taps("🗑 作废")
    assert (drafts(river), the_circular(river).state) == (0, CircularState.DROPPED)
    await river.chen.says("/circulars")
    await river.chen.taps("✍️ 补拟往期通报")
    await river.chen.taps("2026年11月通报")
    with river.look() as session:
        assert session.scalar(select(func.count()).select_from(CircularName)) == 2  # 白云生 and 环卫所, by the records


@ONE_DATABASE
async def test_the_window_ends_by_the_calendar_and_who_left_the_post_signs_nothing(river: River) -> None:
    drafted(river)
    await river.chen.hears()
    await river.chen.taps("👁 看通报")
    assert (await presses(river.chen, "circular:send:1:0")).startswith("请先点「📣 征求异议」")
    await presses(river.chen, "circular:open_window:1:0")
    assert "还有 3 个没有表示" in await presses(river.chen, "circular:send:1:1")
    [told, *_] = await river.bai.hears()
    river.clock.jump(at(date(2026, 12, 5), 9))
    assert (drafts(river), drafts(river)) == (0, 0)
    await river.bai.taps("✋ 有异议", under=told)
    assert river.bai.last.text == "异议期到 12月4日（周五），已经结束，现在不能再提。如有出入请直接联系河长办。"
    with river.look() as session:
        over = session.scalars(select(Notice).where(Notice.kind == "circulars/over")).all()
        assert [notice.person_id for notice in over] == [river.county.people["chen"]]
    await presses(river.chen, "circular:send:1:1")
    assert (
        await presses(river.gu, "circular:issue:1:2")
        == "这份通报不由您签发。签发人由本级规则文件指定，如有出入请联系河长办。"
    )

    await presses(river.chen, "circular:give_back:1:2")
    await river.chen.says("数字再核对")
    assert "退回原因：数字再核对" in river.chen.last.text
    await presses(river.chen, "circular:send:1:3")

    await river.chen.says("/circulars")
    await river.chen.taps("📝 2026年11月通报")
    await river.chen.taps("✍️ 签发")
    with Session(river.database.engine) as session, session.begin():
        held = session.scalars(select(Appointment).where(Appointment.person_id == river.county.people["chen"])).one()
        held.until_on = date(2026, 12, 4)
    assert "目前的职务不办理这一项" in (await river.chen.taps("✍️ 确认签发"))[-1].text
    assert the_circular(river).state is CircularState.TO_SIGN
    with river.look() as session:
        assert session.scalars(select(Paper)).all() == []
        assert {row.state for row in session.scalars(select(CircularName))} == {NameState.NAMED}
