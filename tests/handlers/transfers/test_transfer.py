"""Clause L3: the bot refers a matter to the department in charge, tracks its answer, and never penalises."""

import io
from datetime import date

import pytest
from docx import Document

from rules.issue_states import Act, State
from rules.transfers import Outcome
from storage.issues import assigning
from storage.models import IssueStep, Media, MediaKind, MediaUse, Transfer
from storage.transfers import sending
from storage.transfers.sending import Dispatch
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import issue, opens, presses
from tests.issue_making import registered
from tests.people import picture
from tests.river import River
from tests.storage.issues.rectifying import put_right, step

pytestmark = pytest.mark.anyio
DUE = date(2026, 12, 2)


def referred(river: River) -> int:
    """What 张卫民 reported is verified by 王晓梅 and referred to 环卫所, as it stands in the tables; returns its id."""
    issue_id = river.database.write_now(registered, river.county)
    step(river.database, river.county, issue_id, "wang", assigning.verify)
    sent = Dispatch(river.county.posts["zhao"], "涉嫌违法倾倒固体废物，请依法查处", DUE, b"a paper", "移交材料.docx")
    step(river.database, river.county, issue_id, "wang", sending.refer, sent)
    river.chief.delivery.wake()
    return issue_id


async def refers(river: River) -> int:
    """王晓梅 verifies what 张卫民 reported with a photo and refers it to 环卫所, the only unit with somebody."""
    issue_id = river.database.write_now(registered, river.county)
    await opens(river.wang, issue_id)
    await river.wang.taps("✅ 核实属实")
    await river.wang.taps("📨 移交执法")
    [label] = [one for one in river.wang.last.buttons if "大路街道环卫所" in one]
    await river.wang.taps(label)
    await river.wang.taps("涉嫌违法倾倒固体废物，请依法查处")
    await river.wang.taps("📨 确认移交")
    return issue_id


def transfer(river: River) -> Transfer:
    with river.look() as session:
        return session.query(Transfer).one()


async def test_L3_a_matter_is_referred_with_its_evidence_received_answered_and_goes_on_to_closing(
    river: River,
) -> None:
    issue_id = await refers(river)
    [notice] = [one for one in await river.zhao.hears() if "收到移交" in one.text]
    assert issue(river, issue_id).state is State.REFERRED
    assert notice.file_name == "移交材料_2026-0001.docx"
    told = "\n".join(each.text for each in Document(io.BytesIO(notice.document or b"")).paragraphs)
    assert "是否处罚由贵单位依法决定" in told
    assert "记录校验码（审计链头）" in told
    assert "请在 12月2日（周三）前答复是否立案" in notice.text
    await river.zhao.taps("✍️ 收到", under=notice)
    await river.zhao.taps("📝 答复", under=river.zhao.last)
    await river.zhao.taps("立案")
    assert "请先写明" in (await river.zhao.taps("📤 发出答复"))[-1].text
    await river.zhao.says("已立案调查，案号 12")
    done = (await river.zhao.taps("📤 发出答复"))[-1]
    assert done.text == "📤 2026-0001 的答复（立案）已发给河长办。\n\n处理结果请在 2月21日（周日）前告知。"
    assert (transfer(river).outcome, transfer(river).due_on) == (Outcome.FILED, date(2027, 2, 21))
    assert issue(river, issue_id).state is State.REFERRED
    await opens(river.zhao, issue_id)
    await river.zhao.taps("📝 答复")
    assert river.zhao.last.buttons == ["处理结果", "✖️ 取消"]
    await river.zhao.taps("处理结果")
    await river.zhao.sends_photo(picture("决定书"), "已处罚并清运")
    assert "照片 1 张 文件 1 份" in (await river.zhao.sends_file("决定书.PDF", b"%PDF-1.7"))[-1].text
    refused = await river.zhao.sends_file("全部材料.zip", b"PK")
    assert refused[-1].text.startswith("请发照片、视频、语音，或 PDF、Word、Excel")
    river = await river.restarted()
    await river.zhao.taps("📤 发出答复")
    assert issue(river, issue_id).state is State.DONE
    heard = await river.wang.hears()
    [answer] = [one for one in heard if "大路街道环卫所：处理结果。已处罚并清运" in one.text]
    assert "请复核：可以销号" in answer.text
    assert "文件 1 份" in (await opens(river.wang, issue_id))[-1].text
    await river.wang.taps("🧾 证据清单")
    assert (await river.wang.taps("📎 语音、视频、文件（1）"))[-1].file_name == "决定书.PDF"
    await opens(river.wang, issue_id)
    await river.wang.taps("✅ 复核销号")
    assert issue(river, issue_id).state is State.CLOSED
    with river.look() as session:
        steps = [each.act for each in session.query(IssueStep).order_by(IssueStep.id)]
        kept = {each.kind: each.use for each in session.query(Media)}
        assert kept == {MediaKind.PHOTO: MediaUse.ANSWER, MediaKind.FILE: MediaUse.NOTE}
    assert steps == [
        Act.REGISTER, Act.VERIFY, Act.REFER, Act.RECEIVE_TRANSFER, Act.FILE_CASE, Act.ANSWER_TRANSFER, Act.CONFIRM,
    ]  # fmt: skip


@ONE_DATABASE
async def test_L3_late_taps_and_other_hands_are_answered_and_change_nothing(river: River) -> None:
    issue_id = referred(river)
    [notice] = [one for one in await river.zhao.hears() if "收到移交" in one.text]
    await river.zhao.taps("✍️ 收到", under=notice)
    late = await river.zhao.taps_data(notice, notice.data["✍️ 收到"])
    assert late[-1].text == "2026-0001 的移交已在 11月23日 09:30 签收。"
    assert "您目前的职务" in await presses(river.ding, f"transfer:answer:{transfer(river).id}")
    assert "现在不由您承办" in await presses(river.zhang, f"transfer:answer:{transfer(river).id}")
    await river.zhao.taps("📝 答复", under=notice)
    await river.zhao.taps("不予立案")
    await river.zhao.says("证据不足")
    await river.zhao.taps("📤 发出答复")
    late = await river.zhao.taps_data(notice, notice.data["📝 答复"])
    assert late[-1].text == "2026-0001 的移交已答复（11月23日 09:30：不予立案），不用再答。"
    assert issue(river, issue_id).state is State.DONE
    assert "移交执法" not in " ".join((await opens(river.wang, issue_id))[-1].buttons)


@ONE_DATABASE
async def test_L3_while_the_answer_is_out_the_issue_is_not_closed(river: River) -> None:
    issue_id = referred(river)
    step(river.database, river.county, issue_id, "wang", assigning.assign, river.county.posts["zhao"], DUE, "清运干净")
    photo = river.world.keep_file(picture("清完了"), "photos", ".jpg")
    put_right(river.database, river.county, issue_id, photo.file_id)
    await opens(river.wang, issue_id)
    refused = await river.wang.taps("✅ 复核销号")
    assert refused[-1].text == "2026-0001 移交的答复还没有回来（12月2日（周三）前答复），等答复后再办这一步。"
    await river.wang.says("/transfers")
    assert "大路街道环卫所\n未签收，12月2日（周三）前答复" in river.wang.last.text
