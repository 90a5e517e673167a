"""Papers 公文 said and tapped: 陈志远 of the district's office drafts and signs, 赵铁军 of 环卫所 answers."""

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import select

from rules.papers import PaperState
from storage.database import Database
from storage.models import (
    Appointment,
    Draft,
    IssuedFile,
    Media,
    MediaKind,
    Notice,
    Paper,
    PaperAddressee,
    Subject,
)
from tests import paper_making
from tests.county import SERVING_SINCE, County
from tests.databases import ONE_DATABASE
from tests.documents.word_files import words_of
from tests.handlers.rectifying import assigned, opens, presses
from tests.issue_making import many, registered
from tests.paper_making import told
from tests.people import Person, picture
from tests.river import River, flowing

pytestmark = pytest.mark.anyio
TITLE = "关于璧南河青溪村段乱堆问题整改的督办单"
BEGIN = "✍️ 拟文：督办单、交办单、提示单、函"


async def drafted(river: River) -> None:
    """陈志远 has the slip about the one issue in 环卫所's hands before him."""
    await assigned(river)
    await river.chen.says("/papers")
    await river.chen.taps(BEGIN)
    await river.chen.taps("📌 督办单")
    await river.chen.taps("⬜️ 2026-0001")
    await river.chen.taps("▶️ 选好了（1 个）")


async def saved(river: River) -> None:
    """Such a slip waits to be signed, as it stands in the tables; 陈志远 has it open."""
    issue_id = river.database.write_now(registered, river.county)
    slip = replace(told(river.county, [issue_id]), title=TITLE)
    river.database.write_now(paper_making.drafted, river.county, river.chief.profile, river.clock(), slip)
    await presses(river.chen, "paper:open:1")


async def signed(river: River) -> None:
    """A slip that 陈志远 has signed lies on 赵铁军's phone."""
    issue_id = river.database.write_now(registered, river.county)
    slip = replace(told(river.county, [issue_id]), title=TITLE)
    river.database.write_now(paper_making.signed, river.county, river.chief.profile, river.clock(), slip)
    await river.zhao.hears()


def papers(river: River) -> list[Paper]:
    with river.look() as session:
        return list(session.scalars(select(Paper).order_by(Paper.id)))


def file_on(river: River, person: Person, name: str) -> bytes:
    """The newest file of that name in a person's chat."""
    bodies = [message.body for message in river.world.chats[person.user.id].messages.values()]
    found = [body["document"] for body in bodies if body.get("document", {}).get("file_name") == name]
    return river.world.files[found[-1]["file_id"]].data


async def test_F2b_a_slip_goes_from_the_ledger_to_who_must_rectify_and_back(river: River) -> None:
    await drafted(river)
    assert river.chen.last.text.splitlines()[:6] == [
        "📄 督办单（稿）",
        TITLE,
        "",
        "主送：大路街道环卫所",
        "问题：1 个（2026-0001）",
        "要求：请明确责任人和整改措施，按上表时限完成整改，整改前后在同一位置拍照留存。确需延期的，请在时限届满前书面说明理由和完成日期。",
    ]
    await river.chen.taps("📋 抄送")
    assert (
        "抄送：县生态环境局，县水利局（请另行送达）"
        in (await river.chen.says("抄送：县生态环境局，县水利局。"))[-1].text
    )
    await river.chen.taps("📄 看 Word 稿")
    assert "（送审稿，签发时编号）" in words_of(file_on(river, river.chen, "督办单（稿）_20261123.docx"))
    river = await river.restarted()
    await river.chen.taps("📨 存稿送签")
    [confirm] = [heard for heard in await river.chen.taps("✍️ 签发") if "签发后" in heard.text]
    assert "编号：璧河长办发〔2026〕1号" in confirm.text
    await river.chen.taps("✍️ 确认签发")

    [paper] = papers(river)
    assert (paper.state, paper.number, paper.serial) == (PaperState.SIGNED, "璧河长办发〔2026〕1号", 1)
    await river.zhao.hears()
    original = file_on(river, river.zhao, "璧河长办发〔2026〕1号.docx")
    with river.look() as session:
        assert session.get_one(IssuedFile, paper.file_sha256).content == original
    for said in (TITLE, "璧河长办发〔2026〕1号", "大路街道环卫所", "2026-0001", "清运干净",
                 f"存证校验码：{paper.audit_row}-{(paper.audit_hash or '')[:16]}",
                 "抄送：县生态环境局，县水利局。", "联系人：陈志远，电话：19900000107"):  # fmt: skip
        assert said in words_of(original), said

    await river.zhao.taps("✅ 收到")
    await river.zhao.taps("📝 回复")
    await river.zhao.sends_photo(picture("清完了"), "已清运")
    await river.zhao.sends_file("回执.pdf", b"%PDF-1.7 signed and sealed")
    await river.zhao.taps("📤 提交回复")
    [news] = await river.chen.hears()
    assert news.text == "💬 大路街道环卫所（赵铁军）回复了 璧河长办发〔2026〕1号，附照片、文件 2 份。\n已清运"
    await river.chen.taps("👁 看公文")
    await river.chen.taps("💬 看回复（1）")
    with river.look() as session:
        row = session.scalars(select(PaperAddressee)).one()
        assert (row.received_by_id, row.replied_by_id, row.reply) == (*[river.county.people["zhao"]] * 2, "已清运")
        kinds = session.scalars(select(Media.kind).where(Media.subject == Subject.PAPER_REPLY).order_by(Media.id))
        assert list(kinds) == [MediaKind.PHOTO, MediaKind.FILE]
        assert session.scalars(select(Notice.acknowledged_at).where(Notice.kind == "papers/issued")).one()
    await river.chen.says("大路")
    in_words = "公文督办：督办单、交办单、提示单 1 份，交办问题 1 件，已销号 0 件"
    listed = river.chen.last.text.splitlines()
    assert in_words in (await river.chen.says("/figures"))[-1].text
    assert in_words in (await river.chen.says("大路街道"))[-1].text
    assert "公文督办" not in (await river.chen.says("青杠街道 11月"))[-1].text
    assert listed[:5] == [
        "📄 公文督办｜2026年",
        "大路街道",
        "",
        "签发督办单、交办单、提示单 1 份，交办问题 1 个，已销号 0 个",
        "主送 1 个单位次：收到 1，回复 1",
    ]


@ONE_DATABASE
async def test_many_issues_are_picked_at_once_and_everything_can_be_changed(river: River) -> None:
    river.database.write_now(many, river.county, 8)
    await river.chen.says("/papers")
    await river.chen.taps(BEGIN)
    await river.chen.taps("💡 提示单")
    assert "▶️ 选好了（0 个）" not in river.chen.last.buttons
    await river.chen.says("璧南河")
    await river.chen.taps("全选 8 个")
    await river.chen.taps("☑️ 2026-0001")
    await river.chen.taps("▶️ 选好了（7 个）")
    assert "⚠️ 还没有主送单位" in river.chen.last.text
    [refusal, *_] = await river.chen.taps("📨 存稿送签")
    assert refusal.text == "提示单还没有主送单位，请先点「👥 主送」选。"
    await river.chen.taps("👥 主送")
    await river.chen.taps("⬜️ 大路街道河长办公室")
    await river.chen.says("李建国")
    await river.chen.taps("⬜️ 璧南河大路段乡镇级河长李建国")
    await river.chen.taps("▶️ 选好了（2 个）")
    await river.chen.taps("📅 期限")
    [late, *_] = await river.chen.says("2026-11-01")
    assert "已经过去" in late.text or "早于" in late.text, late.text
    await river.chen.says("12月20日")
    await river.chen.taps("✏️ 要求")
    await river.chen.says("请举一反三。")
    await river.chen.taps("🔤 标题")
    await river.chen.says("关于加强璧南河巡查的提示单")
    await river.chen.taps("📨 存稿送签")
    [paper] = papers(river)
    assert (paper.title, paper.words, str(paper.due_on)) == ("关于加强璧南河巡查的提示单", "请举一反三。", "2026-12-20")
    with river.look() as session:
        names = session.scalars(select(PaperAddressee.name).order_by(PaperAddressee.place)).all()
        assert names == ["大路街道河长办公室", "璧南河大路段乡镇级河长李建国"]
        assert [(draft.dialog, draft.parked) for draft in session.scalars(select(Draft))] == [("papers", False)]


@ONE_DATABASE
async def test_a_withdrawn_slip_keeps_its_number_and_late_taps_are_told_so(river: River) -> None:
    await signed(river)
    stale = river.zhao.last
    await river.chen.says("/papers")
    for label in ("1. 璧河长办发〔2026〕1号", "↩️ 撤回"):
        await river.chen.taps(label)
    await river.chen.says("位置有误")
    [news] = await river.zhao.hears()
    assert news.text == f"↩️ 璧河长办发〔2026〕1号《{TITLE}》已由陈志远撤回，不用再办：\n位置有误"
    [answer] = await river.zhao.taps("✅ 收到", under=stale)
    assert answer.text == "璧河长办发〔2026〕1号有了变化，现在是：已撤回。请打开最新的再办。"
    [paper] = papers(river)
    assert (paper.state, paper.serial, paper.reason) == (PaperState.WITHDRAWN, 1, "位置有误")
    assert "已撤回" in await presses(river.chen, f"paper:issue:{paper.id}:0")


@ONE_DATABASE
async def test_a_draft_dropped_takes_no_number_and_a_changed_one_is_not_signed_by_an_old_button(river: River) -> None:
    await saved(river)
    old = river.chen.last
    await river.chen.taps("✏️ 修改")
    await river.chen.taps("🔤 标题")
    await river.chen.says("关于清理璧南河的督办单")
    await river.chen.taps("📋 抄送")
    await river.chen.says("县水利局")
    await river.chen.taps("📋 抄送")
    assert "抄送" not in (await river.chen.taps("不抄送"))[-1].text
    await river.chen.taps("📨 存稿送签")
    [answer] = await river.chen.taps_data(old, "paper:sign:1:0")
    assert "有了变化" in answer.text
    await river.chen.taps("🗑 作废")
    [paper] = papers(river)
    assert (paper.state, paper.number, paper.title) == (PaperState.DROPPED, None, "关于清理璧南河的督办单")


@ONE_DATABASE
async def test_a_colleague_gives_a_draft_back_and_signs_it_when_it_is_changed(river: River) -> None:
    county = river.county
    colleague = Appointment(post_id=county.posts["chen"], person_id=county.people["gu"], from_on=SERVING_SINCE)
    river.database.write_now(lambda session: session.add(colleague))
    await saved(river)
    await river.gu.says("/papers")
    await river.gu.taps("1. 待签发：督办单")
    await river.gu.taps("↩️ 退回修改")
    await river.gu.says("时限太长")
    [news] = await river.chen.hears()
    assert news.text == f"↩️ 顾正退回了《{TITLE}》，请修改后再送签：\n时限太长"
    await river.chen.taps("👁 看公文")
    assert "✍️ 签发" not in river.chen.last.buttons
    await river.chen.taps("✏️ 修改")
    await river.chen.taps("📅 期限")
    await river.chen.says("5天")
    await river.chen.taps("📨 存稿送签")
    await river.gu.says("/papers")
    for label in ("1. 待签发：督办单", "✍️ 签发", "✍️ 确认签发"):
        await river.gu.taps(label)
    [paper] = papers(river)
    assert (paper.state, paper.signed_by_id, str(paper.due_on)) == (
        PaperState.SIGNED,
        county.people["gu"],
        "2026-11-28",
    )


@ONE_DATABASE
async def test_who_is_not_concerned_neither_sees_nor_signs_nor_answers(river: River) -> None:
    await signed(river)
    assert await presses(river.li, "paper:open:1") == "这件事现在不由您承办。"
    for person, data in ((river.qian, "paper:issue:1:1"), (river.li, "paper:reply:1"), (river.zhang, "paper:got:1"),
                         (river.zhao, "paper:withdraw:1:1"), (river.ding, "paper:drop:1:1")):  # fmt: skip
        await presses(person, data)
    [paper] = papers(river)
    assert paper.state is PaperState.SIGNED
    with river.look() as session:
        assert session.scalars(select(PaperAddressee.received_at)).all() == [None]
        assert session.scalars(select(PaperAddressee.replied_at)).all() == [None]


@ONE_DATABASE
async def test_from_an_issues_card_the_issue_is_picked_already_and_the_received_are_listed(river: River) -> None:
    issue_id = await assigned(river)
    await opens(river.chen, issue_id)
    await river.chen.taps("📄 拟公文")
    await river.chen.taps("📤 交办单")
    await river.chen.taps("▶️ 选好了（1 个）")
    for label in ("📨 存稿送签", "✍️ 签发", "✍️ 确认签发"):
        await river.chen.taps(label)
    await river.zhao.says("/received")
    assert (
        "璧河长办发〔2026〕1号 关于璧南河青溪村段乱堆问题办理的交办单\n12月8日（周二）前回复｜未点收到"
        in river.zhao.last.text
    )


@ONE_DATABASE
async def test_the_offices_own_template_is_used_and_a_broken_one_is_named(
    database: Database, county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own" / "word"
    own.mkdir(parents=True)
    (own / "slip.docx").write_bytes(b"not a Word file")
    monkeypatch.setenv("RIVERCHIEF_TEMPLATES", str(own.parent))
    async with flowing(database, county, tmp_path) as river:
        await drafted(river)
        [answer, *_] = await river.chen.taps("📄 看 Word 稿")
        assert answer.text.startswith("本办的 Word 模板 slip.docx 用不了：模板不是 Word 文档（.docx）")
        template = Document()
        template.add_paragraph("本办样式 {{ number }} {{ title }}")
        template.save(str(own / "slip.docx"))
        for label in ("📨 存稿送签", "✍️ 签发", "✍️ 确认签发"):
            await river.chen.taps(label)
        number = "璧河长办发〔2026〕1号"
        assert words_of(file_on(river, river.chen, f"{number}.docx")) == f"本办样式 {number} {TITLE}"
