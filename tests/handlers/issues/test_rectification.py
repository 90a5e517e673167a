"""整改 as the assignee, the reporter and strangers live it, over HTTP."""

from datetime import date, timedelta

import pytest

from rules.issue_states import State
from storage.issues.matters import turn
from storage.models import Media, MediaUse
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import assigned, assigns, issue, opens, presses, submits, submitted
from tests.people import picture
from tests.river import River

pytestmark = pytest.mark.anyio


async def test_the_assignee_is_told_what_until_when_and_takes_it_in_hand(river: River) -> None:
    issue_id = await assigns(river)
    [notice] = await river.zhao.hears()
    assert notice.text == (
        "📤 新的整改任务 2026-0001\n"
        "乱堆：垃圾、渣土、固体废物（一般）· 璧南河青溪村段\n"
        "\n"
        "要求：清运全部堆放物，平整现场，查明来源并落实防止再次倾倒的措施。\n"
        "期限：11月25日（周三）前\n"
        "交办人：王晓梅\n"
        "\n"
        "请先点「签收」；不归您办的，24 小时内可退回。"
    )
    assert notice.rows == [["✍️ 签收", "↩️ 不归我办"], ["📄 查看详情"]]
    heard = await river.zhao.taps("✍️ 签收")
    assert heard[-1].text.startswith("✍️ 已签收 2026-0001。")
    assert heard[-1].buttons == ["📷 提交整改", "📝 反馈进展", "⏳ 申请延期"]
    assert issue(river, issue_id).state is State.ACCEPTED
    [heard_by_wang] = [one for one in await river.wang.hears() if "签收" in one.text]
    assert "已由 大路街道环卫所（赵铁军） 签收" in heard_by_wang.text


@ONE_DATABASE
async def test_not_ours_goes_back_to_the_office_with_the_reason_to_be_assigned_anew(river: River) -> None:
    issue_id = await assigned(river)
    await river.zhao.hears()
    question = (await river.zhao.taps("↩️ 不归我办"))[-1]
    assert question.buttons == ["不属本单位职责", "不在我们的责任区域", "✖️ 取消"]
    heard = await river.zhao.says("  ​ ")
    assert heard[0].text == "请写几个字（不能是空白）。"
    await river.zhao.says("应由龙门村负责 😀")
    assert (issue(river, issue_id).state, issue(river, issue_id).assignee_post_id) == (State.VERIFIED, None)
    [notice] = [one for one in await river.wang.hears() if "退回" in one.text]
    assert "应由龙门村负责 😀" in notice.text
    assert notice.buttons == ["📤 交办", "📄 查看详情"]
    heard = await river.wang.says("/queue")
    assert heard[-1].buttons == ["责任退回 1"]


@ONE_DATABASE
async def test_after_the_hours_a_return_is_refused_with_until_when_it_was_possible(river: River) -> None:
    issue_id = await assigned(river)
    [notice] = await river.zhao.hears()
    await river.zhao.taps("↩️ 不归我办")
    river.clock.passes(timedelta(hours=25))
    heard = await river.zhao.taps("不属本单位职责")
    assert "24 小时内，11月24日 09:30 已截止" in heard[-1].text
    heard = await opens(river.zhao, issue_id)
    assert "↩️ 不归我办" not in heard[-1].buttons
    assert issue(river, issue_id).state is State.ASSIGNED
    assert notice.buttons[1] == "↩️ 不归我办"


async def test_an_extension_is_asked_with_an_end_and_granted_with_one_tap(river: River) -> None:
    issue_id = await assigned(river)
    await river.zhao.hears()
    await river.zhao.taps("✍️ 签收")
    heard = await river.zhao.taps("⏳ 申请延期")
    assert "原期限 11月25日（周三），最多延 10 个工作日" in heard[-1].text
    assert (await river.zhao.says("过几天"))[-1].text.startswith("没看懂这个日期")
    assert "最多 10 个工作日" in (await river.zhao.says("12月30日"))[-1].text
    await river.zhao.says("12月1日")
    await river.zhao.says("路被冲断，车进不去")
    [notice] = [one for one in await river.wang.hears() if "申请延期" in one.text]
    assert notice.rows[0] == ["✅ 同意延期", "✖️ 不同意"]
    await river.wang.taps("✅ 同意延期", under=notice)
    assert issue(river, issue_id).due_on == date(2026, 12, 1)
    [granted] = [one for one in await river.zhao.hears() if "同意延期" in one.text]
    assert "新的期限是 12月1日（周二）" in granted.text
    again = await river.wang.taps_data(notice, notice.data["✖️ 不同意"])
    assert again[-1].text == "2026-0001 的这次延期申请已处理：同意（11月23日 09:30），期限 12月1日（周二）。"


@ONE_DATABASE
async def test_progress_in_words_and_voice_reaches_the_office(river: River) -> None:
    issue_id = await assigned(river)
    await river.zhao.hears()
    await river.zhao.taps("✍️ 签收")
    await river.wang.hears()
    await river.zhao.taps("📝 反馈进展")
    assert "还没有内容" in (await river.zhao.taps("📤 发出进展"))[-1].text
    await river.zhao.says("已清走一半")
    heard = await river.zhao.sends_voice()
    assert "语音 1 条" in heard[-1].text
    await river.zhao.taps("📤 发出进展")
    [notice] = [one for one in await river.wang.hears() if "新进展" in one.text]
    assert "已清走一半" in notice.text
    with river.look() as session:
        [voice] = session.query(Media).filter_by(subject="issue", subject_id=issue_id).all()
        assert voice.use is MediaUse.NOTE


@ONE_DATABASE
async def test_handing_in_needs_a_photo_and_shows_before_and_after_side_by_side(river: River) -> None:
    issue_id = await assigned(river)
    await river.zhao.hears()
    await river.zhao.taps("✍️ 签收")
    await river.zhao.taps("📷 提交整改")
    await river.zhao.says("清完了")
    assert (await river.zhao.taps("📤 提交复核"))[-1].text == "还差整改后的照片：至少一张，复核人要对照着看。"
    heard = await river.zhao.sends_album([picture("一"), picture("二"), picture("三")], "三面都拍了")
    assert len(heard) == 1
    assert "照片 3 张" in heard[0].text
    assert "清完了\n三面都拍了" in heard[0].text
    heard = await river.zhao.taps("📤 提交复核")
    assert heard[-1].photo is not None
    assert heard[-1].text.startswith("📤 2026-0001 已提交复核")
    assert issue(river, issue_id).state is State.DONE


@ONE_DATABASE
async def test_the_reporter_closes_it_and_the_fixer_cannot(river: River) -> None:
    issue_id = await submitted(river)
    with river.look() as session:
        step_id = turn(session, issue_id).step_id
    refused = await presses(river.zhao, f"issue:confirm:{issue_id}:{step_id}")
    assert refused == "整改由您承办，须由上报人或河长办复核，不能自己销号。"
    await river.zhang.hears()
    heard = await river.zhang.taps("✅ 复核销号")
    assert heard[-1].photo is not None
    assert heard[-1].text.startswith("🏁 2026-0001 已复核销号。")
    assert issue(river, issue_id).state is State.CLOSED
    [news] = [one for one in await river.zhao.hears() if "销号" in one.text and "张卫民" in one.text]
    assert news.text.startswith("🏁 交您承办的问题 2026-0001 已由 张卫民 复核销号。")


async def test_a_late_tap_is_answered_with_what_is_true_now(river: River) -> None:
    """The whole way in dialogs, from the report to 销号."""
    await assigns(river)
    await submits(river)
    [office] = [one for one in await river.wang.hears() if "提交复核" in one.text]
    await river.zhang.hears()
    await river.zhang.taps("✅ 复核销号")
    heard = await river.wang.taps_data(office, office.data["↩️ 退回整改"])
    assert heard[-1].text == (
        "2026-0001 现在是「已销号」（11月23日 09:30，张卫民复核销号），承办：大路街道环卫所（赵铁军）。"
        "「复核退回」没有办理。"
    )


@ONE_DATABASE
async def test_a_button_of_the_first_submission_does_not_close_the_second(river: River) -> None:
    issue_id = await submitted(river)
    [first] = [one for one in await river.wang.hears() if "提交复核" in one.text]
    await river.wang.taps("↩️ 退回整改", under=first)
    await river.wang.taps("现场还没有整改到位")
    await river.zhao.hears()
    await river.zhao.taps("📷 提交整改")
    await river.zhao.sends_photo(picture("第二次"))
    await river.zhao.taps("📤 提交复核")
    heard = await river.wang.taps_data(first, first.data["✅ 复核销号"])
    assert "现在是「待复核」" in heard[-1].text
    assert issue(river, issue_id).state is State.DONE


@ONE_DATABASE
async def test_strangers_other_offices_and_other_chiefs_are_refused_each_with_the_reason(river: River) -> None:
    issue_id = await assigned(river)
    with river.look() as session:
        step_id = turn(session, issue_id).step_id
    not_yours, not_region, not_role = (
        "这件事现在不由您承办。",
        "这件事不在您负责的辖区内。",
        "您目前的职务不办理这一项。如有出入，请联系河长办。",
    )
    assert await presses(river.sun, f"issue:accept:{issue_id}:{step_id}") == not_yours
    assert await presses(river.qian, f"issue:urge:{issue_id}:{step_id}") == not_region
    assert await presses(river.qian, f"issue:open:{issue_id}") == not_region
    assert await presses(river.zhao, f"issue:urge:{issue_id}:{step_id}") == not_role
    assert await presses(river.wang, f"issue:accept:{issue_id}:{step_id}") == not_role
    assert await presses(river.sun, f"issue:open:{issue_id}") == not_role
    stranger = river.stranger()
    await stranger.hears()
    heard = await stranger.taps_data(stranger.last, f"issue:urge:{issue_id}:{step_id}")
    assert heard[-1].text == "请先点下方「📱 分享我的手机号」，核对花名册后即可办理。"
    assert issue(river, issue_id).state is State.ASSIGNED
    assert (await presses(river.ding, f"issue:open:{issue_id}")).startswith("2026-0001")  # an inspector may look


@pytest.mark.parametrize("data", ["issue:open:x", "issue:open", "issue:accept:1", "issue:open:99999999999999999999"])
@ONE_DATABASE
async def test_data_that_no_button_of_ours_carries_is_answered(river: River, data: str) -> None:
    assert (await presses(river.zhao, data)).startswith("这个按钮已过时")


@ONE_DATABASE
async def test_every_dialog_goes_on_after_a_restart_with_nothing_retyped(river: River) -> None:
    issue_id = await assigned(river)
    await river.zhao.hears()
    await river.zhao.taps("✍️ 签收")
    await river.zhao.taps("📷 提交整改")
    await river.zhao.sends_photo(picture("清完了"), "都清走了")
    river = await river.restarted()
    heard = await river.zhao.sends_photo(picture("另一面"))
    assert "照片 2 张" in heard[-1].text
    assert "都清走了" in heard[-1].text
    await river.zhao.says("/leave")
    heard = await river.zhao.taps("▶️ 接着填")
    assert "照片 2 张" in heard[-1].text
    await river.zhao.taps("📤 提交复核")
    assert issue(river, issue_id).state is State.DONE


@ONE_DATABASE
async def test_the_tasks_are_listed_with_what_is_due_first_on_top(river: River) -> None:
    assert (await river.zhao.says("🛠 整改任务"))[-1].text == "👍 现在没有交您承办的整改任务。"
    await assigned(river)
    river.clock.passes(timedelta(days=4))
    heard = await river.zhao.says("/rectify")
    assert heard[-1].text == (
        "🛠 整改任务 1 件\n"
        "\n"
        "2026-0001 乱堆：垃圾、渣土、固体废物\n"
        "璧南河青溪村段｜待签收｜11月25日（周三）前，已超 2 天\n"
        "\n"
        "点编号办理。"
    )
    assert heard[-1].buttons == ["2026-0001"]


@ONE_DATABASE
async def test_what_a_reason_interrupted_is_taken_up_again(river: River) -> None:
    await assigned(river)
    [notice] = await river.zhao.hears()
    await river.zhao.taps("✍️ 签收", under=notice)
    await river.zhao.taps("📝 反馈进展")
    await river.zhao.says("已清走一半")
    await river.zhao.taps("⏳ 申请延期")
    heard = await river.zhao.taps("✖️ 取消")
    assert heard[-1].text.startswith("📝 2026-0001 反馈进展")
    assert "已清走一半" in heard[-1].text
