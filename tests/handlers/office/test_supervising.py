"""挂牌督办, 催办 with its reply, 延期 filed with the superior: who hears what, and what ends it."""

import pytest
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from rules.issue_types import Severity
from storage.models import Issue, IssueStep, Notice, Supervision
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import assigned, issue, opens
from tests.people import picture
from tests.river import River

pytestmark = pytest.mark.anyio


def grave(session: Session, issue_id: int) -> None:
    session.get_one(Issue, issue_id).severity = Severity.SERIOUS


async def supervised(river: River) -> int:
    """陈志远 of the district puts the issue that 赵铁军 has in hand under supervision."""
    issue_id = await assigned(river)
    river.database.write_now(grave, issue_id)
    await opens(river.chen, issue_id)
    await river.chen.taps("🔴 挂牌督办")
    await river.chen.taps("30 天：12月23日（周三）")
    await river.chen.says("群众反映强烈，限期清运")
    return issue_id


async def test_the_county_supervises_by_name_everybody_hears_and_closing_takes_the_mark_off(river: River) -> None:
    issue_id = await supervised(river)
    assert river.chen.last.text.startswith("🔴 2026-0001 已挂牌督办\n璧南河青溪村段\n承办：大路街道环卫所（赵铁军）")
    [told] = [one for one in await river.zhao.hears() if "挂牌督办" in one.text]
    assert told.text.startswith("🔴 挂牌督办：2026-0001")
    assert "群众反映强烈" in told.text
    for who in (river.zhang, river.li):  # the chief of the reach, and the superior on the river
        assert any("已挂牌督办" in one.text for one in await who.hears())
    await river.li.taps("📄 查看详情")
    assert "🔴 挂牌督办，期限 12月23日（周三）" in river.li.last.text
    await river.zhao.says("/rectify")
    assert "🔴 2026-0001" in river.zhao.last.text
    await river.wang.says("/ledger")
    assert "🔴 2026-0001" in river.wang.last.text
    await opens(river.zhao, issue_id)
    await river.zhao.taps("✍️ 签收")
    await river.zhao.taps("📷 提交整改")
    await river.zhao.sends_photo(picture("清完了"))
    await river.zhao.taps("📤 提交复核")
    await opens(river.wang, issue_id)
    await river.wang.taps("✅ 复核销号")
    assert issue(river, issue_id).state is State.CLOSED
    assert any("挂牌督办同时解除。" in one.text for one in await river.zhao.hears())
    with river.look() as session:
        assert session.query(Supervision).one().lifted_at is not None


@ONE_DATABASE
async def test_only_the_county_only_what_is_grave_and_only_once(river: River) -> None:
    issue_id = await assigned(river)
    assert "🔴 挂牌督办" not in (await opens(river.chen, issue_id))[-1].buttons
    button = f"issue:supervise:{issue_id}:{step_of(river, issue_id)}"
    old = await river.chen.taps_data(river.chen.last, button)
    assert old[-1].text == "2026-0001 是「一般」问题，较重、重大问题才能挂牌督办。"
    river.database.write_now(grave, issue_id)
    assert "🔴 挂牌督办" not in (await opens(river.wang, issue_id))[-1].buttons
    await opens(river.chen, issue_id)
    await river.chen.taps("🔴 挂牌督办")
    await river.chen.says("2026-11-01")
    assert river.chen.last.text.startswith("11月1日（周日）已经过去了")
    await river.chen.says("12月5日")
    await river.chen.says("限期清运")
    again = await river.chen.taps_data(river.chen.last, button)
    assert again[-1].text == "2026-0001 已在挂牌督办，期限 12月5日（周六），不用再挂。"
    await opens(river.chen, issue_id)
    await river.chen.taps("⚪ 解除挂牌")
    await river.chen.says("已按要求完成主要整改")
    with river.look() as session:
        assert session.query(Supervision).one().lifted_why == "已按要求完成主要整改"
        assert session.query(IssueStep).filter_by(act=Act.LIFT_SUPERVISION).count() == 1


def step_of(river: River, issue_id: int) -> int:
    with river.look() as session:
        return max(each.id for each in session.query(IssueStep).filter_by(issue_id=issue_id))


@ONE_DATABASE
async def test_an_urging_is_answered_in_words_once_and_the_office_reads_it(river: River) -> None:
    issue_id = await assigned(river)
    await opens(river.wang, issue_id)
    await river.wang.taps("🔔 催办")
    [notice] = [one for one in await river.zhao.hears() if "催办" in one.text]
    await river.zhao.taps("💬 回复催办", under=notice)
    await river.zhao.says("挖机明早到，周三清完")
    [told] = [one for one in await river.wang.hears() if "催办有回复" in one.text]
    assert "挖机明早到，周三清完" in told.text
    late = await river.zhao.taps("💬 回复催办", under=notice)
    assert late[-1].text == "2026-0001 的催办已经回复过了；有新情况请点「反馈进展」。"
    assert "💬 回复催办" not in (await opens(river.zhao, issue_id))[-1].buttons


@ONE_DATABASE
async def test_an_extension_is_filed_with_the_superior_and_always_has_an_end(river: River) -> None:
    await assigned(river)
    await river.zhao.hears()
    await river.zhao.taps("✍️ 签收")
    await river.zhao.taps("⏳ 申请延期")
    await river.zhao.says("12月1日")
    await river.zhao.says("路被冲断，车进不去")
    [asked] = [one for one in await river.wang.hears() if "申请延期" in one.text]
    await river.wang.taps("✅ 同意延期", under=asked)
    with river.look() as session:
        filed = session.query(Notice).filter(Notice.kind.in_(("rectification/told_ask_extension",
                                                              "rectification/told_grant_extension")))  # fmt: skip
        superiors = {(each.person_id, each.kind, each.values["until_on"]) for each in filed
                     if each.values["part"] == "superior"}  # fmt: skip
    chief, office = river.county.people["li"], river.county.people["chen"]
    assert superiors == {
        (who, f"rectification/told_{act}", "2026-12-01")
        for who in (chief, office)
        for act in (Act.ASK_EXTENSION, Act.GRANT_EXTENSION)
    }
