"""上报问题 from the first photo to the number, in few acts, in any order, with nothing lost."""

import pytest
from sqlalchemy import select

from rules.issue_states import Act, State
from rules.issue_types import Severity
from storage.audit import broken
from storage.models import (
    AuditRow,
    Draft,
    IssueStep,
    Media,
    MediaUse,
    PlaceBy,
    Source,
    Subject,
)
from tests.databases import ONE_DATABASE
from tests.handlers.report.reporting import FLOATING, LITTER, MENU, OWN_REACH, SUBMIT, Counting, only_issue, with_menu
from tests.river import River

pytestmark = pytest.mark.anyio


async def test_an_album_of_three_from_the_menu_is_reported_in_five_acts(river: River) -> None:
    zhang = Counting(await with_menu(river))

    await zhang.taps(MENU)
    await zhang.sends_album(LITTER, "岸边有垃圾")
    await zhang.taps("📍 发送当前位置", place=(29.5951, 106.2201))
    await zhang.taps(FLOATING)
    _, card = await zhang.taps(SUBMIT)

    assert zhang.acts == 5
    assert card.text == (
        "✅ 已登记，编号 2026-0001\n"
        "水面漂浮物（一般）｜璧南河青溪村段\n"
        "河长办核实后交办，每一步都会告诉您。\n"
        "打电话查询，报这个编号即可。1 小时内、办理之前，可在「🗂 我的上报」改说明或撤回。"
    )
    issue = only_issue(river)
    assert (issue.number, issue.state, issue.type) == ("2026-0001", State.REGISTERED, "floating_matter")
    assert (issue.words, issue.source, issue.place_by) == ("岸边有垃圾", Source.CHIEF, PlaceBy.PIN)
    assert issue.water_id == river.county.waters["lower"]
    assert issue.region_id == river.county.regions["qingxi"]
    assert issue.reporter_post_id == river.county.posts["zhang"]
    with river.look() as session:
        media = session.scalars(select(Media).where(Media.subject == Subject.ISSUE)).all()
        assert [(one.subject_id, one.use) for one in media] == [(issue.id, MediaUse.BEFORE)] * 3
        assert session.scalars(select(Draft)).all() == []
        assert [step.act for step in session.scalars(select(IssueStep))] == [Act.REGISTER]
        assert "register" in session.scalars(select(AuditRow.act)).all()
        assert list(broken(session)) == []


@ONE_DATABASE
async def test_three_single_photos_out_of_the_blue_are_reported_in_six_acts(river: River) -> None:
    zhang = Counting(river.zhang)

    for photo in LITTER:
        await zhang.sends_photo(photo)
    await zhang.taps(OWN_REACH)
    await zhang.taps(FLOATING)
    await zhang.taps(SUBMIT)

    assert zhang.acts == 6
    issue = only_issue(river)
    assert (issue.place_by, issue.lat, issue.water_id) == (PlaceBy.REACH, None, river.county.waters["lower"])
    with river.look() as session:
        assert len(session.scalars(select(Media).where(Media.subject == Subject.ISSUE)).all()) == 3


@ONE_DATABASE
async def test_any_other_type_is_two_taps_away(river: River) -> None:
    zhang = Counting(river.zhang)

    await zhang.sends_album(LITTER)
    await zhang.taps(OWN_REACH)
    await zhang.taps("水质生态 ›")
    await zhang.taps("非法捕捞：电鱼、毒鱼、网鱼")
    await zhang.taps(SUBMIT)

    assert zhang.acts == 5
    assert (only_issue(river).type, only_issue(river).severity) == ("illegal_fishing", Severity.SERIOUS)


@ONE_DATABASE
async def test_an_album_is_kept_whole_and_edits_one_question(river: River) -> None:
    heard = await river.zhang.sends_album(LITTER)

    assert len(heard) == 2  # the keyboard that shares the place, and one question that counts
    assert heard[-1].text.startswith("已收到 3 张照片。")
    assert heard[-1].buttons == [OWN_REACH, "✍️ 文字说明地点", "不报了"]


async def test_the_type_reported_most_comes_first(river: River) -> None:
    zhang = river.zhang
    for _ in range(2):
        await zhang.sends_photo(LITTER[0])
        await zhang.taps(OWN_REACH)
        await zhang.taps("保洁 ›")
        await zhang.taps("河岸、河道垃圾")
        await zhang.taps(SUBMIT)

    await zhang.sends_photo(LITTER[1])
    [asked] = await zhang.taps(OWN_REACH)

    assert asked.buttons[0] == "河岸、河道垃圾"


async def test_words_first_then_place_then_photos_ends_in_the_same_issue(river: River) -> None:
    zhang = river.zhang
    await zhang.says(MENU)
    await zhang.says("水面有死鱼 🐟")
    await zhang.shares_place((29.5951, 106.2201))
    await zhang.taps("水体异色、异味、死鱼")
    [summary] = await zhang.sends_photo(LITTER[0])
    assert "照片：1 张\n说明：水面有死鱼 🐟" in summary.text
    await zhang.taps(SUBMIT)

    assert only_issue(river).words == "水面有死鱼 🐟"


async def test_every_step_survives_a_restart_with_nothing_retyped(river: River) -> None:
    zhang = await with_menu(river)
    await zhang.taps(MENU)
    river = await river.restarted()
    await zhang.sends_album(LITTER, "岸边有垃圾")
    river = await river.restarted()
    await zhang.shares_place((29.5951, 106.2201))
    river = await river.restarted()
    await zhang.taps("保洁 ›")
    river = await river.restarted()
    await zhang.taps(FLOATING)
    river = await river.restarted()
    await zhang.taps(SUBMIT)

    issue = only_issue(river)
    assert (issue.words, issue.type, issue.lat) == ("岸边有垃圾", "floating_matter", 29.5951)


@ONE_DATABASE
async def test_what_the_dialog_cannot_use_loses_nothing(river: River) -> None:
    zhang = river.zhang
    await zhang.sends_album(LITTER)
    _, again = await zhang.sends_sticker()
    assert again.text.startswith("已收到 3 张照片。")
    await zhang.says("/help")
    await zhang.says("/nonsense")
    await zhang.says("树倒了")
    await zhang.taps(OWN_REACH)
    [summary] = await zhang.taps(FLOATING)

    assert "照片：3 张\n说明：树倒了\n" in summary.text


@ONE_DATABASE
async def test_left_and_resumed_it_asks_where_it_stood_with_the_place_button(river: River) -> None:
    zhang = river.zhang
    await zhang.sends_photo(LITTER[0])
    await zhang.taps("⏸ 先放一放")
    begun, asked = (await zhang.taps("▶️ 接着填"))[-2:]

    assert begun.buttons == ["📍 发送当前位置", "⏸ 先放一放"]
    assert asked.text.startswith("已收到 1 张照片。")
    await zhang.taps(OWN_REACH)
    await zhang.taps(FLOATING)
    await zhang.taps(SUBMIT)
    assert only_issue(river).number == "2026-0001"
