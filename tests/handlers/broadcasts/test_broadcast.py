"""发通知 as the people live it: written, tried, sent, answered, asked about, counted, chased, corrected, withdrawn."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from telegram import Chat, Message
from telegram import Document as TelegramDocument

from handlers.broadcasts.writing import enclosed
from rules.broadcasts import BroadcastState
from rules.refusals import Refusal
from storage.models import (
    Account,
    Broadcast,
    BroadcastQuestion,
    BroadcastRecipient,
    Media,
    Subject,
)
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import presses
from tests.people import picture, texts
from tests.river import River

pytestmark = pytest.mark.anyio


def stored(river: River) -> list[Broadcast]:
    with river.look() as session:
        return list(session.scalars(select(Broadcast).order_by(Broadcast.id)))


def recipients(river: River) -> dict[str, BroadcastRecipient]:
    with river.look() as session:
        return {row.name: row for row in session.scalars(select(BroadcastRecipient))}


def lets_go(session: Session, river: River, who: str) -> None:
    """Somebody has no account bound."""
    own = select(Account).where(Account.person_id == river.county.people[who])
    session.scalars(own).one().unbound_at = datetime(2026, 11, 1, tzinfo=UTC)


def sheet_of(*rows: list[str]) -> bytes:
    """A workbook with these rows."""
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(target)
    return target.getvalue()


async def writes(river: River, words: str, *kinds: tuple[str, str]) -> None:
    """陈志远 writes a notice and chooses to whom."""
    await river.chen.says("/broadcast")
    await river.chen.taps("✍️ 写通知")
    await river.chen.says(words)
    await river.chen.taps("✅ 写好了，选收件人")
    for kind, name in kinds:
        await river.chen.taps(kind)
        await river.chen.taps(f"☐ {name}")
        await river.chen.taps("✅ 选好了（1）")


async def test_broadcast_from_writing_to_the_receipt(river: River) -> None:
    river.database.write_now(lets_go, river, "bai")
    await writes(river, "{{ 姓名 }}，请于周五前上报{{河段}}的防汛值守表", ("级别", "村级"), ("职务", "河长"))
    await river.chen.taps("✅ 下一步（4 人）")
    assert "4 人：能收到 3 人，未绑定 1 人；收不到的，发出后可按名单打电话" in river.chen.last.text
    assert "张卫民、孙小河、白云生、张大江" in river.chen.last.text
    await river.chen.taps("☐ 要「已办」")
    await river.chen.taps("📅 回执期限")
    await river.chen.taps("3 天内：11月26日（周四）前")
    river = await river.restarted()
    trial = (await river.chen.taps("📲 先试发给自己"))[-1]
    assert trial.text.startswith(
        "（试发：只有您收到，按钮不计数）\n\n📢 璧山区河长办通知\n陈志远，请于周五前上报责任河段的"
    )
    await river.chen.taps("✅ 收到", under=trial)
    assert river.chen.toasts[-1] == "这是试发，按钮不计数"
    done = await river.chen.taps("📤 发给 4 人")
    assert "✅ 通知正在发出" in texts(done)

    [got] = await river.zhang.hears()
    assert got.text == (
        "📢 璧山区河长办通知\n张卫民，请于周五前上报璧南河青溪村段的防汛值守表\n\n"
        "收到请点「收到」；请在 11月26日（周四）前办完，再点「已办」。"
    )
    assert got.buttons == ["✅ 收到", "🏁 已办", "❓ 有疑问"]
    assert "已回执" in texts(await river.zhang.taps("✅ 收到", under=got))
    await river.zhang.taps("✅ 收到", under=got)
    assert river.zhang.toasts[-1] == "您已在 11月23日 09:30 回执过"
    await river.zhang.taps("🏁 已办", under=got)
    [sun] = await river.sun.hears()
    await river.sun.taps("❓ 有疑问", under=sun)
    await river.sun.says("值守表报给谁？")
    assert "孙小河（璧南河龙门村段村级河长）对通知" in texts(await river.chen.hears())
    await river.chen.taps("✍️ 回答")
    await river.chen.says("报镇街河长办汇总")
    assert "报镇街河长办汇总" in texts(await river.sun.hears())
    with river.look() as session:
        [question] = session.scalars(select(BroadcastQuestion))
        assert (question.answer, question.answered_by_id) == ("报镇街河长办汇总", river.county.people["chen"])

    await river.chen.says("/broadcast")
    await river.chen.taps("1. 请于周五前上报的防汛值守表")
    assert "送达 3｜看过 2｜收到 1｜已办 1" in river.chen.last.text
    counts = (await river.chen.taps("📊 送达情况"))[-1]
    assert "应收 4 人\n送达 3 人（75%）\n看过 2 人" in counts.text
    assert "· 未绑定机器人：1 人" in counts.text
    assert "· 大路街道：送达 3/3，收到 1，已办 1" in counts.text
    sheet = (await river.chen.taps("📄 回执 Excel", under=counts))[-1]
    page = load_workbook(io.BytesIO(sheet.document or b""))["送达明细"]
    rows = {row[2].value: (row[5].value, row[6].value) for row in page.iter_rows(min_row=3)}
    assert (rows["白云生"], rows["孙小河"][1]) == (("199****0103", "未绑定机器人"), "已送达，未回执")
    paper = (await river.chen.taps("📄 回执 Word", under=counts))[-1]
    said = "".join(each.text for each in Document(io.BytesIO(paper.document or b"")).paragraphs)
    assert "应收4人。要求2026年11月26日前回执。截至2026年11月23日09:30：已送达3人（未送达：未绑定机器人1人）" in said
    await river.chen.taps("☎️ 要打电话的（1）", under=counts)
    assert "1. 白云生 19900000103" in river.chen.last.text
    await river.chen.taps("☎️ 已电话告知 白云生")
    assert recipients(river)["白云生"].phoned_by_id == river.county.people["chen"]
    chased = texts(await river.chen.taps("🔔 催一下", under=counts))
    assert "正再提醒 2 人。今天不能再催，明天可以。\n1 人在机器人里收不到" in chased
    assert "再次提醒" in texts(await river.sun.hears())
    assert await river.zhang.hears() == []
    assert "今天已经催过一次" in texts(await river.chen.taps("🔔 催一下", under=counts))


@ONE_DATABASE
async def test_broadcast_by_the_clock_with_an_album_to_a_list_then_corrected_and_withdrawn(river: River) -> None:
    chen = river.chen
    await chen.says("/broadcast")
    await chen.taps("✍️ 写通知")
    assert "这里填不了：{{ 年龄 }}。" in texts(await chen.says("{{ 年龄 }}"))
    await chen.sends_album([picture("一"), picture("二")], "关于冬季清漂的通知")
    await chen.taps("✅ 写好了，选收件人")
    assert "还没有收件人" in texts(await chen.taps("✅ 下一步（0 人）"))
    await chen.taps("名单")
    await chen.taps("➕ 新名单")
    await chen.sends_file("名单.xlsx", sheet_of(["姓名", "手机号"], ["张卫民", "19900000101"], ["查无此人", ""]))
    assert "认出 1 个。\n名册里没有（或不在您的辖区）：查无此人" in chen.last.text
    await chen.says("清漂人员")
    await chen.taps("✅ 下一步（1 人）")
    await chen.taps("🕘 定时发")
    assert "已经过去了" in texts(await chen.says("今天8点"))
    river = await river.restarted()
    await chen.says("明天晚上9点")
    assert "⚠️ 那时是免打扰时间，11月25日 08:00 起才送达；等不得就勾选「紧急」" in chen.last.text
    await chen.taps("🕘 定时发")
    await chen.says("明天下午3点")
    assert "已定于 11月24日 15:00 发出" in texts(await chen.taps("📤 11月24日 15:00 发给 1 人"))
    assert stored(river)[0].state is BroadcastState.SCHEDULED
    with river.look() as session:
        assert [one.subject for one in session.scalars(select(Media))] == [Subject.BROADCAST] * 2

    await river.jumps(timedelta(days=1, hours=7))
    *album, got = [heard for heard in await river.zhang.hears() if "今日提醒" not in heard.text]
    assert ([bool(one.photo) for one in album], "关于冬季清漂的通知" in got.text) == ([True, True], True)
    await chen.says("/broadcast")
    card = (await chen.taps("1. 关于冬季清漂的通知"))[-1]
    await chen.taps("✏️ 更正", under=card)
    await chen.says("关于冬季清漂的通知（改到周日）")
    [edited] = await river.zhang.hears()
    assert "（已于 11月24日 16:30 更正）\n关于冬季清漂的通知（改到周日）" in edited.text
    assert "迟" not in texts(await chen.taps("↩️ 撤回", under=card))
    await chen.says("另行通知")
    withdrawn = stored(river)[0]
    assert (withdrawn.state, withdrawn.reason) == (BroadcastState.WITHDRAWN, "另行通知")
    assert "已经撤回，不用再办" in await presses(river.zhang, "notice:got:1")


def test_a_file_too_large_to_send_is_refused_with_the_limit() -> None:
    file = TelegramDocument("id", "unique", "大.pdf", file_size=21 * 1024 * 1024)
    message = Message(1, datetime(2026, 11, 23, tzinfo=UTC), Chat(1, "private"), document=file)
    with pytest.raises(Refusal, match="refusal/broadcast_file_too_large") as refused:
        enclosed(message)
    assert refused.value.values == {"size": 21 * 1024 * 1024, "largest": 20 * 1024 * 1024}


@ONE_DATABASE
async def test_what_was_begun_goes_on_and_who_is_lost_after_delivery_is_called(river: River) -> None:
    chen = river.chen
    await writes(river, "{姓名}同志：周五前完成清漂。", ("级别", "村级"))
    await chen.says("/start")
    await chen.says("/broadcast")
    again = await chen.taps("✍️ 写通知")
    assert "📝 接着写 11月23日 09:30 没发出的那份" in again[0].text
    assert "收件人：村级\n4 人，都能收到" in again[-1].text
    await chen.taps("✅ 下一步（4 人）")
    await chen.taps("📤 发给 4 人")

    await river.bai.blocks_bot()  # after it arrived
    await river.sun.taps("❓ 有疑问", under=(await river.sun.hears())[-1])
    await river.sun.says("没有船怎么办？")
    await chen.says("/broadcast")
    card = (await chen.taps("1. 周五前完成清漂"))[-1]
    counts = (await chen.taps("📊 送达情况", under=card))[-1]
    assert "☎️ 要打电话的（1）" in counts.buttons
    called = (await chen.taps("☎️ 要打电话的（1）"))[-1]
    assert "白云生 19900000103\n青杠街道 白云溪村级河长｜已送达，现已停用机器人" in called.text

    await chen.taps("↩️ 撤回", under=card)
    await chen.says("时间有变")
    told = texts(await river.sun.hears())  # who asked is not left wondering where it went
    assert "↩️ 璧山区河长办撤回通知：周五前完成清漂\n原因：时间有变" in told
    assert await river.zhang.hears() == []
