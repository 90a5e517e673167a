"""对照检查 as the people live it: the office opens a round, chiefs search themselves, remedies are followed up."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from rules.self_reviews import ProblemState
from rules.sources import Source
from storage.models import Issue, Media, SelfReviewProblem, SelfReviewRound, SelfReviewSheet, Subject
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import presses
from tests.people import picture, texts
from tests.review_making import handed_in, opened
from tests.river import River

pytestmark = pytest.mark.anyio


def stored(river: River) -> list[SelfReviewProblem]:
    with river.look() as session:
        return list(session.scalars(select(SelfReviewProblem).order_by(SelfReviewProblem.id)))


async def opens(river: River) -> None:
    """陈志远 opens this year's round for everybody, until 8 December."""
    await river.chen.says("/self_review")
    await river.chen.taps("➕ 开展一次对照检查")
    await river.chen.taps("2026年")
    await river.chen.taps("民主生活会")
    await river.chen.taps("下一步 ▶️")
    await river.chen.taps("12月8日（周二）前")
    await river.chen.taps("📣 开展，通知各位河长")


async def test_F3a_a_problem_found_in_self_review_is_entered_remedied_and_confirmed(river: River) -> None:
    await opens(river)
    assert "已开展：2026年民主生活会对照检查，12月8日（周二）前提交，正在通知 7 人" in river.chen.last.text
    [told] = await river.zhang.hears()
    assert told.text.startswith("🪞 2026年民主生活会对照检查")
    assert told.buttons == ["✍️ 去填写"]
    await river.zhang.taps("✍️ 去填写")
    await river.zhang.taps("➕ 加一个问题")
    await river.zhang.says("三季度巡河只到桥头")
    river = await river.restarted()
    await river.zhang.says("每周走一遍")
    await river.zhang.taps("璧南河青溪村段")
    await river.zhang.says("12月8日")
    assert "1. 三季度巡河只到桥头\n限 12月8日（周二）整改｜未提交" in river.zhang.last.text
    await river.zhang.taps("1")
    await river.zhang.taps("✏️ 改措施")
    await river.zhang.says("每周全段走一遍")
    [problem] = stored(river)
    assert (problem.state, problem.remedy, problem.due_on) == (ProblemState.DRAFT, "每周全段走一遍", date(2026, 12, 8))
    await river.zhang.taps("📤 提交（1 个问题）")
    again = river.zhang.last
    await river.zhang.taps("📤 确认提交")
    assert "已提交，共 1 个问题" in river.zhang.last.text
    assert "已经提交" in (await river.zhang.taps_data(again, again.data["📤 确认提交"]))[-1].text

    await river.zhang.says("/self_review")
    await river.zhang.taps("1")
    await river.zhang.taps("🏁 报告整改完成")
    await river.zhang.sends_photo(picture("全段"), "已连续两周走全段")
    await river.zhang.taps("🏁 报告整改完成")
    await presses(river.wang, f"self_review:open:{problem.id}")
    await river.wang.taps("↩️ 退回再改")
    await river.wang.says("请附上巡河记录")
    await river.wang.taps("↩️ 退回再改")
    assert "王晓梅：请附上巡河记录" in texts(await river.zhang.hears())
    await river.zhang.taps("📄 查看这个问题")
    await river.zhang.taps("🏁 报告整改完成")
    await river.zhang.says("记录已上传")
    await river.zhang.taps("🏁 报告整改完成")
    await presses(river.wang, f"self_review:open:{problem.id}")
    old = river.wang.last
    await river.wang.taps("✅ 确认整改")
    assert stored(river)[0].state is ProblemState.CLOSED
    assert "这一步不用再办" in (await river.wang.taps("✅ 确认整改", under=old))[-1].text
    with river.look() as session:
        [photo] = session.scalars(select(Media)).all()
        assert photo.subject is Subject.SELF_REVIEW_STEP
    await river.chen.says("/self_review")
    assert "村级　问题 1 个，已整改 1\n镇村级合计　问题 1 个，已整改 1" in river.chen.last.text


@ONE_DATABASE
async def test_F3a_the_office_sees_who_handed_in_nothing_and_takes_the_year_as_a_sheet(river: River) -> None:
    river.database.write_now(handed_in, river.county)
    await river.li.says("/self_review")
    await river.li.taps("查过了，没有发现问题")
    await river.li.taps("📤 确认提交")
    with river.look() as session:
        assert [sheet.handed_in_at is not None for sheet in session.scalars(select(SelfReviewSheet))] == [True, True]
    await river.chen.says("/self_review")
    assert "· 民主生活会：应查 7 人，已提交 2 人，期限 12月8日（周二）" in river.chen.last.text
    await river.chen.taps("⏳ 民主生活会：未提交 5 人")
    assert "孙小河｜璧南河龙门村段村级河长" in river.chen.last.text
    await river.chen.taps("🔚 结束这次对照检查")
    await river.chen.taps("🔚 确认结束")
    await river.chen.says("/self_review")
    await river.chen.taps("全部问题")
    assert "1. 三季度巡河只到桥头\n\u3000张卫民（青溪村）｜限 12月8日（周二）" in river.chen.last.text
    await river.chen.taps("⬅️ 返回统计")
    [sheet] = [each for each in await river.chen.taps("📊 导出表格") if each.document]
    book = load_workbook(io.BytesIO(sheet.document or b""))
    assert book.sheetnames == ["分级统计", "问题清单", "未提交名单", "说明"]
    assert [cell.value for cell in book["问题清单"][3]][1:8] == [
        "村级", "青溪村", "张卫民", "民主生活会", "三季度巡河只到桥头", "每周全段走一遍", "璧南河青溪村段",
    ]  # fmt: skip


@ONE_DATABASE
async def test_F3a_a_problem_about_a_water_becomes_an_issue_of_the_ledger_with_a_tap(river: River) -> None:
    river.database.write_now(handed_in, river.county)
    [problem] = stored(river)
    await presses(river.wang, f"self_review:open:{problem.id}")
    await river.wang.taps("📒 转入问题台账")

    await river.wang.taps("水面漂浮物")
    await river.wang.taps("✅ 提交")
    with river.look() as session:
        [issue] = session.scalars(select(Issue)).all()
        assert (issue.source, issue.words) == (Source.SELF_REVIEW, "三季度巡河只到桥头")
        assert session.get_one(SelfReviewProblem, problem.id).issue_id == issue.id
    await presses(river.wang, f"self_review:open:{problem.id}")
    assert f"📒 台账 {issue.number}" in river.wang.last.buttons
    assert "📒 转入问题台账" not in river.wang.last.buttons


@ONE_DATABASE
async def test_F3a_what_is_out_of_order_is_refused(river: River) -> None:
    river.database.write_now(opened, river.county)
    await opens(river)
    assert "已经开展过了" in river.chen.last.text
    await river.zhang.says("/self_review")
    await river.zhang.taps("➕ 加一个问题")
    assert (await river.zhang.says("   "))[0].text.startswith("请写几个字")
    await river.zhang.says("巡河少了")
    await river.zhang.says("补上")
    await river.zhang.taps("不涉及具体河湖")
    assert "已经过去" in (await river.zhang.says("11月1日"))[0].text
    await river.zhang.says("12月1日")
    [problem] = stored(river)
    assert problem.water_id is None
    for other in (river.sun, river.wang):
        assert "巡河少了" not in await presses(other, f"self_review:open:{problem.id}")
    assert "不办理" in await presses(river.zhang, "self_review:new")
    with river.look() as session:
        assert len(session.scalars(select(SelfReviewRound)).all()) == 1
