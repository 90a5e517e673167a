"""The end of a report: who hears of it, once only, left, dropped, numbered."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from rules.issue_states import Act, State
from storage.models import (
    Issue,
    IssueStep,
    Media,
    MediaUse,
    Notice,
    Subject,
)
from tests.databases import ONE_DATABASE
from tests.handlers.report.reporting import FLOATING, LITTER, OWN_REACH, SUBMIT, only_issue
from tests.people import picture
from tests.river import River

pytestmark = pytest.mark.anyio


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
    assert set(told) == {river.county.people["wang"], river.county.people["zhang2"]}
    assert len(told) == 2


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
