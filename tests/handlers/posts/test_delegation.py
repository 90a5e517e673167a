"""Delegating patrols over HTTP: whom, from when until when, and what the chief hears."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from storage.models import Delegation, Patrol
from tests.county import LOWER
from tests.databases import ONE_DATABASE
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]

DELEGATE, HERE, ALL_WELL, END = "🤝 委托同事巡河", "📍 发送当前位置", "✅ 全部正常", "🏁 结束巡河"


async def delegates_by_card(river: River, to: str = "sun") -> None:
    """张卫民 delegates to a colleague by the contact card, from today, for three days."""
    await river.zhang.says("/delegate")
    await river.zhang.shares_contact(getattr(river, to).user)
    await river.zhang.taps("今天 11月23日（周一）")
    await river.zhang.taps("3 天（到 11月25日 周三）")


def delegations(river: River) -> list[Delegation]:
    with river.look() as session:
        return list(session.scalars(select(Delegation).order_by(Delegation.id)))


async def test_a_chief_delegates_by_a_contact_card_and_the_colleague_is_told(river: River) -> None:
    await delegates_by_card(river)
    assert river.zhang.last.text == (
        "🤝 已委托孙小河巡「璧南河青溪村段」，11月23日（周一）至11月25日（周三）。\n已通知他；他巡完当天告诉您。"
    )
    assert (
        "🤝 张卫民委托您巡「璧南河青溪村段」，11月23日（周一）至11月25日（周三）。"
        in (await river.sun.hears())[-1].text
    )
    [given] = delegations(river)
    assert (given.chief_id, given.delegate_id) == (river.county.people["zhang"], river.county.people["sun"])
    assert (given.from_on, given.until_on) == (date(2026, 11, 23), date(2026, 11, 25))


async def test_a_colleague_of_the_region_is_offered_by_name(river: River) -> None:
    [asked] = await river.zhang.says("/delegate")
    assert "大路街道办事处主任" not in asked.text
    assert any(label.startswith("张大江") for label in asked.buttons)
    assert not any(label.startswith("张卫民") for label in asked.buttons)


async def test_a_delegates_patrol_is_recorded_as_the_delegates_for_the_chief_who_hears_of_it(river: River) -> None:
    await delegates_by_card(river)
    question = (await river.sun.says("/patrol"))[-1]
    assert question.buttons == ["璧南河龙门村段", "璧南河青溪村段（代张卫民）"]
    await river.sun.taps("璧南河青溪村段（代张卫民）")
    heard = await river.sun.taps(HERE, place=LOWER[3])
    assert "代张卫民巡河，记在您名下。" in heard[-1].text
    river.sun.waits(timedelta(minutes=8))
    await river.sun.taps(ALL_WELL)
    *_, card, _picture = await river.sun.taps(END)
    assert "璧南河青溪村段（代张卫民，记在您名下）" in card.text
    assert "应巡" not in card.text

    [told] = await river.zhang.hears()
    assert told.text == (
        "🤝 孙小河已代您巡「璧南河青溪村段」：11月23日 09:30 起 8 分钟，证据 B 级。\n✅ 计入有效巡河。"
    )
    with river.look() as session:
        patrol = session.scalars(select(Patrol)).one()
        assert (patrol.person_id, patrol.post_id) == (river.county.people["sun"], river.county.posts["zhang"])
        assert patrol.delegated is True


async def test_somebody_without_a_chiefs_post_patrols_only_while_delegated(river: River) -> None:
    heard = await river.zhao.says("/patrol")
    assert "您目前的职务不办理这一项" in heard[-1].text
    await delegates_by_card(river, "zhao")
    heard = await river.zhao.says("/patrol")
    assert "璧南河青溪村段（代张卫民）" in heard[-1].text
    river.clock.passes(timedelta(days=4))
    heard = await river.zhao.says("/patrol")
    assert "您目前的职务不办理这一项" in heard[-1].text


async def test_a_card_that_is_not_on_the_roster_is_refused_and_asked_for_again(river: River) -> None:
    await river.zhang.says("/delegate")
    heard = await river.zhang.shares_contact(phone="+8613712345678")
    assert "花名册上没有这个号码，不能委托" in heard[-2].text
    assert "请哪位同事代巡" in heard[-1].text
    heard = await river.zhang.shares_contact(river.zhang.user)
    assert "不能委托给自己" in heard[-1].text
    assert delegations(river) == []


async def test_a_delegation_taken_back_is_over_at_once_and_only_once(river: River) -> None:
    await delegates_by_card(river)
    await river.sun.hears()
    in_force, _asked = await river.zhang.says("/delegate")
    assert "现有委托：孙小河巡「璧南河青溪村段」" in in_force.text
    heard = await river.zhang.taps("↩️ 撤回这份委托", under=in_force)
    assert "已撤回对孙小河的委托" in heard[-1].text
    assert "张卫民撤回了「璧南河青溪村段」的巡河委托" in (await river.sun.hears())[-1].text
    heard = await river.zhang.taps_data(in_force, in_force.data["↩️ 撤回这份委托"])
    assert "这份委托已经结束" in heard[-1].text
    heard = await river.sun.says("/patrol")
    assert "璧南河龙门村段" in heard[-1].text


async def test_the_same_days_are_delegated_to_the_same_colleague_once(river: River) -> None:
    await delegates_by_card(river)
    await delegates_by_card(river)
    assert "这段时间已经委托给这位同事了" in river.zhang.last.text
    assert len(delegations(river)) == 1


async def test_a_delegation_survives_a_restart_at_every_step(river: River) -> None:
    await river.zhang2.says("/delegate")
    await river.restarted()
    await river.zhang2.taps("璧南河龙门村段")
    await river.restarted()
    await river.zhang2.shares_contact(river.bai.user)
    await river.restarted()
    await river.zhang2.taps("明天 11月24日（周二）")
    await river.restarted()
    heard = await river.zhang2.taps("1 天（到 11月24日 周二）")
    assert "已委托白云生巡「璧南河龙门村段」" in heard[-1].text


async def test_an_office_has_nothing_to_delegate(river: River) -> None:
    heard = await river.wang.says("/delegate")
    assert "您目前的职务不办理这一项" in heard[-1].text
