"""Who keeps this point: by a place, a name, a QR code; keepers go round: over HTTP."""

import pytest
from sqlalchemy import select

from rules.evidence import Grade
from storage.models import Issue, Patrol, Water
from tests.databases import ONE_DATABASE
from tests.handlers.points.keeping import BY_THE_POND
from tests.people import picture
from tests.point_making import OUTFALL, POND, Points, keepers_phone
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]


async def test_B1b_a_shared_place_is_answered_in_one_message_with_map_distance_keeper_and_phone(
    river: River, laid: Points
) -> None:
    [asked] = await river.zhang.says("/points")
    assert asked.text == (
        "📌 这里谁在管？\n点下方「📍 发送当前位置」，看最近的几个点位由谁管护；\n"
        "或者直接发点位名称、编号，如「白云村 排口」。"
    )
    [heard] = await river.zhang.taps("📍 发送当前位置", place=BY_THE_POND)
    assert heard.photo
    assert heard.text == (
        "📌 最近的 5 个点位\n\n1. 青溪村山坪塘（塘）22 米\n塘长 何小塘 19900000301\n\n"
        "2. 青溪村一号排口（排口）115 米\n口长 何小塘 19900000301\n\n"
        "3. 青溪村养殖场（点位）396 米\n⚠️ 没有点长，可找村级河长 张卫民\n\n"
        "4. 青溪村提灌站（泵站）449 米\n⚠️ 没有泵长，可找村级河长 张卫民\n\n"
        "5. 白云村二号排口（排口）1.3 公里\n⚠️ 没有口长，可找村级河长 白云生"
    )
    assert heard.buttons[0] == "1. 青溪村山坪塘"


@pytest.mark.parametrize("words", ["山坪塘", "P-001", "p-001", "w-P-001", "https://t.me/river_bot?start=w-P-001"])
async def test_B1b_a_name_a_number_or_a_scanned_code_is_answered_in_one_message(
    river: River, laid: Points, words: str
) -> None:
    await river.wang.says("/points")
    [heard] = await river.wang.says(words)
    assert heard.text == (
        "📌 青溪村山坪塘\n塘｜编号 P-001\n青溪村｜璧南河青溪村段\n\n"
        "塘长：何小塘 19900000301\n上级：村级河长 张卫民 19900000101"
    )


async def test_B1b_the_qr_code_says_to_the_public_who_keeps_it_with_the_number_masked(
    river: River, laid: Points
) -> None:
    visitor = river.stranger()
    await visitor.hears()
    [heard] = await visitor.starts("w-P-001")
    assert heard.text == (
        "📌 青溪村山坪塘\n塘｜编号 P-001\n青溪村｜璧南河青溪村段\n\n"
        "塘长：何小塘 199****0301\n上级：村级河长 张卫民 199****0101"
    )
    assert heard.buttons == ["📷 上报这里的问题", "🌳 在树状图里看"]
    await visitor.taps("📷 上报这里的问题")
    await visitor.sends_photo(picture("塘边垃圾"), "塘边有垃圾")
    assert "青溪村山坪塘" in str(visitor.last.buttons)


async def test_the_public_asks_by_place_and_sees_no_whole_number(river: River, laid: Points) -> None:
    visitor = river.stranger()
    await visitor.says("/points")
    [heard] = await visitor.shares_place(BY_THE_POND)
    assert "何小塘 199****0301" in heard.text
    assert "19900000301" not in heard.html
    [heard] = await visitor.says("排口")
    assert heard.text.startswith("「排口」找到 2 个\n1. 青溪村一号排口｜何小塘\n2. 白云村二号排口｜⚠️ 从未指定")
    [card] = await visitor.taps("1. 青溪村一号排口")
    assert "口长：何小塘 199****0301" in card.text


@pytest.mark.parametrize(
    ("who", "whole"),
    [("zhang", True), ("li", True), ("zhou", True), ("gu", True), ("ding", True), ("wang", True), ("chen", True),
     ("bai", False), ("qian", False), ("sun", False), ("zhao", False)],
)  # fmt: skip
async def test_whole_numbers_are_for_the_office_of_the_region_and_the_chiefs_above(
    river: River, laid: Points, who: str, whole: bool
) -> None:
    person = getattr(river, who)
    await person.says("/points")
    [heard] = await person.says("P-001")
    assert ("19900000301" in heard.text) is whole
    assert ("199****0301" in heard.text) is not whole


async def test_a_code_of_a_removed_point_is_said_to_be_out_of_use(river: River, laid: Points) -> None:
    [heard] = await river.zhang.starts("w-P-001")
    river.database.write_now(lambda session: setattr(session.get(Water, laid.waters[POND]), "removed_on",
                                                     river.clock().date()))  # fmt: skip
    [late] = await river.zhang.taps("📷 上报这里的问题", under=heard)
    assert late.text == "这个点位已经从名册中撤销。请重新查一次。"
    [gone] = await river.zhang.starts("w-P-001")
    assert gone.text == "这个公示牌的二维码已经停用，或没有登记。您可以直接发照片上报，我们按位置找到河段。"


async def test_what_is_nowhere_is_said_and_the_question_stands(river: River, laid: Points) -> None:
    await river.zhang.says("/points")
    [heard] = await river.zhang.shares_place((31.0, 108.0))
    assert heard.text == "10 公里内没有登记的点位。请核对位置，或发点位名称、编号来查。"
    [heard] = await river.zhang.says("没有这个")
    assert heard.text == "没有找到「没有这个」。\n请只写名称中的几个字，或编号的一部分；也可以发位置。"
    await river.restarted()
    [heard] = await river.zhang.says("P-002")
    assert heard.text.startswith("📌 青溪村一号排口")


async def test_B1b_a_keeper_goes_round_a_point_in_four_acts_and_the_month_is_done(river: River, laid: Points) -> None:
    he = keepers_phone(river, "he")
    [which] = await he.says("/patrol")
    assert which.text == "🚶 巡哪个点位？\n点一个；或者直接发位置，自动选最近的。"
    [going] = await he.shares_place(BY_THE_POND)
    assert going.text.startswith("🚶 青溪村山坪塘 巡点中\n11月23日 09:30 开始，0 分钟\n📍 位置已记，离点位 22 米")
    assert "4. 塘坝、放水设施损坏" in going.text  # a pond's own list, not the village chief's
    assert "一河一策" not in going.text
    await he.taps("✅ 全部正常")
    heard = await he.taps("🏁 结束巡河")
    card = next(one for one in heard if "巡点完成" in one.text)
    assert "✅ 计入有效巡点" in card.text
    assert "2026年11月：应巡 1 次，已巡 1 次，已完成" in card.text
    assert "覆盖" not in card.text
    assert heard[-1].photo
    with river.look() as session:
        patrol = session.scalars(select(Patrol)).one()
        assert (patrol.post_id, patrol.water_id) == (laid.posts[POND], laid.waters[POND])
        assert (patrol.grade, patrol.counts, patrol.share) == (Grade.B, True, None)
        assert patrol.looked == dict.fromkeys(("pond_water", "pond_surface", "pond_bank", "pond_works"), "ok")


async def test_B1b_what_is_wrong_at_an_outfall_opens_a_report_of_its_kind(river: River, laid: Points) -> None:
    he = keepers_phone(river, "he")
    await he.says("/patrol")
    await he.taps("青溪村一号排口")
    [far] = await he.shares_place((29.70, 106.30))
    assert "不在点位。" in far.text
    await he.taps("就按这个位置记录")
    assert "2. 晴天出水" in he.last.text
    await he.taps("⚠️ 2")
    await he.sends_photo(picture("排口出水"), "连晴一周仍在流")
    await he.taps("📌 就在青溪村一号排口")
    await he.taps("排污口异常、超标排放")  # what the outfall's list suggests stands first
    await he.taps("✅ 提交")
    with river.look() as session:
        issue = session.scalars(select(Issue)).one()
        assert (issue.type, issue.water_id) == ("over_limit_discharge", laid.waters[OUTFALL])


async def test_an_issue_at_a_point_is_the_points(river: River, laid: Points) -> None:
    he = keepers_phone(river, "he")
    [card] = await he.starts("w-P-002")
    await he.taps("📷 上报这里的问题", under=card)
    await he.sends_photo(picture("排口污水"), "排口有污水")
    await he.taps("📌 就在青溪村一号排口")
    await he.taps("污水直排")
    await he.taps("✅ 提交")
    with river.look() as session:
        water = session.scalar(select(Issue.water_id))
    assert water == laid.waters[OUTFALL]
