"""上报问题 from the first photo to the number, in few acts, in any order, with nothing lost."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from rules.issue_states import Act, State
from rules.issue_types import Severity
from storage.audit import broken
from storage.models import (
    AuditRow,
    Draft,
    Issue,
    IssueStep,
    Media,
    MediaUse,
    Notice,
    PlaceBy,
    Source,
    Subject,
)
from tests.handlers.rectifying import ONE_DATABASE
from tests.people import Heard, Person, picture
from tests.river import River

pytestmark = pytest.mark.anyio

MENU = "📷 上报问题"
OWN_REACH = "📌 就在璧南河青溪村段"
FLOATING = "水面漂浮物"
SUBMIT = "✅ 提交"
LITTER = [picture("瓶子"), picture("岸边"), picture("袋子")]


class Counting:
    """A person whose acts are counted: one for each thing said, sent or tapped."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.acts = 0

    def __getattr__(self, act: str) -> Any:
        done = getattr(self._person, act)

        async def counted(*args: Any, **kwargs: Any) -> list[Heard]:
            self.acts += 1
            heard: list[Heard] = await done(*args, **kwargs)
            return heard

        return counted


async def with_menu(river: River) -> Person:
    await river.zhang.says("/menu")
    return river.zhang


def only_issue(river: River) -> Issue:
    with river.look() as session:
        return session.scalars(select(Issue)).one()


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


async def test_put_right_on_the_spot_it_waits_for_review_with_its_photo(river: River) -> None:
    zhang = river.zhang
    await zhang.sends_photo(LITTER[0])
    await zhang.taps(OWN_REACH)
    await zhang.taps(FLOATING)
    await zhang.taps("🔧 现场已处理好")
    [counted] = await zhang.sends_photo(picture("干净了"))
    assert counted.text == "已收到 1 张处理后的照片。"
    [summary] = await zhang.taps("✅ 好了")
    assert "办理：现场已处理好，处理后照片 1 张" in summary.text
    _, card = await zhang.taps(SUBMIT)

    assert "记为现场已处理，由河长办复核销号。" in card.text
    issue = only_issue(river)
    assert (issue.state, issue.on_the_spot, issue.assignee_post_id) == (
        State.DONE, True, river.county.posts["zhang"]
    )  # fmt: skip
    with river.look() as session:
        assert [step.act for step in session.scalars(select(IssueStep).order_by(IssueStep.id))] == [
            Act.REGISTER,
            Act.FIX_ON_SPOT,
        ]
        uses = session.scalars(select(Media.use).where(Media.subject == Subject.ISSUE).order_by(Media.id))
        assert list(uses) == [MediaUse.BEFORE, MediaUse.AFTER]


@ONE_DATABASE
async def test_the_office_and_the_other_chief_of_the_reach_are_told_the_reporter_is_not(river: River) -> None:
    await river.zhang.sends_photo(LITTER[0], "岸边有垃圾")
    await river.zhang.taps(OWN_REACH)
    await river.zhang.taps(FLOATING)
    await river.zhang.taps(SUBMIT)

    [office] = await river.wang.hears()
    assert office.text == "🆕 2026-0001 待核实\n水面漂浮物（一般）｜璧南河青溪村段\n岸边有垃圾\n照片 1 张。"
    assert office.data == {"📂 查看办理": f"issue:open:{only_issue(river).id}"}
    [chief] = await river.zhang2.hears()
    assert chief.text.startswith("📣 您的河段有人上报问题\n2026-0001 ")
    assert await river.sun.hears() == []
    with river.look() as session:
        told = session.scalars(select(Notice.person_id).where(Notice.kind.startswith("issue/"))).all()
    assert sorted(told) == sorted([river.county.people["wang"], river.county.people["zhang2"]])


async def test_a_second_tap_on_submit_registers_nothing_twice(river: River) -> None:
    await river.zhang.sends_photo(LITTER[0])
    await river.zhang.taps(OWN_REACH)
    [summary] = await river.zhang.taps(FLOATING)
    told = summary.data[SUBMIT]
    await river.zhang.taps(SUBMIT)

    [late] = await river.zhang.taps_data(river.zhang.heard[-2], told)

    assert late.text == "这个按钮已过时，情况已有变化。请看最新的消息，或从菜单重新进入。"
    assert only_issue(river).number == "2026-0001"


@ONE_DATABASE
async def test_dropped_after_asking_once_more_it_leaves_no_record(river: River) -> None:
    await river.zhang.sends_photo(LITTER[0])
    await river.zhang.taps("不报了")
    heard = await river.zhang.taps("🗑 确定不报了")
    assert heard[-1].text == "已丢弃，没有留下记录。"

    await river.zhang.sends_photo(LITTER[1])
    assert river.zhang.last.text.startswith("已收到 1 张照片。")  # the dropped photo is not counted here
    with river.look() as session:
        assert session.scalars(select(Issue)).all() == []


@ONE_DATABASE
async def test_not_dropped_after_all_it_goes_on_where_it_stood(river: River) -> None:
    await river.zhang.sends_photo(LITTER[0])
    await river.zhang.taps("不报了")
    heard = await river.zhang.taps("▶️ 接着填")

    assert heard[-1].text.startswith("已收到 1 张照片。")
    assert river.zhang.heard[-2].buttons == []


async def test_numbers_go_on_and_begin_anew_with_the_year(river: River) -> None:
    numbers = []
    for days in (0, 1, 60):
        river.clock.passes(timedelta(days=days))
        await river.zhang.sends_photo(LITTER[0])
        await river.zhang.taps(OWN_REACH)
        await river.zhang.taps(FLOATING)
        heard = await river.zhang.taps(SUBMIT)
        numbers.append(heard[-1].text.split()[2])

    assert numbers == ["2026-0001", "2026-0002", "2027-0001"]
