"""跨界会商: 大路街道 (王晓梅) and 青杠街道 (钱文) are asked whose an issue is; the district (陈志远) is above both."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.boundary import CaseState
from storage import drafts
from storage.boundary import asking
from storage.issues import assigning
from storage.models import BoundaryCase, BoundarySide
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import issue, opens, presses
from tests.issue_making import registered
from tests.people import Heard
from tests.river import MONDAY_MORNING, River
from tests.transfer_making import hand, seen

pytestmark = pytest.mark.anyio


def opened(session: Session, county: County) -> int:
    """王晓梅 has verified 张卫民's issue and put it to both sides, as it stands in the tables; returns its id."""
    issue_id = registered(session, county)
    assigning.verify(session, hand(county, "wang"), seen(session, issue_id))
    draft = drafts.begin(session, 9, county.people["wang"], "boundary_asking", "sides", MONDAY_MORNING)
    both = [county.regions["dalu"], county.regions["qinggang"]]
    asking.put(session, hand(county, "wang"), draft.id, issue_id, both)
    return issue_id


async def put(river: River) -> int:
    """王晓梅 puts 张卫民's issue to her own township and to 青杠街道."""
    issue_id = river.database.write_now(registered, river.county)
    await opens(river.wang, issue_id)
    await river.wang.taps("✅ 核实属实")
    await river.wang.taps("🤝 跨界会商")
    await river.wang.taps("青杠街道")
    await river.wang.taps("📤 同时问双方")
    return issue_id


def last(heard: list[Heard]) -> str:
    return heard[-1].text


def case(river: River) -> BoundaryCase:
    with river.look() as session:
        return session.scalars(select(BoundaryCase)).one()


async def test_both_sides_are_asked_and_what_they_agree_on_goes_to_the_office_that_has_it(river: River) -> None:
    issue_id = await put(river)
    assert last(river.wang.heard[-1:]).startswith("🤝 跨界会商：2026-0001 归谁？")
    [asked] = await river.qian.hears()
    assert asked.text == (
        "🤝 跨界会商：2026-0001 归谁？\n乱堆：垃圾、渣土、固体废物，璧南河青溪村段\n桥下有一堆建筑垃圾\n"
        "问青杠街道和大路街道。请青杠街道在 11月25日 09:30 前答复；以最先的一次答复为准。\n"
        "说法不一或过时不答的，提请上一级。"
    )
    assert asked.buttons == ["✅ 归我方", "↔️ 不归我方", "🤝 双方共管", "📄 查看 2026-0001"]

    await river.wang.taps("↔️ 不归我方")
    river = await river.restarted()
    heard = await river.wang.says("桥墩以西是青杠的地界，有界桩")
    assert "等另一方" in last(heard)
    await river.qian.taps("✅ 归我方")
    heard = await river.qian.taps("📤 不写理由，直接提交")
    assert last(heard) == "✅ 2026-0001：归青杠街道，已告知双方，由青杠街道河长办交办。"
    told = (await river.wang.hears())[-1].text
    assert told.startswith("🤝 跨界会商 2026-0001 有了结果：归青杠街道\n")
    assert "· 大路街道：不归我方（王晓梅），桥墩以西是青杠的地界，有界桩" in told
    assert issue(river, issue_id).region_id == river.county.regions["qinggang"]
    assert case(river).state is CaseState.AGREED
    card = (await opens(river.qian, issue_id))[-1]
    assert "🤝 跨界会商：归青杠街道\n" in card.text
    assert "📤 交办" in card.buttons
    with river.look() as session:
        answers = session.execute(select(BoundarySide.answer, BoundarySide.person_id).order_by(BoundarySide.place))
        assert [tuple(row) for row in answers] == [
            ("not_ours", river.county.people["wang"]), ("ours", river.county.people["qian"]),
        ]  # fmt: skip
    again = await river.qian.taps("↔️ 不归我方", under=asked)
    assert last(again).startswith("青杠街道已由 钱文 在 11月23日 09:30 答复「归我方」")


@ONE_DATABASE
async def test_when_they_disagree_the_district_decides_with_both_answers_before_it(river: River) -> None:
    issue_id = river.database.write_now(opened, river.county)
    river.chief.delivery.wake()
    await river.wang.hears()
    await river.wang.taps("↔️ 不归我方")
    await river.wang.says("不是我们的")
    await river.qian.hears()
    await river.qian.taps("↔️ 不归我方")
    assert "已提请璧山区定" in last(await river.qian.says("也不是我们的"))
    [told] = [one for one in await river.chen.hears() if "请定" in one.text]
    assert "· 大路街道：不归我方（王晓梅），不是我们的\n· 青杠街道：不归我方（钱文），也不是我们的" in told.text
    assert told.buttons[:4] == ["归大路街道", "共管，大路街道牵头", "归青杠街道", "共管，青杠街道牵头"]
    decide = told.data["归大路街道"]
    assert "不在您负责的" in await presses(river.qian, decide)
    await river.chen.taps("共管，大路街道牵头")
    heard = await river.chen.says("河道中线为界，一起清")
    assert "双方共管，大路街道牵头" in last(heard)
    settled = case(river)
    assert (settled.state, settled.jointly, settled.region_id) == (
        CaseState.DECIDED, True, river.county.regions["dalu"],
    )  # fmt: skip
    assert issue(river, issue_id).region_id == river.county.regions["qingxi"]  # it lies there already
    assert "璧山区已定（陈志远）：河道中线为界，一起清" in last(await river.wang.hears())
    assert "已经有了结果" in last(await river.chen.taps("归大路街道", under=told))


@ONE_DATABASE
async def test_silence_past_the_clock_goes_one_level_up_once(river: River) -> None:
    river.database.write_now(opened, river.county)
    river.chief.delivery.wake()
    await river.wang.hears()
    await river.wang.taps("🤝 双方共管")
    await river.wang.taps("📤 不写理由，直接提交")
    river.clock.passes(timedelta(hours=46))
    await river.jumps(timedelta(hours=1))
    assert case(river).state is CaseState.ASKED
    await river.jumps(timedelta(hours=2))
    assert case(river).state is CaseState.ESCALATED
    await river.jumps(timedelta(hours=1))
    [told] = [one for one in await river.chen.hears() if "请定" in one.text]
    assert "· 大路街道：双方共管（王晓梅）\n· 青杠街道：没有答复" in told.text
    [asked] = [one for one in await river.qian.hears() if "归谁" in one.text]
    assert "已提请璧山区，不再收答复" in last(await river.qian.taps("✅ 归我方", under=asked))


@ONE_DATABASE
async def test_an_issue_is_put_once_and_only_while_nobody_has_it_in_hand(river: River) -> None:
    issue_id = river.database.write_now(opened, river.county)
    await river.settle()
    assert "已经在会商" in await presses(river.wang, f"boundary:begin:{issue_id}")
    assert "不在您负责的" in await presses(river.qian, f"boundary:begin:{issue_id}")
    assert "职务不办理" in await presses(river.zhang, f"boundary:begin:{issue_id}")
    with river.look() as session:
        assert len(session.scalars(select(BoundaryCase)).all()) == 1


@ONE_DATABASE
async def test_a_side_is_found_by_name_and_one_without_anybody_is_refused(river: River) -> None:
    issue_id = river.database.write_now(registered, river.county)
    await opens(river.chen, issue_id)
    await river.chen.taps("🤝 跨界会商")
    assert "没有找到名称含「铜梁」" in last(await river.chen.says("铜梁"))
    await river.chen.says("青杠")
    await river.chen.taps("青杠街道")
    await river.chen.taps("🔁 重选双方")
    await river.chen.taps("青杠街道")
    [preview] = await river.chen.taps("大路街道")
    assert "· 青杠街道：钱文\n· 大路街道：王晓梅" in preview.text
    await river.chen.taps("✖️ 不会商了")
    with river.look() as session:
        assert session.scalars(select(BoundaryCase)).all() == []
