"""Clause F2c: closed issues are drawn for look-back after N days; one that has relapsed is opened again."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from storage.look_back.drawing import drawn_anew
from storage.models import Issue, IssueStep, LookBackItem, LookBackRound, Media, MediaUse
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import issue, opens, presses
from tests.ledger_making import in_hand
from tests.people import picture
from tests.river import MONDAY_MORNING, River

pytestmark = pytest.mark.anyio
OCTOBER = MONDAY_MORNING - timedelta(days=40)  # the 14th


def closed(session: Session, county: County, how_many: int, at: datetime = OCTOBER, first: int = 1) -> list[int]:
    """Issues of 赵铁军's unit that were closed in October."""
    told = {"closed_at": at, "done_at": at}
    return [
        in_hand(session, county, f"2026-{n:04d}", date(2026, 10, 30), State.CLOSED, **told)
        for n in range(first, first + how_many)
    ]


async def drawn(river: River, how_many: int = 12) -> list[int]:
    """陈志远 of the district draws a list of those closed in October; returns the ids on it."""
    river.database.write_now(closed, river.county, how_many)
    await river.chen.says("/look_back")
    await river.chen.taps("🎲 抽查一批")
    [label] = [one for one in river.chen.last.buttons if one.startswith("🎲 抽取")]
    await river.chen.taps(label)
    with river.look() as session:
        return [each.issue_id for each in session.query(LookBackItem).order_by(LookBackItem.id)]


async def test_F2c_a_list_is_drawn_fixed_and_gone_through_and_a_relapse_opens_the_issue_again(river: River) -> None:
    listed = await drawn(river)
    told = river.chen.last
    assert told.text.startswith("🎲 已抽出 2 件，从 12 件里抽取，名单已定。\n抽签种子：500120:2026-10-01:2026-10-31")
    with river.look() as session:
        made = session.query(LookBackRound).one()
        assert list(drawn_anew(made)) == listed
        numbers = [session.get_one(Issue, each).number for each in listed]
    await river.ding.says("/look_back")  # the inspector goes there
    await river.ding.taps("璧山区 10月1日—10月31日 0/2")
    await river.ding.taps(numbers[0])
    assert "请先发至少一张" in (await river.ding.taps("⚠️ 已反弹"))[-1].text
    await river.ding.sends_photo(picture("又堆起来了"), "又堆了三车")
    river = await river.restarted()
    heard = await river.ding.taps("⚠️ 已反弹")
    assert heard[-1].text.startswith(f"⚠️ {numbers[0]} 已认定反弹，按原编号重新办理，现在是「待交办」")
    again = issue(river, listed[0])
    assert (again.state, again.number, again.assignee_post_id, again.closed_at) == (
        State.VERIFIED,
        numbers[0],
        None,
        None,
    )
    [office] = [one for one in await river.wang.hears() if "反弹" in one.text]
    assert "又堆了三车" in office.text
    assert "📤 交办" in office.buttons
    await river.ding.taps(f"▶️ 下一件 {numbers[1]}", under=heard[-1])
    await river.ding.taps("✅ 没有反弹")
    assert river.ding.last.text == f"✅ {numbers[1]} 没有反弹，已记录。\n这一批看完了。"
    with river.look() as session:
        steps = {each.issue_id: each.act for each in session.query(IssueStep).filter(IssueStep.act != Act.ASSIGN)
                 if each.act in (Act.HOLD, Act.RELAPSE)}  # fmt: skip
        assert steps == {listed[0]: Act.RELAPSE, listed[1]: Act.HOLD}
        assert session.query(Media).one().use is MediaUse.LOOK_BACK
    await river.chen.says("/figures")
    assert "回头看：2 件，反弹 1 件（50%）" in river.chen.last.text


@ONE_DATABASE
async def test_F2c_a_late_tap_another_role_and_another_township_change_nothing(river: River) -> None:
    listed = await drawn(river)
    with river.look() as session:
        item = session.query(LookBackItem).filter_by(issue_id=listed[0]).one().id
    assert "您目前的职务" in await presses(river.zhao, f"look_back:item:{item}")
    assert "不在您负责的辖区内" in await presses(river.qian, f"look_back:item:{item}")
    await presses(river.ding, f"look_back:item:{item}")
    await presses(river.chen, f"look_back:item:{item}")
    await river.ding.taps("✅ 没有反弹")
    late = (await river.chen.taps("✅ 没有反弹"))[-1].text
    assert late.endswith("已回头看过（11月23日 09:30）：未反弹。")
    with river.look() as session:
        assert session.query(IssueStep).filter_by(act=Act.HOLD).count() == 1


@ONE_DATABASE
async def test_F2c_one_is_chosen_by_hand_once_it_is_ripe(river: River) -> None:
    [ripe] = river.database.write_now(closed, river.county, 1)
    await opens(river.ding, ripe)
    await river.ding.taps("🔎 回头看")
    await river.ding.taps("✅ 没有反弹")
    assert issue(river, ripe).state is State.CLOSED
    with river.look() as session:
        assert session.query(LookBackRound).one().is_chosen
    [fresh] = river.database.write_now(closed, river.county, 1, MONDAY_MORNING, 50)
    await opens(river.ding, fresh)
    refused = await river.ding.taps("🔎 回头看")
    assert refused[-1].text == "2026-0050 销号未满 30 天，12月23日（周三）起可以回头看。"


@ONE_DATABASE
async def test_F2c_the_draw_is_narrowed_down_and_says_when_there_is_nothing(river: River) -> None:
    river.database.write_now(closed, river.county, 3)
    await river.wang.says("/look_back")
    preview = (await river.wang.taps("🎲 抽查一批"))[-1]
    assert "销号时间：2026年10月（满 30 天的）\n地区：大路街道\n类型：全部\n程度：全部" in preview.text
    await river.wang.taps("📍 地区")
    await river.wang.taps("龙门村")
    assert "没有可抽的" in river.wang.last.text
    assert "🎲 抽取 0 件" not in river.wang.last.buttons
    await river.wang.taps("📍 地区")
    await river.wang.taps("青溪村")
    await river.wang.taps("❗ 程度")
    await river.wang.taps("只要重大")
    assert "没有可抽的" in river.wang.last.text
    await river.wang.taps("✖️ 不抽了")
    with river.look() as session:
        assert session.query(LookBackRound).count() == 0
