"""提示, 书面检讨, 晒工作, 线索移交 as the people live them in the small county."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from rules.measures import MeasureKind, MeasureState
from storage.groups import register
from storage.groups.register import Seen
from storage.issued import content
from storage.models import GroupKind, Measure, MeasurePaper, Media, Notice, Paper, SetAside
from tests.databases import ONE_DATABASE
from tests.handlers.measures.measuring import LI, one, opens
from tests.handlers.rectifying import presses
from tests.issue_making import registered
from tests.measure_making import late, ordered
from tests.people import picture, texts
from tests.reminders.records import at
from tests.river import River

pytestmark = pytest.mark.anyio
MONDAY_BEFORE = date(2026, 11, 16)


@ONE_DATABASE
async def test_B3b_a_self_criticism_is_required_photographed_sent_back_and_accepted(river: River) -> None:
    gu, li = river.gu, river.li
    await presses(gu, "measures:new:self_criticism")
    await gu.says("李建国")
    await gu.taps(f"{LI}｜大路街道")
    await gu.taps("👤 对这 1 人")
    await gu.says("2026-0001 逾期未整改")
    assert "期限：11月30日（周一）前提交书面检讨" in gu.last.text
    await gu.taps("📤 发出书面检讨")
    assert texts(await li.hears()).startswith(
        "⚖️ 书面检讨\n2026-0001 逾期未整改\n请在 11月30日（周一）前提交书面检讨。\n顾正"
    )
    await li.taps("📄 查看并答复")
    await li.taps("📤 提交书面检讨")
    assert "请先发文字、照片或文件" in texts(await li.taps("📤 提交"))
    await li.sends_photo(picture("检讨书"))
    await li.taps("📤 提交")
    assert "提交了书面检讨，附 1 件" in texts(await gu.hears())
    assert "提交了书面检讨，附 1 件" in texts(await river.chen.hears())  # the office, which decides on it
    await opens(river.chen, one(river).id)
    await river.chen.taps("↩️ 退回补充")
    await river.chen.says("请写明整改时限")
    await river.chen.taps("↩️ 退回")
    assert "需要补充：请写明整改时限" in texts(await li.hears())
    await opens(li, one(river).id)
    await li.taps("📤 提交书面检讨")
    await li.sends_photo(picture("检讨书第二份"))
    await li.taps("📤 提交")
    await opens(river.chen, one(river).id)
    await river.chen.taps("✅ 通过")
    assert "书面检讨已办结" in texts(await li.hears())
    with river.look() as session:
        measure = one(river)
        assert (measure.state, measure.answers, len(session.scalars(select(Media)).all())) == (
            MeasureState.CLOSED,
            2,
            2,
        )


@ONE_DATABASE
async def test_L20_a_prompt_is_answered_in_chat_and_unanswered_leads_to_the_next_rung(river: River) -> None:
    (measure_id,) = river.database.write_now(ordered, river.county, MeasureKind.PROMPT, "zhao", as_unit=True, by="wang")
    await opens(river.zhao, measure_id)
    assert "请在 11月30日（周一）前提交回复" in river.zhao.last.text
    await opens(river.wang, measure_id)
    assert river.wang.last.buttons == ["🗑 撤销"]  # before its day nobody has failed
    river.clock.passes(timedelta(days=8))
    await opens(river.wang, measure_id)
    await river.wang.taps("⏫ 下一步：书面检讨")
    await river.wang.says("提示后仍未回复")
    await river.wang.taps("📤 发出书面检讨")
    with river.look() as session:
        newest = session.scalars(select(Measure).order_by(Measure.id.desc())).first()
        assert newest is not None
        assert (newest.previous_id, newest.subject, newest.person_id) == (measure_id, "大路街道环卫所", None)
    assert "书面检讨" in texts(await river.zhao.hears())
    assert await opens(river.bai, measure_id) == "这件事现在不由您承办。"


@ONE_DATABASE
async def test_L21_clues_go_to_a_named_body_with_a_numbered_letter_and_who_they_are_about_hears_nothing(
    river: River,
) -> None:
    river.database.write_now(ordered, river.county, MeasureKind.PROMPT, "li", evidence={"issues": ["2026-0009"]})
    await river.li.hears()
    await presses(river.chen, "measures:new:clues")
    await river.chen.says("李建国")
    await river.chen.taps(f"{LI}｜大路街道")
    await river.chen.taps("👤 对这 1 人")
    await river.chen.says("提示后仍未整改")
    await river.chen.taps("区纪委监委")
    await river.chen.taps("📤 移送")
    await river.chen.taps("📄 移送函")
    assert "移送函 璧河长办函〔2026〕1号" in river.chen.last.text
    await opens(river.chen, 2)
    await river.chen.taps("📨 登记回执")
    await river.chen.says("纪委收，11月24日")
    await river.chen.taps("📥 登记")
    await opens(river.chen, 2)
    await river.chen.taps("📨 登记结果")
    await river.chen.says("已立案")
    await river.chen.taps("📥 登记")
    assert (await river.li.hears(), await opens(river.li, 2)) == ([], "这件事现在不由您承办。")
    with river.look() as session:
        measure = session.get_one(Measure, 2)
        assert (measure.state, measure.body, measure.received_at is not None) == (
            MeasureState.CLOSED,
            "区纪委监委",
            True,
        )
        letter = session.scalars(select(MeasurePaper)).one()
        assert content(session, letter.file_sha256).startswith(b"PK")
        assert session.scalars(select(Paper.file_sha256)).one() is None  # more people read the list of papers


@ONE_DATABASE
async def test_B3b_townships_are_compared_looked_at_first_and_shown_to_the_group_and_the_chiefs(river: River) -> None:
    river.database.write_now(registered, river.county)
    by = river.county.by("chen", at(MONDAY_BEFORE))
    group, _ = river.database.write_now(register.let_in, by, Seen(-1001, GroupKind.GROUP, "河长群"))
    river.database.write_now(register.take, by, group.id, river.county.regions["district"])
    await presses(river.chen, "measures:display")
    shown = river.chen.last
    assert shown.text.startswith("🖼 晒工作｜2026年10月")
    assert "工作群 1 个；私发 6 人。" in shown.text
    await river.chen.taps("📤 都发")
    await river.chen.taps_data(shown, shown.data["📤 都发"])
    with river.look() as session:
        told = session.scalars(select(Notice).where(Notice.kind == "measures/work_display")).all()
        assert (len(told), sum(each.group_id is not None for each in told)) == (7, 1)
        assert told[0].values["unfinished"] == ["大路街道", "青杠街道"]
        assert session.scalars(select(Measure.kind)).all() == [MeasureKind.WORK_DISPLAY]
        assert session.scalars(select(MeasurePaper.what)).all() == ["picture"]


@ONE_DATABASE
async def test_F5b_what_the_rules_suggest_is_ordered_with_its_evidence_or_laid_aside_with_a_reason(
    river: River,
) -> None:
    river.database.write_now(late, river.county, "zhao", 2)
    await presses(river.chen, "measures:suggest:0")
    listed = river.chen.last.text
    assert "书面检讨｜大路街道环卫所\n　承办问题2026-0001、2026-0002超过整改期限" in listed
    place = next(each.split(".")[0] for each in listed.splitlines() if "环卫所" in each)
    await river.chen.taps(f"{place}. 不采用")
    await river.chen.says("已当面约定时限")
    await presses(river.chen, "measures:suggest:0")
    assert "环卫所" not in river.chen.last.text
    await river.chen.taps("1. ⚖️ 书面检讨")
    assert "依据履职记录：2026年第三季度" in river.chen.last.text
    await river.chen.taps("📤 发出书面检讨")
    assert str(one(river).origin).startswith("patrols_unfinished:self_criticism:")
    with river.look() as session:
        assert session.scalars(select(SetAside.reason)).all() == ["已当面约定时限"]


@ONE_DATABASE
async def test_L20_counts_of_any_period_open_to_each_record(river: River) -> None:
    river.database.write_now(registered, river.county)
    river.database.write_now(ordered, river.county, MeasureKind.PROMPT, "li", evidence={"issues": ["2026-0001"]})
    await presses(river.chen, "measures:counts")
    assert "提示 1 件，1 人次，未办结 1 件" in river.chen.last.text
    await river.chen.taps("📊 导出表格")
    assert river.chen.last.file_name == "问责措施_2026年.xlsx"
    await river.chen.taps("提示 1 件")
    await river.chen.taps("1")
    assert "2026-0001" in river.chen.last.buttons
    await river.chen.says("去年")
    assert "这段时间没有记录" in river.chen.last.text
