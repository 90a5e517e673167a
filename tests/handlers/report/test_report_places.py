"""Where it is: a pin, the live location, the reach, the camera's own place, words; another county is told."""

import pytest
from sqlalchemy import select

from bot.sandbox import acts
from storage.models import Draft, Issue, Media, PlaceBy, Subject
from tests.databases import ONE_DATABASE
from tests.handlers.report.reporting import only_issue
from tests.people import picture
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]

BY_THE_RIVER = (29.5951, 106.2201)
CHENGDU = (30.6600, 104.0600)


async def finish(river: River) -> Issue:
    await river.zhang.taps("水面漂浮物")
    await river.zhang.taps("✅ 提交")
    return only_issue(river)


async def test_a_live_location_is_taken_once(river: River) -> None:
    await river.zhang.sends_photo(picture("一"))
    await river.zhang.shares_live(BY_THE_RIVER)

    assert (await finish(river)).place_by is PlaceBy.LIVE


async def test_a_photo_sent_as_a_file_offers_the_place_of_its_camera(river: River) -> None:
    heard = await river.zhang.sends_file("IMG_1.jpg", picture("一", place=BY_THE_RIVER))
    assert "🖼 用照片里的位置" in heard[-1].buttons
    await river.zhang.taps("🖼 用照片里的位置")

    issue = await finish(river)
    assert issue.place_by is PlaceBy.EXIF
    assert (round(issue.lat or 0, 4), round(issue.lon or 0, 4)) == BY_THE_RIVER


async def test_a_file_without_a_camera_place_offers_none(river: River) -> None:
    heard = await river.zhang.sends_file("IMG_1.jpg", picture("一"))
    assert "🖼 用照片里的位置" not in heard[-1].buttons


async def test_a_file_that_is_no_picture_is_refused_and_nothing_is_lost(river: River) -> None:
    await river.zhang.sends_photo(picture("一"))
    [refused] = await river.zhang.sends_file("报告.pdf", b"%PDF-1.4")

    assert refused.text.startswith("请发照片")
    [asked] = await river.zhang.taps("📌 就在璧南河青溪村段")
    assert asked.text.startswith("已收到 1 张照片。")


async def test_a_place_in_another_county_is_told_with_its_distance_and_not_taken(river: River) -> None:
    await river.zhang.sends_photo(picture("一"))
    [far] = await river.zhang.shares_place(CHENGDU)

    assert "公里，看来不在本地，没有采用。" in far.text
    with river.look() as session:
        assert "where" not in session.scalars(select(Draft)).one().data
    await river.zhang.shares_place(BY_THE_RIVER)
    assert (await finish(river)).water_id == river.county.waters["lower"]


async def test_a_far_place_that_is_insisted_on_goes_to_the_county_office(river: River) -> None:
    await river.zhang.sends_photo(picture("一"))
    await river.zhang.shares_place(CHENGDU)
    await river.zhang.taps("✅ 位置没错，照这样报")

    issue = await finish(river)
    assert (issue.water_id, issue.region_id) == (None, river.county.regions["district"])
    [told] = await river.chen.hears()
    assert told.text.startswith("🆕 2026-0001 待核实")


async def test_another_reach_than_the_own_one_is_found_by_the_pin(river: River) -> None:
    await river.zhang.sends_photo(picture("一"))
    await river.zhang.shares_place((29.5964, 106.2331))

    issue = await finish(river)
    assert issue.water_id == river.county.waters["brook"]
    assert issue.region_id == river.county.regions["baiyun"]
    [office] = await river.qian.hears()
    assert office.text.startswith("🆕 2026-0001 待核实")
    [chief] = await river.bai.hears()
    assert chief.text.startswith("📣 您的河段有人上报问题")


async def test_a_place_in_words_serves_who_can_share_none(river: River) -> None:
    await river.zhang.sends_photo(picture("一"))
    await river.zhang.taps("✍️ 文字说明地点")
    [asked] = await river.zhang.says("三社石桥下游 50 米")
    assert "📍 青溪村（三社石桥下游 50 米）" in asked.text

    issue = await finish(river)
    assert (issue.place_by, issue.words) == (PlaceBy.WORDS, "三社石桥下游 50 米")
    assert issue.region_id == river.county.regions["qingxi"]


async def test_a_forwarded_photo_and_pin_are_said_and_recorded(river: River) -> None:
    await river.sun.sends_photo(picture("旧照片"))
    await river.sun.shares_place(BY_THE_RIVER)
    photo, pin = river.sun.said[-2:]
    acts.forwards(river.world, river.zhang.user, photo)
    heard = await river.zhang.hears()
    assert "其中 1 份是转发的，将照实注明。" in heard[-1].text
    [asked] = await river.zhang.forwards(pin)
    assert "这个定位是转发的，将照实注明。" in asked.text

    issue = await finish(river)
    assert issue.place_by is PlaceBy.FORWARDED
    with river.look() as session:
        forwarded = select(Media.forwarded).where(Media.subject == Subject.ISSUE, Media.subject_id == issue.id)
        assert session.scalars(forwarded).all() == [True]


async def test_a_reach_that_was_removed_meanwhile_is_said(river: River) -> None:
    await river.zhang.sends_photo(picture("一"))
    old = river.zhang.last
    told = old.data["📌 就在璧南河青溪村段"].rsplit(":", 1)[0]

    [refused] = await river.zhang.taps_data(old, f"{told}:999999")

    assert refused.text.startswith("这个河段已不在名录上。")
