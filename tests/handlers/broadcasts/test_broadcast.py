"""发通知 as the people live it: written, tried, sent, answered, asked about, counted, chased, corrected, withdrawn."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.broadcasts import BroadcastState
from storage.models import (
    Account,
    Broadcast,
    BroadcastQuestion,
    BroadcastRecipient,
    BroadcastRound,
    Media,
    Notice,
    Subject,
)
from tests.handlers.rectifying import ONE_DATABASE
from tests.people import Heard, picture
from tests.river import River

pytestmark = pytest.mark.anyio


def texts(heard: list[Heard]) -> str:
    return "\n".join(each.text for each in heard)


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


async def sent_to_villages(river: River, words: str = "请于周五前上报防汛值守表") -> None:
    await writes(river, words, ("级别", "村级"))
    await river.chen.taps("✅ 下一步（4 人）")
    await river.chen.taps("📤 发给 4 人")


async def test_broadcast_from_writing_to_the_receipt(river: River) -> None:
    river.database.write_now(lets_go, river, "bai")
    await writes(river, "{{ 姓名 }}，请于周五前上报{{河段}}的防汛值守表", ("级别", "村级"), ("职务", "河长"))
    await river.chen.taps("✅ 下一步（4 人）")
    assert "4 人：已绑定 3，未绑定 1，停用机器人 0" in river.chen.last.text
    assert "张卫民、孙小河、白云生、张大江" in river.chen.last.text
    await river.chen.taps("☐ 要「已办」")
    await river.chen.taps("📅 回执期限")
    await river.chen.taps("3 天内：11月26日（周四）前")
    river = await river.restarted()
    trial = (await river.chen.taps("📲 先试发给自己"))[-1]
    assert "试发" in trial.text and "陈志远，请于周五前上报责任河段的防汛值守表" in trial.text
    await river.chen.taps("✅ 收到", under=trial)
    assert river.chen.toasts[-1] == "这是试发，按钮不计数"
    done = await river.chen.taps("📤 发给 4 人")
    assert "✅ 通知正在发出" in texts(done)

    [got] = await river.zhang.hears()
    assert got.text == (
        "📢 璧山区河长办通知\n张卫民，请于周五前上报璧南河青溪村段的防汛值守表\n\n"
        "收到请点「收到」，办完点「已办」，11月26日（周四）前。"
    )
    assert got.buttons == ["✅ 收到", "🏁 已办", "❓ 有疑问"]
    assert "收到已回执" in texts(await river.zhang.taps("✅ 收到", under=got))
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
    await river.chen.taps("1. 姓名，请于周五前上报河段的防汛值守表")
    assert "送达 3｜看过 2｜收到 1｜已办 1" in river.chen.last.text
    counts = (await river.chen.taps("📊 送达情况"))[-1]
    assert "应收 4\n送达 3（75%）\n看过 2" in counts.text and "· 未绑定机器人：1" in counts.text
    assert "· 大路街道：送达 3/3，收到 1，已办 1" in counts.text
    sheet = (await river.chen.taps("📄 回执 Excel", under=counts))[-1]
    page = load_workbook(io.BytesIO(sheet.document or b""))["送达明细"]
    rows = {row[2].value: (row[5].value, row[6].value) for row in page.iter_rows(min_row=3)}
    assert rows["白云生"] == ("199****0103", "未绑定机器人") and rows["孙小河"][1] == "已送达，未回执"
    paper = (await river.chen.taps("📄 回执 Word", under=counts))[-1]
    document = Document(io.BytesIO(paper.document or b""))
    assert any("应收4个" in each.text and "已送达3（未送达：未绑定机器人1）" in each.text for each in document.paragraphs)
    await river.chen.taps("☎️ 要打电话的（1）", under=counts)
    assert "1. 白云生 19900000103" in river.chen.last.text
    await river.chen.taps("☎️ 已电话告知 白云生")
    assert recipients(river)["白云生"].phoned_by_id == river.county.people["chen"]
    assert "正再提醒 3 人" in texts(await river.chen.taps("🔔 催一下", under=counts))
    assert "再次提醒" in texts(await river.sun.hears()) and await river.zhang.hears() == []
    assert "今天已经催过一次" in texts(await river.chen.taps("🔔 催一下", under=counts))
