"""What happens on the way: photos, words, reports, the track, pauses."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.models import Draft, Patrol, TrackPoint
from tests.county import LOWER
from tests.databases import ONE_DATABASE
from tests.handlers.patrol.patrolling import (
    ALL_WELL,
    CHONGQING_CITY,
    END,
    begins,
    patrols_of,
)
from tests.people import picture, texts
from tests.river import River

pytestmark = pytest.mark.anyio


async def test_something_abnormal_opens_a_report_inside_the_patrol_and_leads_back(river: River) -> None:
    await begins(river)
    [asked] = [each for each in await river.zhang.taps("⚠️ 2") if "上报" in each.text]
    assert "请发照片" in asked.text
    with river.look() as session:
        report = session.scalars(select(Draft).where(~Draft.parked)).one()
        patrol = session.scalars(select(Patrol)).one()
        assert (report.dialog, report.data["patrol_id"], report.data["water_id"], report.data["suggested_type"]) == (
            "report", patrol.id, patrol.water_id, "water_abnormal",
        )  # fmt: skip
        assert patrol.looked == {"quality": "abnormal"}
    await river.zhang.says("河面有油污")
    await river.zhang.taps("📌 就在璧南河青溪村段")
    await river.zhang.taps("水体异色、异味、死鱼")
    heard = await river.zhang.taps(next(label for label in river.zhang.labels if "提交" in label))
    assert "2. 水质：颜色、气味、死鱼 ⚠️" in heard[-1].text
    assert "⚠️ 已上报 2026-" in heard[-1].text
    assert "✅ 其余正常" in heard[-1].buttons

    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps("✅ 其余正常")
    *_, card, _picture = await river.zhang.taps(END)
    assert "查看 8 项，异常 1 项：水质：颜色、气味、死鱼" in card.text
    assert "：水体异色、异味、死鱼" in card.text


@ONE_DATABASE
async def test_a_report_left_in_the_middle_offers_the_patrol_again(river: River) -> None:
    await begins(river)
    await river.zhang.taps("⚠️ 2")
    heard = await river.zhang.says("/leave")
    assert "未完成：巡河" in texts(heard)
    heard = await river.zhang.says("/patrol")
    assert "璧南河青溪村段 巡河中" in heard[-1].text


async def test_photos_voice_and_words_are_kept_and_none_is_asked_for(river: River) -> None:
    await begins(river)
    await river.zhang.sends_album([picture("上游"), picture("下游")], "两岸干净")
    await river.zhang.sends_voice()
    heard = await river.zhang.says("水位 📏 正常")
    assert "已收到 照片 2 张 语音 1 条" in heard[-1].text
    [patrol] = patrols_of(river, "zhang")
    assert patrol.note == "两岸干净\n水位 📏 正常"


@ONE_DATABASE
async def test_an_album_does_not_make_the_bot_talk(river: River) -> None:
    going = await begins(river)
    heard = await river.zhang.sends_album([picture("一"), picture("二"), picture("三")])
    assert {each.id for each in heard} == {going.id}
    assert "照片 3 张" in heard[-1].text


@ONE_DATABASE
async def test_too_many_words_are_cut_and_it_is_said(river: River) -> None:
    await begins(river)
    heard = await river.zhang.says("水" * 2100)
    assert "备注最多 2000 字" in texts(heard)
    assert len(patrols_of(river, "zhang")[0].note) == 2000


@ONE_DATABASE
async def test_a_live_location_shared_on_the_way_belongs_to_the_patrol(river: River) -> None:
    await begins(river)
    river.zhang.waits(timedelta(minutes=1))
    heard = await river.zhang.shares_live(LOWER[2])
    assert "📡 实时轨迹 1 个点" in heard[-1].text
    await river.zhang.walks(LOWER[2:9])
    await river.zhang.stops_sharing()
    await river.zhang.taps(ALL_WELL)
    *_, card, _picture = await river.zhang.taps(END)
    assert "证据 A 级" in card.text


@ONE_DATABASE
async def test_a_wild_point_of_the_track_is_dropped(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.walks(LOWER[:4])
    river.zhang.waits(timedelta(seconds=30))
    assert river.zhang.share is not None
    river.zhang.share.moves_to(CHONGQING_CITY, 10)
    await river.zhang.hears()
    await river.zhang.walks(LOWER[4:6])
    await river.zhang.taps(ALL_WELL)
    *_, card, _picture = await river.zhang.taps(END)
    assert "里程 5" in card.text


async def test_while_paused_neither_time_nor_track_goes_on(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.walks(LOWER[:3], minutes=4)
    [paused] = await river.zhang.taps("⏸ 暂停")
    assert paused.buttons == ["▶️ 继续巡河", "✖️ 取消", END]
    with river.look() as session:
        points = len(session.scalars(select(TrackPoint)).all())
    await river.zhang.walks(LOWER[3:5], minutes=30)
    await river.zhang.taps("▶️ 继续巡河")
    with river.look() as session:
        assert len(session.scalars(select(TrackPoint)).all()) == points
    await river.zhang.walks(LOWER[6:9], minutes=4)
    await river.zhang.taps(ALL_WELL)
    *_, card, _picture = await river.zhang.taps(END)
    assert "，8 分钟" in card.text
    [patrol] = patrols_of(river, "zhang")
    assert 1800 <= patrol.paused_seconds <= 1860
    assert (patrol.metres or 0) < 560
