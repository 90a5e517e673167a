"""Inspections 督查 over HTTP: unannounced, findings in the ledger with their source, routed when it ends."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.inspections import Body, Mark, Way
from rules.issue_states import State
from storage.inspections import going
from storage.models import Draft, FindingRoute, Inspection, Issue, Media, Notice, Receiver, Source, Subject
from tests.county import LOWER, County
from tests.databases import ONE_DATABASE
from tests.handlers.inspections.bodies import bring
from tests.handlers.rectifying import opens, presses
from tests.issue_making import registered
from tests.people import Person, picture, texts
from tests.river import MONDAY_MORNING, River

pytestmark = pytest.mark.anyio
NOT_YOUR_MATTER = "不由您承办"


async def begins(who: Person, way: str = "🤫 暗访（不打招呼，直奔现场）") -> None:
    await who.says("/inspect")
    await who.taps("➕ 开始督查")
    await who.taps(way)
    await who.shares_place(LOWER[3])


def found_something(session: Session, county: County) -> None:
    """丁严 is on an unannounced inspection of the lower reach and has found litter, as it stands in the tables."""
    person, post = county.people["ding"], county.posts["ding"]
    going_on = Inspection(
        person_id=person, post_id=post, way=Way.UNANNOUNCED, body=Body.TEAM, water_id=county.waters["lower"],
        region_id=county.regions["qingxi"], started_at=MONDAY_MORNING,
    )  # fmt: skip
    session.add(going_on)
    session.flush()
    registered(
        session, county, reporter="ding", issue_type="floating_matter", at=MONDAY_MORNING, words="桥下一片漂浮物",
        source=Source.INSPECTION, inspection_id=going_on.id,
    )  # fmt: skip
    going.open_dialog(session, county.by("ding", MONDAY_MORNING), county.telegram["ding"], [post])


async def submits(who: Person, kind: str = "污水直排", words: str = "岸边有管道直排") -> str:
    """Tells of the finding that was opened; returns what was said at the end."""
    await who.sends_photo(picture(kind), words)
    await who.taps("📌 就在璧南河青溪村段")
    await who.taps(kind)
    return texts(await who.taps("✅ 提交"))


def told(river: River) -> dict[str, list[str]]:
    """The kinds of notices by the person of the county; what the calendar tells of its own accord is left out."""
    names = {person: key for key, person in river.county.people.items()}
    found: dict[str, list[str]] = {}
    with river.look() as session:
        for notice in session.scalars(select(Notice).where(Notice.kind.not_like("assessment/%")).order_by(Notice.id)):
            found.setdefault(names[notice.to], []).append(notice.kind)
    return found


async def test_F2a_nobody_hears_of_an_unannounced_inspection_and_what_it_finds_is_in_the_ledger(river: River) -> None:
    others = bring(river)
    await begins(river.ding)
    await river.ding.sends_photo(picture("河岸"), "岸上无巡河痕迹")
    assert "记在「暗访：璧南河青溪村段」名下" in (await river.ding.taps("⚠️ 上报发现的问题"))[0].text
    assert "结束之前不通知任何人" in await submits(river.ding)
    assert "发现问题 1 个" in river.ding.last.text  # back in the inspection

    # While it is under way: no notice, nothing in queue or ledger, nor offered as "the same issue nearby".
    assert told(river) == {}
    assert "2026-0001" not in (await river.wang.says("/queue"))[-1].text
    assert "2026-0001" not in (await river.chen.says("/ledger"))[-1].text
    assert "2026-0001" not in (await river.chen.says("/inspect"))[-1].text

    await river.ding.taps("🏁 结束督查")
    await river.ding.taps("巡：不到位")
    await river.ding.taps("查：基本到位")
    heard = await river.ding.taps("✅ 确认结束")
    assert heard[-2].text.startswith("✅ 督查结束，已存档。\n1 个问题已交属地河长办")
    assert "属地：大路街道河长办（王晓梅）" in heard[-1].text
    with river.look() as session:
        inspection = session.scalars(select(Inspection)).one()
        assert (inspection.body, inspection.way, inspection.patrol, inspection.check, inspection.treat) == (
            Body.TEAM, Way.UNANNOUNCED, Mark.POOR, Mark.PARTLY, None)  # fmt: skip
        assert inspection.water_id == river.county.waters["lower"]
        issue = session.scalars(select(Issue)).one()
        assert (issue.source, issue.inspection_id, issue.state) == (Source.INSPECTION, inspection.id, State.VERIFIED)
        assert session.scalar(select(func.count()).where(Media.subject == Subject.INSPECTION)) == 1
        assert session.scalars(select(Draft).where(Draft.dialog == "inspection")).all() == []
    # Three bodies, and still not the chiefs of the reach (张卫民, 张大江).
    assert told(river) == {key: ["inspections/findings"] for key in ("wang", "he", "lian")}
    [heard_wang] = await river.wang.hears()
    assert heard_wang.text.startswith("🔍 督查发现 1 个问题\n督查组暗访「璧南河青溪村段」：")
    assert "请属地河长办尽快交办整改" in heard_wang.text
    await others["he"].hears()
    assert "污水直排" in (await others["he"].taps("🔎 看督查情况"))[-1].text
    assert (await others["he"].taps("🖼 看照片（1）"))[-1].photo is not None
    assert "来源：督查发现" in (await others["he"].taps("2026-0001"))[-1].text

    # The source is found in the ledger by its word, and the chief hears with the assignment.
    await river.chen.says("/ledger")
    assert "2026-0001" in (await river.chen.says("督查发现"))[-1].text
    await opens(river.wang, issue.id)
    await river.wang.taps("📤 交办")
    await river.wang.taps(next(label for label in river.wang.last.buttons if "环卫所" in label))
    await river.wang.taps("📤 确认交办")
    assert told(river)["zhang"] == ["rectification/told_assign"]


@ONE_DATABASE
@pytest.mark.parametrize(("body", "who"), [(Body.OFFICE, "chen"), (Body.LIAISON, "lian"), (Body.DEPARTMENT, "he")])
async def test_L15_office_liaison_unit_and_department_inspect_and_nothing_wrong_ends_too(
    river: River, body: Body, who: str
) -> None:
    inspecting = {"chen": river.chen, **bring(river)}[who]
    await inspecting.says("/inspect")
    await inspecting.taps("➕ 开始督查")
    await inspecting.taps("📋 明查")
    await inspecting.says("璧南河大路段")
    await inspecting.says("台账齐全，河面干净")
    await inspecting.taps("🏁 结束督查")
    heard = await inspecting.taps("✅ 确认结束")
    assert "没有发现问题，没有通知任何人" in heard[-2].text
    with river.look() as session:
        inspection = session.scalars(select(Inspection)).one()
        assert (inspection.body, inspection.way, inspection.conclusion) == (body, Way.OPEN, "台账齐全，河面干净")
        assert inspection.ended_at is not None
    assert told(river) == {}
    # It stands in the list, with the figures for who oversees the region.
    listed = (await inspecting.says("/inspect"))[-1].text
    assert f"{body.word}明查｜璧南河大路段" in listed
    assert ("共 1 次（暗访 0 次），发现问题 0 个" in listed) is (body is Body.OFFICE)


@ONE_DATABASE
async def test_L15_who_has_no_part_in_a_finding_does_not_see_the_inspection(river: River) -> None:
    others = bring(river)
    river.database.write_now(found_something, river.county)  # none of the departments' names fits
    await river.ding.says("/inspect")
    await river.ding.taps("▶️ 继续进行中的督查")
    await river.ding.taps("🏁 结束督查")
    await river.ding.taps("✅ 确认结束")
    with river.look() as session:
        inspection_id = session.scalars(select(Inspection.id)).one()
        receivers = session.scalars(select(FindingRoute.receiver)).all()
    assert sorted(receivers) == [Receiver.LIAISON, Receiver.LOCALITY]
    assert told(river) == {key: ["inspections/findings"] for key in ("wang", "lian")}
    for other in (others["he"], river.qian):
        assert NOT_YOUR_MATTER in await presses(other, f"inspections:open:{inspection_id}")
    assert "暗访｜璧南河青溪村段" in await presses(others["lian"], f"inspections:open:{inspection_id}")
    assert "暗访｜璧南河青溪村段" in await presses(river.wang, f"inspections:open:{inspection_id}")


@ONE_DATABASE
async def test_a_place_that_is_none_is_asked_for_again_and_nothing_is_begun(river: River) -> None:
    await river.qian.says("/inspect")
    await river.qian.taps("➕ 开始督查")
    await river.qian.taps("📋 明查")
    assert "没有找到「不存在的河」" in (await river.qian.says("不存在的河"))[0].text
    assert "没有找到「青溪」" in (await river.qian.says("青溪"))[0].text  # another township's
    assert "不在您负责的辖区内" in (await river.qian.shares_place(LOWER[3]))[-1].text
    far = await river.qian.shares_place(LOWER[0]._replace(lat=39.9, lon=116.4))
    assert "不在本地河湖范围内" in far[-1].text
    [asked] = await river.qian.says("白云")
    assert asked.text.startswith("找到 2 处")
    with river.look() as session:
        assert session.scalars(select(Inspection)).all() == []
    await river.qian.taps("白云溪（白云村）")
    with river.look() as session:
        assert session.scalars(select(Inspection.water_id)).one() == river.county.waters["brook"]


@ONE_DATABASE
async def test_an_inspection_of_which_nothing_was_told_does_not_end_but_may_be_given_up(river: River) -> None:
    await begins(river.ding)
    await river.ding.taps("🏁 结束督查")
    assert "什么都没有记录" in (await river.ding.taps("✅ 确认结束"))[-1].text
    await river.ding.taps("‹ 继续督查")
    await river.ding.taps("✖ 开错了，作废")
    old = river.ding.last
    river = await river.restarted()
    assert "没有通知任何人" in (await river.ding.taps("✖ 确定作废"))[-1].text
    with river.look() as session:
        assert session.scalars(select(Inspection)).all() == []
        assert session.scalars(select(Draft)).all() == []
    before = told(river)
    await river.ding.taps("✖ 确定作废", under=old)  # a late tap
    assert told(river) == before


@ONE_DATABASE
async def test_what_is_found_twice_ends_once_and_a_forgotten_inspection_ends_after_a_day(river: River) -> None:
    river.database.write_now(found_something, river.county)
    assert "已经发现问题" in await presses(river.ding, f"inspection:give_up:{_draft(river)}")
    assert "▶️ 继续进行中的督查" in (await river.ding.says("/inspect"))[-1].buttons
    river.clock.passes(timedelta(hours=24))
    await river.jumps(timedelta(hours=1))
    with river.look() as session:
        inspection = session.scalars(select(Inspection)).one()
        assert inspection.ended_at is not None
        assert session.scalars(select(Issue.state)).one() is State.VERIFIED
        assert session.scalars(select(Draft).where(Draft.dialog == "inspection")).all() == []
    assert told(river)["wang"] == ["inspections/findings"]
    assert told(river)["ding"] == ["inspections/ended_for_you"]
    await river.jumps(timedelta(hours=1))
    assert told(river)["wang"] == ["inspections/findings"]


def _draft(river: River) -> int:
    with river.look() as session:
        return session.scalars(select(Draft.id).where(Draft.dialog == "inspection")).one()


@ONE_DATABASE
async def test_L15_the_years_inspections_go_to_a_sheet(river: River) -> None:
    await river.chen.says("/inspect")
    assert river.chen.last.buttons[0] == "➕ 开始督查"
    assert "📄 导出 Excel" not in river.chen.last.buttons
    await begins(river.ding)
    await river.ding.says("=1+1 河面干净")
    await river.ding.taps("🏁 结束督查")
    await river.ding.taps("治：到位")
    await river.ding.taps("✅ 确认结束")
    await river.chen.says("/inspect")
    [sheet] = await river.chen.taps("📄 导出 Excel")
    book = load_workbook(io.BytesIO(sheet.document or b""))
    line = [cell.value for cell in book["督查"][3]]
    assert line[2:7] == ["督查组", "暗访", "丁严", "璧南河青溪村段", "青溪村"]
    assert line[7:] == [None, None, "到位", 0, 0, "=1+1 河面干净"]
    assert [cell.value for cell in book["统计"][3]] == ["合计", 1, 1, 0, 0, None, 0]
