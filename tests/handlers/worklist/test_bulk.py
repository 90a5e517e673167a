"""批量办理: many issues at once, previewed, done in one go, told once, late changes left out."""

from datetime import date

import pytest
from sqlalchemy import func, select

from rules.issue_states import Act, State
from rules.issue_types import Severity
from storage.models import AuditRow, Draft, Issue, IssueStep, MediaUse, Notice
from tests.databases import ONE_DATABASE
from tests.issue_making import many, photographed, registered
from tests.ledger_making import in_hand, put, step
from tests.people import Heard, Person
from tests.river import River

pytestmark = pytest.mark.anyio


async def group(who: Person, label: str) -> Heard:
    """Opens a group of the queue."""
    await who.says("/queue")
    [heard] = await who.taps(label)
    return heard


def states(river: River) -> dict[str, State]:
    with river.look() as session:
        return {issue.number: issue.state for issue in session.scalars(select(Issue))}


async def test_ten_are_verified_then_assigned_and_everybody_is_told_once(river: River) -> None:
    river.database.write_now(many, river.county, 10)
    await group(river.wang, "待核实 10")
    [preview] = await river.wang.taps("☑️ 一起核实（10 件）")
    assert preview.text.startswith("☑️ 一起核实 10 件\n2026-0001 乱堆·璧南河青溪村段\n")
    assert preview.text.endswith("……另有 2 件")
    assert preview.buttons == ["✅ 确认核实 10 件", "✖️ 取消"]
    heard = await river.wang.taps("✅ 确认核实 10 件")
    assert heard[-1].text == "✅ 已核实 10 件，有关人员各收到一条消息。"
    assert set(states(river).values()) == {State.VERIFIED}
    [told] = await river.zhang.hears()
    assert told.text.startswith("✅ 10 件已核实属实，接下来交办整改。\n2026-0001 乱堆·璧南河青溪村段\n")

    await group(river.wang, "待交办 10")
    [preview] = await river.wang.taps("☑️ 一起交办（10 件）")
    assert "大路街道环卫所（赵铁军） 10 件" in preview.text
    assert "期限：11月25日（周三）\n要求：各按类别的常用要求" in preview.text
    await river.wang.taps("📤 确认交办 10 件")
    [told] = await river.zhao.hears()
    assert told.text.startswith("📤 新的整改任务 10 件\n2026-0001 乱堆·璧南河青溪村段｜期限 11月25日（周三）\n")
    with river.look() as session:
        issues = session.scalars(select(Issue)).all()
        assert {issue.assignee_post_id for issue in issues} == {river.county.posts["zhao"]}
        assert all(issue.requirement.startswith("清运全部堆放物") and issue.due_on for issue in issues)
        acts = session.execute(select(AuditRow.act, func.count()).group_by(AuditRow.act)).all()
        assert {("verify", 10), ("assign", 10)} <= {(row[0], row[1]) for row in acts}
    [tasks] = await river.zhao.taps("🛠 查看任务")
    assert "2026-0001" in tasks.text


async def test_a_second_tap_does_nothing_more(river: River) -> None:
    river.database.write_now(many, river.county, 2)
    await group(river.wang, "待核实 2")
    [preview] = await river.wang.taps("☑️ 一起核实（2 件）")
    await river.wang.taps("✅ 确认核实 2 件", under=preview)
    heard = await river.wang.taps_data(preview, preview.data["✅ 确认核实 2 件"])
    assert heard[-1].text.startswith("这个按钮已过时")
    with river.look() as session:
        assert session.scalar(select(func.count()).where(IssueStep.act == Act.VERIFY)) == 2
        assert (
            session.scalar(select(func.count()).where(Notice.kind == "bulk/told")) == 2
        )  # to the two chiefs of the reach


async def test_what_changed_since_the_preview_is_left_out_and_named(river: River) -> None:
    first, *_ = river.database.write_now(many, river.county, 3)
    await group(river.wang, "待核实 3")
    await river.wang.taps("☑️ 一起核实（3 件）")
    chen = river.chen
    await chen.says("/menu")
    await chen.taps_data(chen.last, f"issue:open:{first}")
    await chen.taps("✅ 核实属实")
    river = await river.restarted()
    heard = await river.wang.taps("✅ 确认核实 3 件")
    assert heard[-1].text == "✅ 已核实 2 件，有关人员各收到一条消息。\n\n1 件没有动：\n2026-0001 刚才已有变化"
    with river.look() as session:
        assert session.scalar(select(func.count()).where(IssueStep.act == Act.VERIFY)) == 3
        assert session.scalars(select(Draft)).all() == []


async def test_one_unit_one_day_one_requirement_for_all(river: River) -> None:
    river.database.write_now(lambda s: [put(s, river.county, f"2026-000{n}", State.VERIFIED) for n in (1, 2, 3)])
    await group(river.wang, "待交办 3")
    await river.wang.taps("☑️ 一起交办（3 件）")
    await river.wang.taps("👥 都交一家")
    await river.wang.says("李建国")
    preview = (await river.wang.taps("璧南河大路段乡镇级河长（李建国）"))[-1]
    assert "璧南河大路段乡镇级河长（李建国） 3 件" in preview.text
    await river.wang.taps("📅 统一期限")
    assert (await river.wang.says("11月1日"))[-1].text.startswith("11月1日")
    preview = (await river.wang.says("12月5日"))[-1]
    assert "期限：12月5日（周六）\n" in preview.text
    await river.wang.taps("✏️ 统一要求")
    preview = (await river.wang.says("一周内清完，拍照上报"))[-1]
    assert "要求：一周内清完，拍照上报" in preview.text
    await river.wang.taps("📤 确认交办 3 件")
    with river.look() as session:
        told = {(one.assignee_post_id, one.due_on, one.requirement) for one in session.scalars(select(Issue))}
    assert told == {(river.county.posts["li"], date(2026, 12, 5), "一周内清完，拍照上报")}


@ONE_DATABASE
async def test_urging_leaves_out_what_was_urged_today(river: River) -> None:
    def late(session: object) -> None:
        for n in (1, 2, 3):
            in_hand(session, river.county, f"2026-000{n}", date(2026, 11, 10 + n))  # type: ignore[arg-type]

    river.database.write_now(late)
    await group(river.wang, "超期未改 3")
    await river.wang.taps("2026-0001")
    await river.wang.taps("🔔 催办", under=river.wang.last)
    await river.zhao.hears()
    heard = await group(river.wang, "超期未改 3")
    assert "已超 12 天" in heard.text
    [preview] = await river.wang.taps("☑️ 一起催办（3 件）")
    assert "⚠️ 1 件不能一起办：\n2026-0001 今天已催办" in preview.text
    await river.wang.taps("✏️ 带一句话")
    await river.wang.taps("已超期限，请今天内反馈进展和完成时间")
    await river.wang.taps("🔔 确认催办 2 件")
    [told] = await river.zhao.hears()
    assert told.text.startswith("🔔 催办 2 件：已超期限，请今天内反馈进展和完成时间\n2026-0002")


@ONE_DATABASE
async def test_closing_together_leaves_out_the_grave_the_own_and_what_has_no_photo(river: River) -> None:
    def done(session: object) -> None:
        for n in (1, 2, 3, 4):
            made = put(session, river.county, f"2026-000{n}", State.DONE, assignee_post_id=river.county.posts["zhao"])  # type: ignore[arg-type]
            if n != 4:
                photographed(session, made, river.county.people["zhao"], f"f{n}", MediaUse.AFTER)  # type: ignore[arg-type]
            if n == 2:
                session.get_one(Issue, made).severity = Severity.MAJOR  # type: ignore[attr-defined]
            if n == 3:
                step(session, river.county, made, Act.SUBMIT, "wang")  # type: ignore[arg-type]

    river.database.write_now(done)
    await group(river.wang, "待复核 4")
    [preview] = await river.wang.taps("☑️ 一起复核销号（4 件）")
    assert preview.text == (
        "☑️ 一起复核销号 1 件\n2026-0001 乱堆·璧南河青溪村段\n\n⚠️ 3 件不能一起办：\n"
        "2026-0002 重大问题，须逐件复核\n2026-0003 您参与了整改，须由他人复核\n"
        "2026-0004 没有整改后的照片，须逐件复核"
    )
    await river.wang.taps("✅ 确认销号 1 件")
    assert [number for number, state in states(river).items() if state is State.CLOSED] == ["2026-0001"]


@ONE_DATABASE
async def test_fifty_are_done_at_once_and_the_rest_is_offered(river: River) -> None:
    river.database.write_now(many, river.county, 53)
    await group(river.wang, "待核实 53")
    [preview] = await river.wang.taps("☑️ 一起核实（53 件）")
    assert "一批最多 50 件，先办最早的；其余 3 件接着办。" in preview.text
    await river.wang.taps("✅ 确认核实 50 件")
    [preview] = await river.wang.taps("▶️ 接着办（还有 3 件）")
    assert preview.text.startswith("☑️ 一起核实 3 件")
    await river.wang.taps("✖️ 取消")
    assert sorted(states(river).values()).count(State.REGISTERED) == 3


@ONE_DATABASE
async def test_only_issues_of_the_own_region_can_be_reached(river: River) -> None:
    river.database.write_now(many, river.county, 2)
    await group(river.wang, "待核实 2")
    [preview] = await river.wang.taps("☑️ 一起核实（2 件）")
    strange = (
        "sift:page:x",
        "sift:page:v......:n:1:9999999999999",
        "sift:page:v.1.999....",
        "sift:ask:v......:nothing",
    )
    for data in (preview.data["✅ 确认核实 2 件"], "sift:bulk:v......", "sift:bulk:n......", *strange):
        await river.qian.says("/menu")
        heard = await river.qian.taps_data(river.qian.last, data)
        assert heard[-1].text.startswith(("这个按钮已过时", "☑️ 一起核实 0 件", "📥 待核实")), data
        assert "2026-0001" not in heard[-1].text
    await river.zhang.says("/menu")
    heard = await river.zhang.taps_data(river.zhang.last, "sift:bulk:v......")
    assert heard[-1].text.startswith("您目前的职务不办理这一项")
    river.database.write_now(lambda s: registered(s, river.county, "2026-0009", "bai", water="brook", region="baiyun"))
    assert set(states(river).values()) == {State.REGISTERED}
