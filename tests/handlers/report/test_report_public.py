"""The public: a photo is enough to begin, a sign board's code opens the reach, nobody need be on a roster."""

import pytest
from sqlalchemy import select

from storage.models import Draft, Issue, Person, PlaceBy, Submission, Water
from tests.databases import ONE_DATABASE
from tests.people import picture
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]


async def test_a_passer_by_becomes_a_person_with_the_first_report(river: River) -> None:
    passer = river.stranger(name="路过的人")
    await passer.hears()
    await passer.sends_photo(picture("一"), "水很臭")
    await passer.shares_place((29.5951, 106.2201))
    [summary] = await passer.taps("污水直排")
    assert "🔧 现场已处理好" not in summary.buttons
    assert "办理：" not in summary.text  # an office's word
    heard = await passer.taps("✅ 提交")

    assert heard[-1].text.startswith("✅ 收到了，编号 2026-0001")
    with river.look() as session:
        told = session.scalars(select(Submission)).one()
        reporter = session.get_one(Person, told.person_id)
        assert (reporter.name, reporter.on_roster, reporter.phone) == ("路过的人", False, None)
        assert session.scalars(select(Issue)).all() == []
    assert await river.zhang.hears() == []  # the office looks first


async def test_a_sign_board_opens_the_report_at_its_reach(river: River) -> None:
    passer = river.stranger()
    await passer.hears()
    [card, begun] = await passer.starts("w-R01-1-1")
    assert card.text.startswith("🪧 璧南河青溪村段（青溪村）\n村级河长：张卫民，青溪村党支部书记")
    assert begun.text.startswith("📷 上报问题")
    heard = await passer.sends_photo(picture("一"))
    assert heard[-1].buttons[0] == "📌 就在璧南河青溪村段"
    await passer.taps("📌 就在璧南河青溪村段")
    await passer.taps("污水直排")
    await passer.taps("✅ 提交")

    with river.look() as session:
        told = session.scalars(select(Submission)).one()
        assert (told.water_id, told.place_by) == (river.county.waters["lower"], PlaceBy.REACH)


@pytest.mark.parametrize("payload", ["w-nothing", "w-", "w-R02"])
async def test_an_unknown_or_removed_board_gets_a_clear_sentence(river: River, payload: str) -> None:
    with river.look() as session:
        session.get_one(Water, river.county.waters["brook"]).removed_on = river.clock().date()
        session.commit()
    passer = river.stranger()
    await passer.hears()

    [answer] = await passer.starts(payload)

    assert answer.text.startswith("这个公示牌的二维码已经停用，或没有登记。")


async def test_an_invitation_only_greets_and_asks_for_the_number(river: River) -> None:
    passer = river.stranger()
    await passer.hears()
    [greeting] = await passer.starts("i-2026_qingxi")

    assert greeting.buttons[0] == "📱 分享我的手机号"
    with river.look() as session:
        assert session.scalars(select(Draft)).all() == []


async def test_a_board_opened_twice_leaves_one_report(river: River) -> None:
    passer = river.stranger()
    await passer.hears()
    await passer.starts("w-R01-1-1")
    await passer.starts("w-R01-1-2")

    with river.look() as session:
        assert [draft.data["water_id"] for draft in session.scalars(select(Draft))] == [river.county.waters["upper"]]


async def test_a_card_sent_in_the_middle_loses_nothing(river: River) -> None:
    passer = river.stranger()
    await passer.hears()
    await passer.sends_photo(picture("一"))
    heard = await passer.shares_contact()

    assert heard[-1].text.startswith("已收到 1 张照片。")
