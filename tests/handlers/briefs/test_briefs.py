"""巡河前明查暗访 as the people live it: planned, gathered, asked, sent before the day, read on a phone and as Word."""

import io
from datetime import date, timedelta

import pytest
from docx import Document
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.briefs.rooms import TAPS
from rules.action_items import ItemKind
from rules.briefs import PieceKind
from rules.inspections import Body, Way
from storage.audit import By
from storage.briefs import planning, sending
from storage.briefs.planning import Choice
from storage.models import (
    ActionItem,
    BriefPiece,
    Draft,
    Inspection,
    Issue,
    Media,
    Notice,
    PatrolPlan,
    PlanState,
    Subject,
)
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import presses
from tests.issue_making import registered
from tests.item_making import lay_liaison, patrolled, phone_of_liaison
from tests.people import picture, texts
from tests.river import MONDAY_MORNING, River

pytestmark = pytest.mark.anyio
TODAY, PATROL_ON = date(2026, 11, 23), date(2026, 11, 27)


def planned(session: Session, river: River, patrol_on: date = PATROL_ON) -> int:
    """周明 is to patrol 璧南河; planned by himself."""
    county = river.county
    draft = Draft(chat_id=9, person_id=county.people["zhou"], dialog="patrol_plan", step="day", data={}, parked=True,
                  started_at=MONDAY_MORNING, updated_at=MONDAY_MORNING)  # fmt: skip
    session.add(draft)
    session.flush()
    choice = Choice(county.posts["zhou"], county.waters["river"], "璧南河｜周明")
    by, rules = By(MONDAY_MORNING, county.people["zhou"]), river.chief.profile.brief
    return planning.plan(session, by, draft.id, choice, patrol_on, rules, _is_weekday, TODAY).plan.id


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5


def told(river: River, kind: str) -> list[Notice]:
    with river.look() as session:
        return list(session.scalars(select(Notice).where(Notice.kind == f"brief/{kind}").order_by(Notice.id)))


async def test_L6_the_liaison_unit_gathers_and_the_chief_reads_the_brief_before_the_patrol(river: River) -> None:
    county = river.county
    river.database.write_now(lay_liaison, county)
    issue_id = river.database.write_now(registered, county)
    patrol = river.database.write_now(patrolled, county, "zhou")
    river.database.write_now(lambda session: session.add(ActionItem(
        kind=ItemKind.FROM_PATROL, title="拖离废弃采砂船", region_id=county.regions["district"],
        water_id=county.waters["river"], patrol_id=patrol, decided_post_id=county.posts["zhou"],
        reporter_id=county.people["zhou"], recorded_at=MONDAY_MORNING,
    )))  # fmt: skip
    he = phone_of_liaison(river)
    await river.zhou.says("/briefs")
    asked = (await river.zhou.taps("➕ 计划巡河"))[-1]
    assert asked.text.startswith("🧭 璧南河｜周明（县级河长）\n📅 哪天去？")
    done = (await river.zhou.says("11月27日"))[-1]
    assert done.text == (
        "🧭 已计划：11月27日（周五）巡查璧南河\n璧南河县级河长（周明）\n"
        "已请璧山区水利局明查暗访、收集线索；\n简报 11月26日（周四）报送河长。"
    )
    assert "请提前明查暗访" in (await he.hears())[-1].text
    await he.taps("🧭 打开")
    await he.taps("🔍 报线索")
    await he.says("青溪村三社下游晚上偷排，水面有泡沫")
    await he.sends_photo(picture("泡沫"))
    river = await river.restarted()
    assert "现有线索 1 条" in (await he.taps("📤 报送"))[-1].text
    assert "已征询 1 个地方" in (await he.taps("📨 征询沿线地方"))[-1].text
    assert "都征询过了" in (await he.taps("📨 征询沿线地方"))[-1].text
    assert "巡河前征询" in (await river.wang.hears())[-1].text
    await river.wang.taps("✍️ 有事项要协调（璧南河）")
    await river.wang.says("大路段截污干管过境征地，请协调")
    assert "已报璧山区水利局" in (await river.wang.taps("📤 报送"))[-1].text

    river.clock.passes(timedelta(days=2, hours=20))  # to the morning before the patrol
    await river.jumps(timedelta(hours=4))
    heard = texts(await river.zhou.hears())
    assert "明查暗访线索 1 条，地方请求协调 1 项，台账未办结问题 1 件" in heard or "线索 1 条，请求协调 1 项" in heard
    assert len(told(river, "told_ready")) == 1
    plan_id = told(river, "told_ready")[0].buttons[0][0][1].rsplit(":", 1)[1]
    brief = await presses(river.zhou, f"brief:read:{plan_id}")
    for words in (
        "青溪村三社下游晚上偷排",
        "大路段截污干管过境征地",
        "未办结问题 1 件",
        "上次议定、还没办结",
        "拖离废弃采砂船",
    ):
        assert words in brief
    assert (await river.zhou.taps("🖼 看照片"))[-1].photo
    word = (await river.zhou.taps("📄 Word 简报"))[-1]
    content = Document(io.BytesIO(word.document or b""))
    text = "\n".join(paragraph.text for paragraph in content.paragraphs)
    assert "青溪村三社下游晚上偷排，水面有泡沫" in text
    assert "大路街道" in text
    with river.look() as session:
        [clue, request] = session.scalars(select(BriefPiece).order_by(BriefPiece.id))
        [photo] = session.scalars(select(Media).where(Media.subject == Subject.BRIEF_PIECE))
        number = session.get_one(Issue, issue_id).number
        assert (clue.kind, photo.subject_id) == (PieceKind.CLUE, clue.id)
        assert (request.kind, request.region_id) == (PieceKind.REQUEST, county.regions["dalu"])
    assert number in brief


@ONE_DATABASE
async def test_L6_a_plan_without_clues_still_sends_what_the_records_know_once(river: River) -> None:
    county, profile = river.county, river.chief.profile
    river.database.write_now(registered, county)
    plan_id = river.database.write_now(planned, river, date(2026, 12, 11))
    # No liaison unit: the office gathers. Nobody is asked before the day has come.
    assert told(river, "told_gather") == []

    def at(day: date, hour: int = 7) -> int:
        moment = MONDAY_MORNING + (day - TODAY) + timedelta(hours=hour - 9)
        return river.database.write_now(sending.do_what_is_due, profile, moment, _is_weekday)

    assert [at(date(2026, 12, 3)), at(date(2026, 12, 4)), at(date(2026, 12, 4))] == [0, 1, 0]
    assert [each.person_id for each in told(river, "told_gather")] == [county.people["chen"]]
    assert [at(date(2026, 12, 9)), at(date(2026, 12, 10)), at(date(2026, 12, 10)), at(date(2026, 12, 11))] == [
        0,
        1,
        0,
        0,
    ]
    [ready] = told(river, "told_ready")
    assert (ready.person_id, ready.values["clues"], ready.values["open_issues"]) == (county.people["zhou"], 0, 1)
    with river.look() as session:
        assert session.get_one(PatrolPlan, plan_id).state is PlanState.SENT


@ONE_DATABASE
async def test_L6_late_taps_wrong_hands_and_bad_days_change_nothing(river: River) -> None:
    county = river.county
    await river.zhou.says("/briefs")
    await river.zhou.taps("➕ 计划巡河")
    assert "已经过去" in (await river.zhou.says("11月20日"))[-1].text
    assert "日子太远" in (await river.zhou.says("2027-11-20"))[-1].text
    await river.zhou.says("11月27日")
    await river.zhou.says("/briefs")
    await river.zhou.taps("➕ 计划巡河")
    assert "已经计划过了" in (await river.zhou.says("11月27日"))[-1].text
    await river.zhou.says("/leave")
    with river.look() as session:
        [plan] = session.scalars(select(PatrolPlan))
    chen, wang = river.chen, river.wang
    await chen.hears()
    await chen.taps("🧭 打开")
    await chen.taps("📨 征询沿线地方")
    await wang.hears()
    asked = wang.last
    assert (await wang.taps("没有", under=asked))[-1].text.startswith("✅ 已答复")
    assert "已经答复过了" in (await presses(wang, "brief:nothing:1"))
    for data in (
        "brief:request:1",
        "brief:nothing:1",
        *(f"brief:{act}:{plan.id}" for act in TAPS.acts if act not in ("list", "new")),
    ):
        assert "璧南河" not in await presses(river.qian, data)
    assert "不由您承办" in await presses(river.zhou, f"brief:send:{plan.id}")
    await river.zhou.says("/briefs")
    await river.zhou.taps("1")
    await river.zhou.taps("✖️ 取消这次巡河")
    sure = river.zhou.last
    assert (await river.zhou.taps("✖️ 确认取消", under=sure))[-1].text.startswith("✖️ 已取消")
    assert [each.person_id for each in told(river, "told_cancelled")] == [county.people["chen"]]
    for act in ("send", "clue", "cancel_yes"):
        assert "已经过去或者取消" in await presses(chen, f"brief:{act}:{plan.id}")
    with river.look() as session:
        assert session.get_one(PatrolPlan, plan.id).state is PlanState.CANCELLED
        assert session.scalars(select(BriefPiece)).all() == []


@ONE_DATABASE
async def test_L6_what_an_inspection_under_way_has_found_is_not_in_the_brief(river: River) -> None:
    issue_id = river.database.write_now(registered, river.county)
    plan_id = river.database.write_now(planned, river)

    def hide(session: Session) -> None:
        county = river.county
        going_on = Inspection(
            person_id=county.people["ding"], post_id=county.posts["ding"], way=Way.UNANNOUNCED, body=Body.TEAM,
            region_id=county.regions["district"], started_at=MONDAY_MORNING,
        )  # fmt: skip
        session.add(going_on)
        session.flush()
        session.get_one(Issue, issue_id).inspection_id = going_on.id

    assert "未办结问题 1 件" in await presses(river.zhou, f"brief:read:{plan_id}")
    river.database.write_now(hide)
    assert "没有这条河未办结的问题" in await presses(river.zhou, f"brief:read:{plan_id}")
