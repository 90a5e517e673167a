"""交办 over HTTP: suggestions, search by name, deadline, requirement, preview, one tap to issue."""

from datetime import date

import pytest

from rules.issue_states import State
from storage.models import Account, Draft, Issue
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import issue, opens
from tests.issue_making import registered
from tests.ledger_making import put
from tests.people import Heard
from tests.river import River

pytestmark = pytest.mark.anyio


async def verified(river: River) -> tuple[int, Heard]:
    """王晓梅 is asked whom to assign what she verified to."""
    issue_id = river.database.write_now(put, river.county, "2026-0001", State.VERIFIED)
    await opens(river.wang, issue_id)
    return issue_id, (await river.wang.taps("📤 交办"))[-1]


async def test_three_taps_assign_to_the_suggested_unit_by_the_profiles_deadline(river: River) -> None:
    issue_id = river.database.write_now(registered, river.county)
    await opens(river.wang, issue_id)
    await river.wang.taps("✅ 核实属实")
    question = (await river.wang.taps("📤 交办"))[-1]
    assert question.buttons[:2] == ["⭐ 大路街道环卫所（赵铁军）", "璧南河青溪村段村级河长（张卫民）"]
    [preview] = await river.wang.taps("⭐ 大路街道环卫所（赵铁军）")
    assert preview.id == question.id
    assert preview.text == (
        "📤 交办单 2026-0001\n"
        "乱堆：垃圾、渣土、固体废物·璧南河青溪村段\n"
        "\n"
        "承办：大路街道环卫所（赵铁军）\n"
        "期限：11月25日（周三）前\n"
        "要求：清运全部堆放物，平整现场，查明来源并落实防止再次倾倒的措施。"
    )
    assert preview.rows == [["📤 确认交办"], ["📅 改期限", "✏️ 改要求"], ["👥 换承办人", "✖️ 取消"]]
    heard = await river.wang.taps("📤 确认交办")
    assert heard[1].text == "📤 2026-0001 已交办\n承办：大路街道环卫所（赵铁军）\n期限：11月25日（周三）前"
    made = issue(river, issue_id)
    assert (made.state, made.assignee_post_id, made.due_on) == (
        State.ASSIGNED,
        river.county.posts["zhao"],
        date(2026, 11, 25),
    )
    with river.look() as session:
        assert session.query(Draft).count() == 0


@ONE_DATABASE
async def test_the_deadline_is_moved_by_a_button_or_typed(river: River) -> None:
    issue_id, _ = await verified(river)
    await river.wang.taps("⭐ 大路街道环卫所（赵铁军）")
    [days] = await river.wang.taps("📅 改期限")
    assert days.buttons == [
        "再宽 3 天：11月28日（周六）",
        "再宽 7 天：12月2日（周三）",
        "再宽 15 天：12月10日（周四）",
        "◀️ 回到交办单",
    ]
    [preview] = await river.wang.taps("再宽 7 天：12月2日（周三）")
    assert "期限：12月2日（周三）前" in preview.text
    await river.wang.taps("📅 改期限")
    assert "没看懂这个日期" in (await river.wang.says("尽快"))[-1].text
    assert "已经过去了" in (await river.wang.says("2026-11-01"))[-1].text
    assert "期限：12月5日（周六）前" in (await river.wang.says("12月5日"))[-1].text
    await river.wang.taps("📤 确认交办")
    assert issue(river, issue_id).due_on == date(2026, 12, 5)


async def test_anybody_of_the_region_is_found_by_name_and_nobody_beyond_it(river: River) -> None:
    _, _ = await verified(river)
    found = (await river.wang.says("李建国"))[-1]
    assert found.buttons == ["璧南河大路段乡镇级河长（李建国）", "⭐ 回到推荐", "✖️ 取消"]
    none = (await river.wang.says("白云生"))[-1]
    assert "没找到含「白云生」的在任职务" in none.text
    assert none.buttons == ["⭐ 回到推荐", "✖️ 取消"]
    [again] = await river.wang.taps("⭐ 回到推荐")
    assert again.buttons[0] == "⭐ 大路街道环卫所（赵铁军）"


@ONE_DATABASE
async def test_a_changed_client_cannot_assign_beyond_the_region(river: River) -> None:
    issue_id, question = await verified(river)
    to_zhao = question.data["⭐ 大路街道环卫所（赵铁军）"]
    told = to_zhao.rsplit(":", 1)[0]
    heard = await river.wang.taps_data(question, f"{told}:{river.county.posts['bai']}")
    assert heard[-1].text == "这个职务现在没有人担任，或不在您的辖区，请另选。"
    assert issue(river, issue_id).state is State.VERIFIED


@ONE_DATABASE
async def test_the_requirement_is_rewritten_in_own_words(river: River) -> None:
    issue_id, _ = await verified(river)
    await river.wang.taps("⭐ 大路街道环卫所（赵铁军）")
    await river.wang.taps("✏️ 改要求")
    heard = await river.wang.says("三天内清走 <b>全部</b> 渣土 & 垃圾")
    assert "要求：三天内清走 <b>全部</b> 渣土 & 垃圾" in heard[-1].text
    await river.wang.taps("📤 确认交办")
    assert issue(river, issue_id).requirement == "三天内清走 <b>全部</b> 渣土 & 垃圾"


@ONE_DATABASE
async def test_too_long_a_requirement_is_cut_and_said_so(river: River) -> None:
    issue_id, _ = await verified(river)
    await river.wang.taps("⭐ 大路街道环卫所（赵铁军）")
    await river.wang.taps("✏️ 改要求")
    heard = await river.wang.says("清" * 2100)
    assert heard[0].text == "文字超过 2000 字，只收前 2000 字。"
    await river.wang.taps("📤 确认交办")
    assert len(issue(river, issue_id).requirement) == 2000


@ONE_DATABASE
async def test_who_cannot_be_told_here_is_said_to_be_told_by_phone(river: River) -> None:
    with river.look() as session:
        session.query(Account).filter_by(person_id=river.county.people["zhao"]).delete()
        session.commit()
    _, question = await verified(river)
    assert question.buttons[0] == "⭐ 大路街道环卫所（赵铁军） · 未绑定"
    [preview] = await river.wang.taps(question.buttons[0])
    assert "还没有绑定，收不到消息，请另打电话告知" in preview.text


async def test_when_another_office_was_quicker_the_dialog_ends_with_what_is_true_now(river: River) -> None:
    issue_id, _ = await verified(river)
    await river.wang.taps("⭐ 大路街道环卫所（赵铁军）")
    await opens(river.chen, issue_id)
    await river.chen.taps("✖️ 不属实")
    await river.chen.taps("不在河道管理范围")
    heard = await river.wang.taps("📤 确认交办")
    assert "现在是「不属实」" in heard[-1].text
    with river.look() as session:
        assert session.query(Draft).filter_by(dialog="assigning").count() == 0
        assert session.get_one(Issue, issue_id).assignee_post_id is None


@ONE_DATABASE
async def test_every_step_of_it_survives_a_restart(river: River) -> None:
    issue_id, _ = await verified(river)
    river = await river.restarted()
    await river.wang.taps("⭐ 大路街道环卫所（赵铁军）")
    await river.wang.taps("📅 改期限")
    river = await river.restarted()
    await river.wang.says("12月5日")
    await river.wang.taps("✏️ 改要求")
    river = await river.restarted()
    await river.wang.says("清运干净")
    river = await river.restarted()
    await river.wang.taps("📤 确认交办")
    made = issue(river, issue_id)
    assert (made.requirement, made.due_on) == ("清运干净", date(2026, 12, 5))
