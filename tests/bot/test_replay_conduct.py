"""The same as tests/bot/test_replay.py of notices, circulars, measures, reports, leave and duty lists."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.measures.recording import FIELDS
from rules.measures import Deed, MeasureKind, MeasureState
from rules.periods import Period, span
from rules.profile import load
from storage.audit import By
from storage.circulars import drafting
from storage.circulars.places import Subject
from storage.measures.deeds import Done, perform
from storage.models import Commitment, Draft, Measure
from tests.circular_making import computed, rule_of
from tests.county import County, Rows
from tests.handlers.duty_lists.test_duty_lists import published
from tests.measure_making import MONDAY, ordered
from tests.replaying import Said, Shown, Way, the_same_when_killed
from tests.river import MONDAY_MORNING
from tests.washing import Laundry

pytestmark = pytest.mark.anyio
BISHAN = load("bishan")


def drafted(session: Session, county: County) -> None:
    """October's notice, naming 孙小河."""
    rule = rule_of(BISHAN)
    sun = Subject(f"p{county.people['sun']}", "孙小河", person_id=county.people["sun"])
    told = computed(session, rule, span(Period.MONTH, date(2026, 10, 1)), [sun])
    drafting.begin(session, county.by("chen", MONDAY_MORNING), told)


def unheeded(session: Session, county: County) -> None:
    """李建国 did not heed a prompt: the rules suggest an interview."""
    (made,) = ordered(session, county, MeasureKind.PROMPT, "li")
    session.get_one(Measure, made).state = MeasureState.FAILED


def all_but_the_last_field(session: Session, county: County) -> None:
    """The record is filled in as far as the promises: each field is heard as the one before."""
    draft = session.scalars(select(Draft).where(Draft.dialog == "measure_record")).one()
    draft.data = draft.data | dict.fromkeys(FIELDS[:-1], "如实")
    draft.step = FIELDS[-1]


def kept_and_reported(session: Session, county: County) -> None:
    """李建国 kept what he promised and says so."""
    made = session.scalars(select(Measure).where(Measure.kind == MeasureKind.INTERVIEW)).one()
    session.execute(update(Commitment).values(done_at=MONDAY_MORNING, done_by_id=county.people["li"]))
    perform(session, By(MONDAY_MORNING, county.people["li"]), Done(made.id, 0, Deed.ANSWER, "都办了"), MONDAY)


WAYS = (
    Way("broadcast", (
        ("wang", ("/broadcast", "✍️ 写通知", Said("明天开会"), "✅ 写好了，选收件人", "级别", "☐ 村级", "✅ 选好了",
                  "✅ 下一步", "📤 发给")),
        ("zhang", ("✅ 收到",)),
        ("sun", ("❓ 有疑问", Said("几点？"))),
        ("wang", ("✍️ 回答", Said("九点"), "/broadcast", "1. 明天开会", "✏️ 更正", Said("后天开会"))),
    ), frozenset({"write_broadcast", "ask_about_broadcast", "answer_about_broadcast", "correct_broadcast"})),
    Way("circular", (
        ("chen", ("/circulars", "📝 2026年10月", "📣 征求异议", "📣 确认征求异议")),
        ("sun", ("✋ 有异议", Said("十月住院"), "📤 提交异议")),
        ("chen", ("👥 点名名单", "✋ 孙小河", "📌 维持点名", Said("属实"), "📨 送签",
                  "✍️ 签发", "✍️ 确认签发", "📤 选择发送范围", "☑️ 河长", "📤 发送给")),
    ), frozenset({"open_window", "object", "keep", "send", "sign", "broadcast"}), drafted),
    Way("interview", (
        ("chen", ("/measures", "💡 按规则建议", "6. ⚖️ 约谈", "璧南河县级河长周明", "📤 提交约谈")),
        ("zhou", ("✅ 同意，定时间地点", Said("12月1日 9:30"), Said("三楼"))),
        ("chen", ("📄 查看这一项", "📄 发约谈通知", "📤 发出通知")),
        ("li", ("✅ 收到",)),
        ("chen", ("/measures", "1", "📝 填约谈记录", all_but_the_last_field, Said("清完，12月10日前"),
                  "💾 存为约谈记录", kept_and_reported, "/measures", "1", "✅ 复核通过")),
    ), frozenset({"order", "agree", "notify", "receive", "record", "accept"}), unheeded),
    Way("self-criticism", (
        ("li", ("/measures", "1", "📤 提交书面检讨", Shown("检讨书"), "📤 提交")),
        ("chen", ("/measures", "1", "↩️ 退回补充", Said("写明时限"), "↩️ 退回")),
    ), frozenset({"answer", "send_back"}),
        lambda session, county: ordered(session, county, MeasureKind.SELF_CRITICISM, "li")),
    Way("duty report", (
        ("li", ("/duty_report", "✍️ 写：工作亮点", Said("联防"), Said("水浑"), Said("通报"), "📤 提交报告",
                "📤 确认提交")),
        ("gu", ("👌 收到",)),
    ), frozenset({"submit", "receive"})),
    Way("leave", (
        ("zhang", ("/absence", "📝 请假", "今天", Said("11月29日"), Said("学习"))),
        ("wang", ("📝 看请假", "✅ 同意")),
        ("zhang", ("/absence", "↩️ 销假")),
    ), frozenset({"ask_leave", "decide_leave", "end_leave"})),
    Way("duty list", (
        ("gu", ("/duty_list", "✅ 我已知悉", "1", "➕ 填一条", Shown("总河长会议"), "✅ 记下", "↩️ 撤回我最近一条")),
    ), frozenset({"acknowledge", "add_note", "take_back_note"}),
        lambda session, county: published(session, county, BISHAN)),
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name.replace(" ", "_"))
async def test_killed_after_every_update_a_way_leaves_the_same(
    empty_sqlite: Laundry, county_written_down: tuple[County, Rows], tmp_path: Path, way: Way
) -> None:
    await the_same_when_killed(empty_sqlite, county_written_down, tmp_path, way)
