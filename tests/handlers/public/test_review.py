"""What the public hands in: the office looks first; into the ledger, joined, turned down; nobody else knows by whom."""

import pytest
from sqlalchemy import select

from rules.issue_states import State
from rules.public_reports import Reception
from storage.models import Issue, IssueFollower, Media, Person, Source, Subject
from tests.databases import ONE_DATABASE
from tests.handlers.public.reporting import NAME, PHONE, hands_in, opens, passer_by, submission
from tests.issue_making import registered
from tests.people import Person as Phone
from tests.people import picture
from tests.river import River

pytestmark = pytest.mark.anyio


def issues(river: River) -> list[Issue]:
    with river.look() as session:
        return list(session.scalars(select(Issue).order_by(Issue.id)))


async def test_a_public_report_has_its_number_at_once_and_is_no_issue_until_the_office_takes_it(river: River) -> None:
    passer = await passer_by(river)
    answer = await hands_in(river, passer)
    assert answer.startswith("✅ 收到了，编号 2026-0001\n污水直排｜璧南河青溪村段")
    assert issues(river) == []
    assert [one.text for one in await river.zhang.hears()] == []
    [told] = await river.wang.hears()
    assert told.text.startswith("🗣 2026-0001 群众反映，待审")

    await river.wang.taps("👀 看看")
    assert "仅河长办可见：上报人 路过的陆小七，此前反映 0 件" in river.wang.last.text
    heard = await river.wang.taps("✅ 受理，情况属实")
    assert heard[-1].text.startswith("✅ 2026-0001 已受理，进入台账，可以交办了。")

    [issue] = issues(river)
    told_of = submission(river)
    assert (issue.number, issue.source, issue.state) == ("2026-0001", Source.PUBLIC, State.VERIFIED)
    assert (told_of.state, told_of.issue_id, issue.reported_at) == (Reception.ACCEPTED, issue.id, told_of.submitted_at)
    with river.look() as session:
        photo = session.scalars(select(Media)).one()
        assert (photo.subject, photo.subject_id) == (Subject.ISSUE, issue.id)
    [plain] = await passer.hears()
    assert plain.text == "✅ 您反映的 2026-0001 我们去看过了，情况属实，接下来安排人处理。\n污水直排 · 璧南河青溪村段"
    assert (await river.wang.taps("📂 打开这一件"))[-1].buttons[0] == "📤 交办"


@ONE_DATABASE
async def test_what_others_are_told_never_says_who_of_the_public_it_was(river: River) -> None:
    passer = await passer_by(river)
    await hands_in(river, passer)
    await opens(river, river.wang)
    await river.wang.taps("✅ 受理，去核实")
    await river.wang.taps("📂 打开这一件")
    for label in ("✅ 核实属实", "📤 交办", "大路街道环卫所（赵铁军）", "📤 确认交办"):
        await river.wang.taps(label)
    await river.zhao.hears()
    await river.zhao.taps("✍️ 签收")
    await river.zhao.taps("📷 提交整改")
    await river.zhao.sends_photo(picture("清完了"), "好了")
    await river.zhao.taps("📤 提交复核")
    await river.wang.hears()
    await river.wang.taps("✅ 复核销号")
    for person in (river.zhang, river.zhao, river.gu, river.ding, river.li):
        await person.hears()
        await person.says("/menu")
        await person.taps_data(person.last, "issue:open:1")
    await river.gu.says("/ledger")
    await river.ding.says("/figures")
    for data in ("public:open:1", "public:see:1"):
        await river.zhang.taps_data(river.zhang.last, data)
    everybody = [key for key in river.county.telegram if key not in ("wang", "chen")]
    told = {key: [one.text for one in getattr(river, key).heard] for key in everybody}
    assert len(told["zhao"]) > 3
    assert [key for key, texts in told.items() if any(NAME in text or PHONE[3:] in text for text in texts)] == []
    assert [one.text.split("\n")[0] for one in await passer.hears()] == [
        "✅ 您反映的 2026-0001（污水直排）已受理，马上去现场核实。",
        "✅ 您反映的 2026-0001 我们去看过了，情况属实，接下来安排人处理。",
        "📤 您反映的 2026-0001 已安排大路街道环卫所处理，11月30日（周一）前办好。",
        # 签收 came fourth on this day and waits for the morning's digest: three unasked messages a day are enough.
        "📷 您反映的 2026-0001，大路街道环卫所说已经处理好了，河长办正在核对。",
        "🏁 您反映的 2026-0001 办结了，谢谢您。",
    ]
    assert "复核销号" not in passer.labels


@ONE_DATABASE
async def test_a_report_that_is_turned_down_leaves_no_issue_and_its_reporter_hears_why(river: River) -> None:
    passer = await passer_by(river)
    await hands_in(river, passer)
    await opens(river, river.wang)
    old = river.wang.last
    await river.wang.taps("✖️ 不受理")
    await river.wang.taps("地点不在本地，请向当地河长办反映")
    assert issues(river) == []
    [heard] = await passer.hears()
    assert heard.text == (
        "您反映的 2026-0001（污水直排）这次没有受理：\n地点不在本地，请向当地河长办反映\n"
        "谢谢您关心河湖。有疑问请拨打 12345，报这个编号。"
    )
    late = await river.wang.taps("✅ 受理，去核实", under=old)
    assert late[-1].text == "2026-0001 已经处理过了，现在是「未受理」。"
    await river.wang.says("/public")
    assert "收到 1 件：待审 0，受理 0，并入已有 0，未受理 1" in river.wang.last.text
    await river.wang.says("2026 1")
    assert "未受理：地点不在本地" in river.wang.last.text
    assert (await river.qian.says("/public"))[-1].text != ""
    assert "不在您负责的" in (await river.qian.says("2026-0001"))[-1].text


@ONE_DATABASE
async def test_the_same_thing_reported_again_is_joined_to_the_open_issue(river: River) -> None:
    river.database.write_now(registered, river.county, "2026-0900", issue_type="sewage_direct")
    passer = await passer_by(river)
    await hands_in(river, passer)
    await opens(river, river.wang)
    await river.wang.taps("🔗 与已有的相同")
    assert (await river.wang.says("2026-0777"))[-1].text.startswith("没有这个编号的未办结问题。")
    heard = await river.wang.taps("🔗 2026-0900 污水直排")
    assert heard[-1].text.startswith("🔗 2026-0001 已并入 2026-0900")
    [told] = await passer.hears()
    assert "和 2026-0900 是同一个问题" in told.text
    with river.look() as session:
        follower = session.scalars(select(IssueFollower)).one()
        assert (follower.words, session.get_one(Person, follower.person_id).on_roster) == ("水很臭", False)
    assert [issue.number for issue in issues(river)] == ["2026-0900"]


@ONE_DATABASE
async def test_who_takes_a_near_issue_for_the_same_says_so_and_the_office_decides(river: River) -> None:
    river.database.write_now(registered, river.county, "2026-0900", issue_type="sewage_direct")
    passer: Phone = await passer_by(river)
    await passer.sends_photo(picture("一"), "我也看到了")
    await passer.shares_place((29.595, 106.22))
    await passer.taps("污水直排")
    heard = await passer.taps(next(each for each in passer.labels if each.startswith("🔗 就是 2026-0900")))
    assert "您说和 2026-0900 是同一件" in heard[-1].text
    await opens(river, river.wang)
    assert "上报人认为与 2026-0900 是同一件。" in river.wang.last.text
    with river.look() as session:
        assert session.scalars(select(IssueFollower)).all() == []


@ONE_DATABASE
async def test_the_reporter_sees_how_it_stands_and_may_take_it_back_while_it_waits(river: River) -> None:
    passer = await passer_by(river)
    await hands_in(river, passer)
    await passer.says("/mine")
    await passer.taps("2026-0001 · 待审")
    assert "河长办还没看到这一件" in passer.last.text
    other = await passer_by(river, 998, "别人")
    await other.says("/menu")
    assert (await other.taps_data(other.last, "public:withdraw:1"))[-1].text != ""
    assert submission(river).state is Reception.WAITING
    heard = await passer.taps("↩️ 撤回", under=passer.last)
    assert heard[-1].text == "↩️ 2026-0001 已撤回，不再处理。"
    await river.wang.hears()
    late = await river.wang.taps_data(river.wang.heard[-1], "public:accept:1")
    assert late[-1].text == "2026-0001 已经处理过了，现在是「已撤回」。"
