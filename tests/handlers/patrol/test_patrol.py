"""The patrol dialog over HTTP: what a chief taps, what the bot answers, what is stored."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from rules.evidence import Grade
from storage import audit
from storage.models import AuditRow, Draft, PatrolMode, PatrolState
from tests.county import LOWER
from tests.databases import ONE_DATABASE
from tests.handlers.patrol.patrolling import (
    ALL_WELL,
    END,
    HERE,
    OTHER_WAYS,
    PATROL,
    begins,
    patrols_of,
)
from tests.people import texts
from tests.river import River

pytestmark = pytest.mark.anyio


async def test_a_clean_patrol_takes_four_acts(river: River) -> None:
    await river.zhang.says("/menu")
    before = len(river.zhang.said) + len(river.world.queries)

    await river.zhang.taps(PATROL)
    [going] = await river.zhang.taps(HERE, place=LOWER[2])
    assert going.text.startswith("🚶 璧南河青溪村段 巡河中\n11月23日 09:30 开始，0 分钟\n📍 位置已记，就在河边\n")
    river.zhang.waits(timedelta(minutes=12))
    await river.zhang.taps(ALL_WELL)
    *_, card, photo = await river.zhang.taps(END)

    assert len(river.zhang.said) + len(river.world.queries) - before == 4
    assert card.text == (
        "🏁 巡河完成\n"
        "璧南河青溪村段\n"
        "11月23日 09:30—09:42，12 分钟\n"
        "证据 B 级（现场定位）\n"
        "✅ 计入有效巡河\n"
        "\n"
        "查看 8 项，全部正常\n"
        "\n"
        "11月23日—29日：应巡 1 次，已巡 1 次，已完成"
    )
    assert PATROL in card.buttons
    assert photo.photo is not None
    [patrol] = patrols_of(river, "zhang")
    assert (patrol.state, patrol.mode, patrol.grade) == (PatrolState.FINISHED, PatrolMode.PIN, Grade.B)
    assert patrol.counts is True
    assert set(patrol.looked.values()) == {"ok"}
    assert patrol.post_id == river.county.posts["zhang"]
    with river.look() as session:
        assert session.scalars(select(Draft)).all() == []
        acts_ = session.scalars(select(AuditRow.act).where(AuditRow.subject == "patrol").order_by(AuditRow.id)).all()
        assert acts_ == ["patrol_begin", "patrol_look", "patrol_end"]
        assert list(audit.broken(session)) == []


async def test_a_walk_with_the_live_location_is_measured_along_the_reach(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.walks(LOWER)
    await river.zhang.taps(ALL_WELL)
    *_, card, photo = await river.zhang.taps(END)
    assert "证据 A 级（实时轨迹）" in card.text
    assert "覆盖河段 9" in card.text or "覆盖河段 100%" in card.text
    assert photo.photo is not None
    [patrol] = patrols_of(river, "zhang")
    assert patrol.mode is PatrolMode.LIVE
    assert 950 < (patrol.metres or 0) < 1250
    assert (patrol.share or 0) > 0.9


async def test_ending_too_early_says_exactly_what_is_missing_and_lets_it_be_mended(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.walks(LOWER[:2], minutes=2)
    await river.zhang.taps(ALL_WELL)
    [warning] = await river.zhang.taps(END)
    assert "现在结束还不计入有效巡河" in warning.text
    assert "· 时长 2 分钟，要求 5 分钟，还差 3 分钟" in warning.text
    assert "· 里程" in warning.text
    assert warning.buttons == ["▶️ 继续巡河", "仍然结束"]
    assert patrols_of(river, "zhang")[0].state is PatrolState.OPEN

    await river.zhang.taps("▶️ 继续巡河")
    await river.zhang.walks(LOWER[2:8])
    *_, card, _picture = await river.zhang.taps(END)
    assert "✅ 计入有效巡河" in card.text


@ONE_DATABASE
async def test_a_chief_may_end_a_patrol_that_does_not_count(river: River) -> None:
    await begins(river)
    [warning] = await river.zhang.taps(END)
    assert warning.buttons == ["✅ 全部正常，仍然结束", "▶️ 继续巡河", "仍然结束"]
    *_, card, _picture = await river.zhang.taps("仍然结束")
    assert "⚠️ 不计入有效巡河：\n· 时长 0 分钟，要求 5 分钟，还差 5 分钟" in card.text
    assert "查看情况：未记" in card.text
    assert "应巡 1 次，已巡 0 次，还差 1 次，11月29日（周日）前完成" in card.text
    [patrol] = patrols_of(river, "zhang")
    assert (patrol.counts, patrol.missing) == (False, [{"what": "minutes", "have": 0.0, "need": 5.0}])


@ONE_DATABASE
async def test_what_was_not_looked_at_can_be_noted_while_ending(river: River) -> None:
    await begins(river)
    river.zhang.waits(timedelta(minutes=6))
    [question] = await river.zhang.taps(END)
    assert question.buttons == ["✅ 全部正常，结束", "▶️ 继续巡河", "不记查看情况，直接结束"]
    *_, card, _picture = await river.zhang.taps("✅ 全部正常，结束")
    assert "查看 8 项，全部正常" in card.text


async def test_a_patrol_is_given_up_with_a_reason(river: River) -> None:
    await begins(river)
    [asked] = await river.zhang.taps("✖️ 取消")
    assert asked.buttons == ["点错了", "天气突变", "临时有急事", "身体不适", "↩️ 不取消，继续巡河"]
    heard = await river.zhang.taps("天气突变")
    assert "这次巡河已取消（天气突变）" in heard[-1].text
    [patrol] = patrols_of(river, "zhang")
    assert (patrol.state, patrol.reason) == (PatrolState.CANCELLED, "天气突变")


@ONE_DATABASE
async def test_the_reason_may_be_in_own_words_and_giving_up_may_be_given_up(river: River) -> None:
    await begins(river)
    await river.zhang.taps("✖️ 取消")
    heard = await river.zhang.taps("↩️ 不取消，继续巡河")
    assert "巡河中" in heard[-1].text
    await river.zhang.taps("✖️ 取消")
    await river.zhang.says("上级来检查")
    assert patrols_of(river, "zhang")[0].reason == "上级来检查"


@ONE_DATABASE
async def test_words_after_another_tap_are_no_reason_to_give_up(river: River) -> None:
    await begins(river)
    await river.zhang.taps("✖️ 取消")
    await river.zhang.taps(ALL_WELL)
    await river.zhang.says("一切都好")
    [patrol] = patrols_of(river, "zhang")
    assert (patrol.state, patrol.note) == (PatrolState.OPEN, "一切都好")


@ONE_DATABASE
async def test_only_one_patrol_is_open_and_starting_again_shows_it(river: River) -> None:
    await begins(river)
    heard = await river.zhang.says("/patrol")
    assert "璧南河青溪村段 巡河中" in heard[-1].text
    assert len(patrols_of(river, "zhang")) == 1


@ONE_DATABASE
async def test_a_button_of_a_patrol_that_is_over_is_answered_not_obeyed(river: River) -> None:
    going = await begins(river)
    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps(ALL_WELL)
    await river.zhang.taps(END)
    [patrol] = patrols_of(river, "zhang")
    heard = await river.zhang.taps("⏸ 暂停", under=going)
    assert "这个按钮已过时" in heard[-1].text
    assert patrols_of(river, "zhang")[0].state is patrol.state


@ONE_DATABASE
async def test_the_first_steps_buttons_do_nothing_once_the_patrol_goes_on(river: River) -> None:
    await river.zhang.says("/patrol")
    [ways] = await river.zhang.taps(OTHER_WAYS)
    await river.zhang.taps("📵 现场没信号，先巡河")
    heard = await river.zhang.taps_data(ways, ways.data["✖️ 不巡了"])
    assert "这个按钮已过时" in heard[-1].text
    assert len(patrols_of(river, "zhang")) == 1


async def test_every_step_survives_a_restart(river: River) -> None:
    await river.zhang2.says("/patrol")
    await river.restarted()
    await river.zhang2.taps("璧南河青溪村段")
    await river.restarted()
    await river.zhang2.taps(HERE, place=LOWER[5])
    await river.restarted()
    await river.zhang2.taps(ALL_WELL)
    await river.restarted()
    river.zhang2.waits(timedelta(minutes=7))
    await river.zhang2.taps("⏸ 暂停")
    await river.restarted()
    await river.zhang2.taps("▶️ 继续巡河")
    await river.restarted()
    *_, card, _picture = await river.zhang2.taps(END)
    assert "✅ 计入有效巡河" in card.text


@ONE_DATABASE
async def test_a_picture_that_does_not_get_through_loses_nothing(river: River) -> None:
    await begins(river)
    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps(ALL_WELL)
    river.world.faults.cut(method="sendPhoto", times=None)
    card = (await river.zhang.taps(END))[-1]
    assert "✅ 计入有效巡河" in card.text
    assert patrols_of(river, "zhang")[0].state is PatrolState.FINISHED
    with river.look() as session:
        assert session.scalars(select(Draft)).all() == []


@ONE_DATABASE
async def test_the_card_is_said_after_all_when_the_line_broke_at_the_end(river: River) -> None:
    await begins(river)
    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps(ALL_WELL)
    river.world.faults.cut(method="sendMessage", times=None)
    await river.zhang.taps(END)
    river.world.faults.clear()
    await river.restarted()
    heard = await river.zhang.hears()
    assert "🏁 巡河完成" in texts(heard)
    assert len(patrols_of(river, "zhang")) == 1


@ONE_DATABASE
async def test_a_stranger_and_an_office_do_not_patrol(river: River) -> None:
    stranger = river.stranger()
    heard = await stranger.says("/patrol")
    assert "请先点下方" in heard[-1].text
    heard = await river.wang.says("/patrol")
    assert "您目前的职务不办理这一项" in heard[-1].text


async def test_a_forgotten_patrol_ends_itself_and_says_so(river: River) -> None:
    await begins(river)
    river.zhang.waits(timedelta(minutes=7))
    await river.zhang.taps(ALL_WELL)
    await river.jumps(timedelta(hours=5))
    heard = await river.zhang.hears()
    assert "璧南河青溪村段 的巡河忘了结束，已替您结束" in texts(heard)
    assert "11月23日 09:30—09:37，7 分钟" in texts(heard)
    [patrol] = patrols_of(river, "zhang")
    assert (patrol.state, patrol.counts) == (PatrolState.LAPSED, True)
    heard = await river.zhang.says("/patrol")
    assert heard[-1].buttons[0] == HERE
