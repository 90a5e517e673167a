"""述职报告 as the people live it: 李建国 of 大路街道 reports to the general chief 顾正; 陈志远's office follows."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.duty_reports import Part, ReportState
from storage.duty_reports import cards, deeds, figures, writing
from storage.duty_reports.deeds import Ready
from storage.models import DutyReport, DutyReportStep, Notice
from tests.databases import ONE_DATABASE
from tests.documents.word_files import words_of
from tests.handlers.rectifying import notice, presses
from tests.issue_making import registered
from tests.people import Heard, texts
from tests.reminders.records import at, walked
from tests.river import MONDAY_MORNING, River

pytestmark = pytest.mark.anyio
MONDAY = date(2026, 11, 23)


def report(river: River) -> DutyReport:
    with river.look() as session:
        return session.scalars(select(DutyReport)).one()


def worked(river: River) -> None:
    """李建国's patrols of January, February and November, and an issue that he reported."""
    for day in (date(2026, 1, 12), date(2026, 2, 9), date(2026, 11, 3)):
        river.database.write_now(walked, river.county, "li", at(day))
    river.database.write_now(registered, river.county, reporter="li")


async def written(river: River) -> None:
    await river.li.says("/duty_report")
    await river.li.taps("✍️ 写：工作亮点")
    for words in ("建立联防机制", "上游来水浑浊", "每月通报一次"):
        await river.li.says(words)


async def submitted(river: River) -> None:
    await written(river)
    await river.li.taps("📤 提交报告")
    await river.li.taps("📤 确认提交")


def handed_in(session: Session, river: River) -> None:
    """李建国's report of this year, every part written, as it stands in the tables."""
    profile, by = river.chief.profile, river.county.by("li", MONDAY_MORNING)
    one, to = cards.bound(session, profile.duty_reports, 2026, MONDAY, river.county.people["li"])
    for part in Part:
        parts = writing.write(session, by, one, part, "每月通报一次").parts
    told = figures.figures(session, profile, one, MONDAY, river.chief.jobs.is_workday)
    deeds.submit(session, by, one, 0, Ready(told, parts, to, b"a report", "述职报告.docx"), MONDAY)


async def test_F3c_a_report_is_drafted_from_the_records_completed_in_chat_and_submitted(river: River) -> None:
    worked(river)
    [card] = await river.li.says("/duty_report")
    assert card.text.startswith("🧾 2026年述职报告\n向总河长顾正述职（书面述职），2027年1月31日前提交")
    assert "🚶 巡河 3 次，有效 3 次" in card.text
    assert "应巡 11 次，已巡 3 次，⚠️ 少 8 次" in card.text
    assert "📷 上报问题 1 个，办结 0 个" in card.text
    [preview] = [each for each in await river.li.taps("👀 看 Word 报告") if each.document]
    assert "（待本人填写）" in words_of(preview.document)
    await river.li.taps("✍️ 写：工作亮点", under=card)
    await river.li.says("建立联防机制")
    river = await river.restarted()
    assert "还存在什么问题" in river.li.last.text
    await river.li.taps("先写到这里")
    assert "📤 提交报告" not in river.li.last.buttons
    await river.li.taps("✍️ 写：存在的问题和不足")
    await river.li.says("上游来水浑浊")
    await river.li.says("每月通报一次")
    await river.li.taps("📤 提交报告")
    old = river.li.last
    [done] = [each for each in await river.li.taps("📤 确认提交") if each.document]
    paper = words_of(done.document)
    assert paper.startswith("2026年度履行河长职责述职报告\n李建国 大路街道办事处主任")
    for words in ("总河长顾正：", "本年度巡河3次", "建立联防机制", "上游来水浑浊", "每月通报一次", "每月不少于1次"):
        assert words in paper
    kept = report(river)
    assert (kept.state, kept.revision, kept.figures["patrols"]) == (ReportState.SUBMITTED, 1, 3)
    assert "这一步不用再办" in (await river.li.taps_data(old, old.data["📤 确认提交"]))[-1].text

    [got] = await river.gu.hears()
    assert got.text.startswith("🧾 李建国提交了2026年述职报告｜大路街道")
    assert words_of(got.document) == paper
    await river.gu.taps("↩️ 退回修改")
    await river.gu.says("请写明散养户退养进展")
    assert "请写明散养户退养进展" in texts(await river.li.hears())
    river.database.write_now(walked, river.county, "li", at(date(2026, 11, 20)))
    await river.li.taps("🧾 看我的述职报告")
    await river.li.taps("✏️ 改：工作亮点")
    await river.li.says("建立联防机制，退养散养户三十二户")
    await river.li.taps("📤 提交报告")
    await river.li.taps("📤 确认提交")
    [again] = await river.gu.hears()
    assert "这一步不用再办" in (await river.gu.taps("👌 收到", under=got))[-1].text
    await river.gu.taps("👌 收到", under=again)
    kept = report(river)
    assert (kept.state, kept.revision, kept.figures["patrols"]) == (ReportState.RECEIVED, 2, 4)
    assert "已收悉（顾正）" in texts(await river.li.hears())
    with river.look() as session:
        assert [each.deed for each in session.scalars(select(DutyReportStep))] == [
            "submit", "return", "submit", "receive",
        ]  # fmt: skip


@ONE_DATABASE
async def test_F3c_the_office_sees_who_handed_in_and_who_did_not(river: River) -> None:
    river.database.write_now(handed_in, river)
    river.chief.delivery.wake()
    await river.gu.says("/duty_report")
    await river.gu.taps("📥 送我的述职报告")
    assert "1. 李建国（大路街道）｜已提交" in river.gu.last.text
    [account] = await river.chen.says("/duty_report")
    assert "县级\u3000应述职 1 人，已提交 0" in account.text
    assert "乡镇级\u3000应述职 1 人，已提交 1" in account.text
    await river.chen.taps("📥 已提交 1 人")
    await river.chen.taps("1")
    assert "李建国" in river.chen.last.text
    assert river.chen.last.buttons == ["📄 看报告", "⬅️ 返回统计"]
    [sheet] = [each for each in await presses_files(river, "duty_report:sheet:2026") if each.document]
    assert (sheet.file_name or "").startswith("述职情况_璧山区")
    assert "不办理" in await presses(river.li, "duty_report:office:2026")
    assert "李建国" not in await presses(river.zhang, f"duty_report:open:{report(river).id}")


async def presses_files(river: River, data: str) -> list[Heard]:
    return await river.chen.taps_data(notice(river.chen), data)


@ONE_DATABASE
async def test_F3c_an_old_year_stays_readable_and_its_paper_is_the_one_handed_in(river: River) -> None:
    worked(river)
    await submitted(river)
    before = report(river)
    river.clock.passes(timedelta(days=400))
    river.database.write_now(walked, river.county, "li", at(date(2026, 11, 21)))
    await river.li.says("/duty_report")
    await river.li.taps("2026年")
    assert "🚶 巡河 3 次" in river.li.last.text
    [file] = [each for each in await river.li.taps("👀 看 Word 报告") if each.document]
    assert "本年度巡河3次" in words_of(file.document)
    assert report(river).figures == before.figures


@ONE_DATABASE
async def test_F3c_what_is_out_of_order_is_refused(river: River) -> None:
    assert "还没有写" in await presses(river.li, "duty_report:ask_submit:2026")
    assert "不需要写" in await presses(river.gu, "duty_report:write:2026:next")
    await river.li.says("/duty_report")
    await river.li.taps("✍️ 写：下步打算")
    assert (await river.li.says("  "))[0].text.startswith("请写几个字")
    await river.li.says("每月通报一次")
    assert report(river).parts == {Part.NEXT.value: "每月通报一次"}
    await submitted_now(river)
    assert "这一步不用再办" in await presses(river.li, "duty_report:write:2026:next")
    with river.look() as session:
        kinds = [row.kind for row in session.scalars(select(Notice))]
        assert kinds.count("duty_reports/told_submitted") == 1


async def submitted_now(river: River) -> None:
    await river.li.says("建立联防机制")
    await river.li.says("上游来水浑浊")
    await river.li.taps("📤 提交报告")
    await river.li.taps("📤 确认提交")
