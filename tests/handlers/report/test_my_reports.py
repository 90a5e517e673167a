"""我的上报: the list, one issue in full, taking it back and putting words right within the hour."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from rules.issue_states import Act, State
from storage.models import AuditRow, Issue, IssueStep
from tests.databases import ONE_DATABASE
from tests.issue_making import many, registered
from tests.people import Person, picture
from tests.river import MONDAY_MORNING, River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]

MINE = "🗂 我的上报"


async def report(person: Person, words: str = "岸边有垃圾") -> None:
    await person.sends_photo(picture(words), words)
    await person.taps("📌 就在璧南河青溪村段")
    await person.taps("水面漂浮物")
    await person.taps("✅ 提交")


async def opened(river: River) -> int:
    """What 张卫民 reported a moment ago is open before him; returns its id."""
    issue_id = river.database.write_now(registered, river.county, at=MONDAY_MORNING)
    await river.zhang.says(MINE)
    await river.zhang.taps("2026-0001 · 待核实")
    return issue_id


async def test_who_reported_nothing_is_told_how(river: River) -> None:
    [answer] = await river.zhang.says(MINE)
    assert answer.text == "您还没有上报过问题。发现问题，直接发照片就可以。"
    stranger = river.stranger()
    await stranger.hears()
    [answer] = await stranger.says("/mine")
    assert answer.text == "您还没有上报过问题。发现问题，直接发照片就可以。"


async def test_the_list_says_number_type_state_and_place(river: River) -> None:
    await report(river.zhang)
    [listed] = await river.zhang.says(MINE)

    assert listed.text == (
        "我的上报（共 1 件）\n\n2026-0001 水面漂浮物｜待核实\n　璧南河青溪村段，11月23日（周一）\n\n点编号看详情。"
    )
    photo, card = await river.zhang.taps("2026-0001 · 待核实")
    assert photo.photo is not None
    assert card.text == (
        "2026-0001　待核实\n水面漂浮物（一般）\n📍 璧南河青溪村段（全段）\n岸边有垃圾\n"
        "上报：张卫民，11月23日 09:30\n照片：整改前 1 张，整改后 0 张"
    )
    assert card.buttons == ["✏️ 改说明", "↩️ 撤回"]


async def test_a_long_list_has_pages(river: River) -> None:
    river.database.write_now(many, river.county, 9)
    [first] = await river.zhang.says(MINE)
    assert first.buttons[0] == "2026-0009 · 待核实"
    heard = await river.zhang.taps("更早的 ›")

    assert heard[-1].buttons == ["2026-0001 · 待核实"]
    assert heard[-1].text.startswith("我的上报（共 9 件，第 9—9 件）")


async def test_within_the_hour_the_author_puts_words_right(river: River) -> None:
    await opened(river)
    await river.zhang.taps("✏️ 改说明")
    [done] = await river.zhang.says("其实是对岸有垃圾")

    assert done.text == "✅ 2026-0001 的说明已改为：\n其实是对岸有垃圾"
    with river.look() as session:
        assert session.scalars(select(Issue.words)).one() == "其实是对岸有垃圾"
        change = session.scalars(select(AuditRow).where(AuditRow.act == "amend_words")).one().change
    assert change == {"before": "桥下有一堆建筑垃圾", "after": "其实是对岸有垃圾"}


async def test_within_the_hour_the_author_takes_it_back_and_the_office_hears(river: River) -> None:
    await report(river.zhang)
    await river.wang.hears()
    await river.zhang.taps("↩️ 撤回")
    heard = await river.zhang.taps("↩️ 确定撤回")

    assert heard[-1].text == "↩️ 2026-0001 已撤回，不再办理。"
    assert [one.text for one in await river.wang.hears()] == ["↩️ 2026-0001 已由上报人撤回，不用再办。"]
    with river.look() as session:
        assert session.scalars(select(Issue.state)).one() is State.WITHDRAWN
        assert session.scalars(select(IssueStep.act).order_by(IssueStep.id)).all() == [Act.REGISTER, Act.WITHDRAW]


async def test_after_the_hour_neither_is_possible(river: River) -> None:
    await opened(river)
    old = river.zhang.last
    river.clock.passes(timedelta(minutes=61))

    [refused] = await river.zhang.taps("↩️ 撤回", under=old)
    assert refused.text == ("2026-0001 已过 10:30，超过 1 小时，不能再改动或撤回。有补充请联系河长办，报编号即可。")
    await river.zhang.says(MINE)
    heard = await river.zhang.taps("2026-0001 · 待核实")
    assert heard[-1].buttons == []


async def test_words_that_come_too_late_leave_the_dialog(river: River) -> None:
    await opened(river)
    await river.zhang.taps("✏️ 改说明")
    river.clock.passes(timedelta(minutes=61))
    [refused] = await river.zhang.says("太晚了")

    assert "超过 1 小时" in refused.text
    with river.look() as session:
        assert session.scalars(select(Issue.words)).one() == "桥下有一堆建筑垃圾"
    [menu] = await river.zhang.says("你好")
    assert "请从下方菜单选择" in menu.text


async def test_once_somebody_deals_with_it_it_stays_as_it_is(river: River) -> None:
    await opened(river)
    with river.look() as session:
        session.scalars(select(Issue)).one().state = State.VERIFIED
        session.commit()

    [refused] = await river.zhang.taps("✏️ 改说明")
    assert refused.text == "2026-0001 现在是「待交办」，已进入办理，不能再改动或撤回。有补充请联系河长办。"


async def test_nobody_sees_or_takes_back_what_somebody_else_reported(river: River) -> None:
    issue_id = river.database.write_now(registered, river.county, at=MONDAY_MORNING)
    [menu] = await river.sun.says("/help")

    for told in (f"mine:see:{issue_id}", f"mine:withdrawn:{issue_id}", f"mine:words:{issue_id}"):
        [refused] = await river.sun.taps_data(menu, told)
        assert refused.text == "这件不是您上报的，不能由您查看或改动。"
    with river.look() as session:
        assert session.scalars(select(Issue.state)).one() is State.REGISTERED
