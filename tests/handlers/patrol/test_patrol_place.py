"""Where a patrol begins: which reach, which place, without signal, from afar, entered later."""

from datetime import timedelta

import pytest

from bot.sandbox import acts
from rules.evidence import Grade
from storage.models import PatrolMode, PatrolState
from tests.county import LOWER, UPPER
from tests.databases import ONE_DATABASE
from tests.handlers.patrol.patrolling import (
    ALL_WELL,
    CHONGQING_CITY,
    END,
    HERE,
    OTHER_WAYS,
    begins,
    patrols_of,
)
from tests.people import picture
from tests.river import River

pytestmark = pytest.mark.anyio


async def test_a_chief_of_two_reaches_chooses_one(river: River) -> None:
    [question] = await river.zhang2.says("/patrol")
    assert question.buttons == ["璧南河青溪村段", "璧南河龙门村段"]
    [asked] = [each for each in await river.zhang2.taps("璧南河龙门村段") if each.rows]
    assert "璧南河龙门村段" in asked.text
    assert asked.buttons[0] == HERE
    await river.zhang2.taps(HERE, place=UPPER[3])
    assert patrols_of(river, "zhang2")[0].water_id == river.county.waters["upper"]


@ONE_DATABASE
async def test_a_place_sent_instead_of_choosing_takes_the_nearest_reach(river: River) -> None:
    await river.zhang2.says("/patrol")
    heard = await river.zhang2.shares_place(LOWER[1])
    assert "璧南河青溪村段 巡河中" in heard[-1].text
    assert patrols_of(river, "zhang2")[0].water_id == river.county.waters["lower"]


@ONE_DATABASE
async def test_a_place_in_another_county_is_asked_about_with_its_distance(river: River) -> None:
    far = await begins(river, place=CHONGQING_CITY)
    assert "这个位置离「璧南河青溪村段」有 32." in far.text
    assert far.buttons == ["📍 重新发位置", "就按这个位置记录"]
    assert patrols_of(river, "zhang") == []

    await river.zhang.taps("📍 重新发位置")
    heard = await river.zhang.taps(HERE, place=LOWER[0])
    assert "位置已记，就在河边" in heard[-1].text


@ONE_DATABASE
async def test_a_far_place_is_evidence_if_the_chief_says_so_but_of_no_weight(river: River) -> None:
    await begins(river, place=CHONGQING_CITY)
    heard = await river.zhang.taps("就按这个位置记录")
    assert "公里，不在河段上" in heard[-1].text
    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps(ALL_WELL)
    [warning] = await river.zhang.taps(END)
    assert "· 证据 D 级，要求 C 级（在河边发一次位置，或拍一张照片）" in warning.text
    *_, card, _picture = await river.zhang.taps("仍然结束")
    assert "证据 D 级" in card.text
    assert "位置离河段 32" in card.text


@ONE_DATABASE
async def test_a_place_at_the_other_own_reach_offers_that_one(river: River) -> None:
    await river.zhang2.says("/patrol")
    await river.zhang2.taps("璧南河青溪村段")
    [far] = await river.zhang2.shares_place(UPPER[9])
    assert "离您的「璧南河龙门村段」0 米" in far.text
    assert far.buttons == ["改巡「璧南河龙门村段」", "📍 重新发位置", "就按这个位置记录"]
    heard = await river.zhang2.taps("改巡「璧南河龙门村段」")
    assert "璧南河龙门村段 巡河中" in heard[-1].text
    assert patrols_of(river, "zhang2")[0].water_id == river.county.waters["upper"]


@ONE_DATABASE
async def test_without_signal_the_patrol_begins_and_a_photo_speaks_for_it_later(river: River) -> None:
    await river.zhang.says("/patrol")
    [ways] = await river.zhang.taps(OTHER_WAYS)
    assert ways.buttons == ["📵 现场没信号，先巡河", "🗓 补录之前的巡河", "🤝 委托同事巡河", "✖️ 不巡了"]
    heard = await river.zhang.taps("📵 现场没信号，先巡河")
    assert "📵 没有位置，有信号了可补发" in heard[-1].text
    river.zhang.waits(timedelta(minutes=20))
    heard = await river.zhang.sends_photo(picture("河面"))
    assert "已收到 照片 1 张" in heard[-1].text
    await river.zhang.taps(ALL_WELL)
    *_, card, _picture = await river.zhang.taps(END)
    assert "证据 C 级（现场照片）" in card.text
    assert patrols_of(river, "zhang")[0].mode is PatrolMode.NO_SIGNAL


async def test_a_patrol_is_entered_later_by_three_taps(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.taps(OTHER_WAYS)
    [days] = await river.zhang.taps("🗓 补录之前的巡河")
    assert days.buttons == [
        "11月23日（周一）", "11月22日（周日）", "11月21日（周六）", "11月20日（周五）", "↩️ 返回",
    ]  # fmt: skip
    [hours] = await river.zhang.taps("11月22日（周日）")
    assert hours.buttons[:3] == ["6:00", "7:00", "8:00"]
    [lengths] = await river.zhang.taps("16:00")
    assert lengths.buttons == ["15 分钟", "30 分钟", "60 分钟", "90 分钟", "120 分钟", "180 分钟", "↩️ 返回"]
    heard = await river.zhang.taps("30 分钟")
    assert "🗓 璧南河青溪村段 补录\n11月22日 16:00 开始，30 分钟（证据 D 级）" in heard[-1].text
    await river.zhang.taps(ALL_WELL)
    *_, card, _picture = await river.zhang.taps(END)
    assert "11月22日 16:00—16:30，30 分钟" in card.text
    assert "证据 D 级（补录或纸质记录）" in card.text
    [patrol] = patrols_of(river, "zhang")
    assert (patrol.mode, patrol.grade, patrol.state) == (PatrolMode.LATER, Grade.D, PatrolState.FINISHED)


@ONE_DATABASE
async def test_a_patrol_of_today_cannot_be_entered_before_it_could_have_ended(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.taps(OTHER_WAYS)
    await river.zhang.taps("🗓 补录之前的巡河")
    [hours] = await river.zhang.taps("11月23日（周一）")
    assert hours.buttons == ["6:00", "7:00", "8:00", "9:00", "↩️ 返回"]
    [lengths] = await river.zhang.taps("9:00")
    assert lengths.buttons == ["15 分钟", "30 分钟", "↩️ 返回"]


@ONE_DATABASE
async def test_a_forwarded_pin_is_taken_said_and_graded_lower(river: River) -> None:
    acts.shares_place(river.world, river.sun.user, LOWER[4])
    pin = river.sun.said[-1]
    await river.settle()
    await river.zhang.says("/patrol")
    heard = await river.zhang.forwards(pin)
    assert "是转发来的，证据降一级" in heard[-1].text
    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps(ALL_WELL)
    *_, card, _picture = await river.zhang.taps(END)
    assert "证据 C 级" in card.text

    await begins(river)
    heard = await river.zhang.forwards(pin)
    assert "转发" not in heard[-1].text


@ONE_DATABASE
async def test_a_general_chief_chooses_among_the_rivers_of_the_region(river: River) -> None:
    [question] = await river.gu.says("/patrol")
    assert question.buttons == ["璧南河", "白云溪"]


@ONE_DATABASE
async def test_a_chief_of_a_river_is_measured_along_its_joined_reaches(river: River) -> None:
    await river.li.says("/patrol")
    await river.li.walks((*LOWER[5:], *UPPER[1:6]))
    await river.li.taps(ALL_WELL)
    *_, card, _picture = await river.li.taps(END)
    assert "璧南河大路段" in card.text
    assert 0.4 < (patrols_of(river, "li")[0].share or 0) < 0.6
