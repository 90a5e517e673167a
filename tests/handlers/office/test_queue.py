"""待办 as an office sees it: counted, paged, worked off one after the other, only its own regions."""

import pytest

from rules.issue_states import State
from storage import entries
from storage.audit import By
from storage.ledger.queue import Waiting
from storage.models import IssueStep, Media, OfficeEntry
from storage.posts import binding
from storage.posts.binding import Card
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import issue, opens, presses, submitted
from tests.issue_making import many, photographed, registered
from tests.people import picture
from tests.river import MONDAY_MORNING, River

pytestmark = pytest.mark.anyio


@ONE_DATABASE
async def test_an_empty_queue_says_so(river: River) -> None:
    assert (await river.wang.says("📥 待办"))[-1].text == "👍 待办都办完了。"


async def test_a_township_sees_its_own_and_the_county_sees_all(river: River) -> None:
    river.database.write_now(registered, river.county)
    river.database.write_now(lambda s: registered(s, river.county, "2026-0002", "bai", water="brook", region="baiyun"))
    assert (await river.wang.says("/queue"))[-1].buttons == ["待核实 1"]
    assert (await river.qian.says("/queue"))[-1].buttons == ["待核实 1"]
    assert (await river.chen.says("/queue"))[-1].text == "📥 待办 2 件\n先办最早的；点一类查看。"
    assert (await river.zhang.says("/queue"))[-1].text.startswith("您目前的职务不办理这一项")


async def test_pages_turn_on_the_same_message_oldest_first(river: River) -> None:
    river.database.write_now(many, river.county, 10)
    await river.wang.says("/queue")
    [first] = await river.wang.taps("待核实 10")
    assert first.text.startswith("📥 待核实｜大路街道\n共 10 件（最早的在前）\n\n2026-0001 乱堆\n璧南河青溪村段｜")
    assert first.buttons[:10] == [*(f"2026-000{n}" for n in range(1, 9)), "下一页 ▶️", "☑️ 一起核实（10 件）"]
    [second] = await river.wang.taps("下一页 ▶️")
    assert second.id == first.id
    assert second.buttons[:3] == ["2026-0009", "2026-0010", "◀️ 上一页"]
    [again] = await river.wang.taps("◀️ 上一页")
    assert again.html == first.html
    assert again.buttons == first.buttons


@ONE_DATABASE
async def test_after_each_decision_the_next_is_offered_at_once(river: River) -> None:
    one, two, three = river.database.write_now(many, river.county, 3)
    await opens(river.wang, one)
    heard = await river.wang.taps("✅ 核实属实")
    assert heard[-2].buttons[:2] == ["📤 交办", "✖️ 不属实"]
    assert heard[-1].text == "下一件（待核实）：2026-0002 乱堆：垃圾、渣土、固体废物·璧南河青溪村段"
    await river.wang.taps("▶️ 打开这一件")
    await river.wang.taps("✖️ 不属实", under=river.wang.last)
    heard = await river.wang.taps("现场核查未发现")
    assert heard[-1].text.startswith("下一件（待核实）：2026-0003")
    assert [issue(river, each).state for each in (one, two, three)] == [
        State.VERIFIED,
        State.INVALID,
        State.REGISTERED,
    ]
    [told] = [each for each in await river.zhang.hears() if "不属实" in each.text]
    assert "现场核查未发现" in told.text


@ONE_DATABASE
async def test_verifying_twice_is_answered_and_done_once(river: River) -> None:
    issue_id = river.database.write_now(registered, river.county)
    [card] = [each for each in await opens(river.wang, issue_id) if each.buttons]
    await river.wang.taps("✅ 核实属实", under=card)
    heard = await river.wang.taps_data(card, card.data["✅ 核实属实"])
    assert heard[-1].text.startswith("2026-0001 现在是「待交办」（11月23日 09:30，王晓梅核实）")
    with river.look() as session:
        assert session.query(IssueStep).filter_by(issue_id=issue_id, act="verify").count() == 1


@ONE_DATABASE
async def test_review_shows_before_and_after_and_closes_with_one_tap(river: River) -> None:
    issue_id = await submitted(river)
    [notice] = [each for each in await river.wang.hears() if "提交复核" in each.text]
    [pair] = await river.wang.taps("🖼 前后对比", under=notice)
    assert pair.photo is not None
    assert pair.buttons[:2] == ["✅ 复核销号", "↩️ 退回整改"]
    heard = await river.wang.taps("✅ 复核销号", under=pair)
    assert [each.photo is not None for each in heard[-2:]] == [True, False]
    assert heard[-1].text == "👍 待办都办完了。"
    assert issue(river, issue_id).state is State.CLOSED


@ONE_DATABASE
async def test_an_office_that_is_not_of_the_region_decides_nothing(river: River) -> None:
    issue_id = river.database.write_now(registered, river.county)
    for act in ("verify", "reject"):
        assert await presses(river.qian, f"issue:{act}:{issue_id}:1") == "这件事不在您负责的辖区内。"
    assert issue(river, issue_id).state is State.REGISTERED
    assert (await opens(river.chen, issue_id))[-1].buttons[:2] == ["✅ 核实属实", "✖️ 不属实"]  # the county may


@ONE_DATABASE
async def test_a_strangers_card_is_read_and_put_aside(river: River) -> None:
    by = By(MONDAY_MORNING)
    card = Card(999, "+8613800000999")
    river.database.write_now(lambda s: binding.bind(s, by, 999, 999, "路人甲", card))
    await river.wang.says("/queue")
    [group] = await river.wang.taps("异常事项 1")
    assert "号码不在花名册" in group.text
    heard = await river.wang.taps("第 1 件")
    assert heard[-1].text == (
        "👤 11月23日 09:30\n路人甲（138****0999）想绑定，号码不在花名册上。\n如应在册，请更新花名册后导入。"
    )
    heard = await river.wang.taps("👁 已阅，下一件")
    assert heard[-1].text == "👍 待办都办完了。"
    with river.look() as session:
        entry = session.query(OfficeEntry).one()
        assert entry.seen_by_id == river.county.people["wang"]


@ONE_DATABASE
async def test_photos_seen_before_stand_side_by_side(river: River) -> None:
    await river.zhang.sends_photo(picture("同一张"))  # Telegram knows the file now
    with river.look() as session:
        file_id = session.query(Media).one().file_id

    def alike(session: object) -> None:
        first = registered(session, river.county, "2026-0011")  # type: ignore[arg-type]
        second = registered(session, river.county, "2026-0012")  # type: ignore[arg-type]
        ids = [photographed(session, each, river.county.people["zhang"], file_id) for each in (first, second)]  # type: ignore[arg-type]
        entries.note(
            session,  # type: ignore[arg-type]
            "photo_seen_before",
            "twin:test",
            MONDAY_MORNING,
            river.county.regions["qingxi"],
            media_id=ids[1],
            twin_id=ids[0],
        )

    river.database.write_now(alike)
    await river.wang.says("/queue")
    await river.wang.taps("异常事项 1")
    [pair] = [each for each in await river.wang.taps("第 1 件") if each.photo]
    assert pair.buttons == ["2026-0011", "2026-0012", "👁 已阅，下一件", "📥 全部待办"]
    assert "先前：11月22日 18:00 张卫民，2026-0011" in pair.text
    heard = await presses(river.qian, f"queue:entry:{1}")
    assert heard == "这件事不在您负责的辖区内。"


@ONE_DATABASE
async def test_an_unreadable_update_and_one_of_a_new_kind_have_words(river: River) -> None:
    river.database.write_now(lambda s: entries.note(s, "unreadable_update", "a", MONDAY_MORNING, fault="x"))
    river.database.write_now(lambda s: entries.note(s, "of_tomorrow", "b", MONDAY_MORNING))
    await river.chen.says("/queue")
    [group] = await river.chen.taps("异常事项 2")
    assert "有一条消息读不出来" in group.text
    assert "其他异常" in group.text
    heard = await river.chen.taps("第 1 件")
    assert "已单独存放" in heard[-1].text
    heard = await river.chen.taps("👁 已阅，下一件")
    assert "有一件异常事项" in heard[-1].text


@pytest.mark.parametrize(
    "data", ["queue:group:nothing:0", "queue:group:verify", "queue:group:verify:-1", "queue:entry:"]
)
@ONE_DATABASE
async def test_strange_data_is_answered(river: River, data: str) -> None:
    assert (await presses(river.wang, data)).startswith("这个按钮已过时")


def test_every_group_has_words() -> None:
    assert [kind.value for kind in Waiting] == [
        "submission",
        "verify",
        "returned",
        "assign",
        "extension",
        "review",
        "overdue",
        "entry",
    ]
