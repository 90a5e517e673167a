"""Every new transition is kill-safe and idempotent: killed after each update, a way leaves what it leaves undisturbed.

Each way is gone twice. The second time the program is killed after every single update, before it could tell Telegram
that it was answered, and finds that update again when it starts. The rows of every table and what the others heard
must be the same.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from handlers.office import ledger_export
from rules.issue_states import State
from rules.issue_types import Severity
from storage.models import Issue, Keeping, Media, MediaUse
from tests.campaign_making import phone_of_member, seat_members
from tests.county import County, Rows
from tests.issue_making import many, photographed, registered
from tests.item_making import patrolled
from tests.ledger_making import in_hand, put, small_ledger
from tests.people import Person
from tests.replaying import Opened, Said, Scanned, Sent, Shown, Stood, Way, the_same_when_killed
from tests.river import MONDAY_MORNING, River
from tests.washing import Laundry

pytestmark = pytest.mark.anyio
HERE = Stood(29.5951, 106.2201)


def put_right_meanwhile(session: Session, county: County) -> None:
    """环卫所 puts the first issue right."""
    issue = session.get_one(Issue, 1)
    issue.state, issue.assignee_post_id = State.DONE, county.posts["zhao"]
    _shown(session, county, issue.id)


def _shown(session: Session, county: County, issue_id: int) -> None:
    photo = photographed(session, issue_id, county.people["zhao"], f"after {issue_id}", MediaUse.AFTER)
    session.get_one(Media, photo).keeping = Keeping.FAILED  # nobody fetches what never was


def passer_by(river: River) -> dict[str, Person]:
    """Somebody of the public."""
    return {"passer": river.stranger()}


def twins(session: Session, county: County) -> None:
    """张卫民 reported it, 孙小河 too."""
    registered(session, county)
    registered(session, county, "2026-0002", reporter="sun")


def closed_in_october(session: Session, county: County) -> None:
    """Two issues of 赵铁军's unit, closed long enough to be looked back at."""
    then = MONDAY_MORNING - timedelta(days=40)
    for n in (1, 2):
        in_hand(session, county, f"2026-000{n}", date(2026, 10, 30), State.CLOSED, closed_at=then, done_at=then)


def grave_in_hand(session: Session, county: County) -> None:
    """A major issue that 赵铁军 has in hand."""
    made = in_hand(session, county, "2026-0001", date(2026, 11, 30))
    session.get_one(Issue, made).severity = Severity.MAJOR


def put_right(session: Session, county: County) -> None:
    """Two that 赵铁军's unit put right, with a photo each."""
    for n in (1, 2):
        made = put(session, county, f"2026-000{n}", State.DONE, assignee_post_id=county.posts["zhao"])
        _shown(session, county, made)


WAYS = (
    Way("inspection", (
        ("ding", ("/inspect", "➕ 开始督查", "🤫 暗访", HERE, Shown("岸上无巡河痕迹"), "⚠️ 上报发现的问题",
                  Shown("桥下一片漂浮物"), "📌 就在", "水面漂浮物", "✅ 提交", "🏁 结束督查", "巡：不到位",
                  "✅ 确认结束")),
    ), frozenset({"begin", "register", "conclude"})),
    Way("campaign and opinion", (
        ("chen", ("/campaigns", "➕ 新的专项行动", Said("百名委员巡百河"), "今天", "30 天", Said("白云溪"),
                  "✅ 就这 1 条", "三排", "✅ 下一步", "👥 全部委员", "✅ 下一步", "✅ 发布并通知")),
        ("feng", ("/campaigns", "💬 反映社情民意", Said("建议增设垃圾箱"), Sent("方案.docx"), "📤 提交")),
        ("chen", ("📨 转办", Said("环卫"), "大路街道环卫所", Said("请一周内答复"), "✅ 转办")),
        ("zhao", ("✍️ 答复", Said("下周装两只"))),
    ), frozenset({"open_campaign", "submit_opinion"}), seat_members,
        lambda river: {"feng": phone_of_member(river, "feng")}),
    Way("paper", (
        ("chen", ("/papers", "✍️ 拟文", "📌 督办单", "⬜️ 2026-0001", "▶️ 选好了", "📨 存稿送签", "✍️ 签发",
                  "✍️ 确认签发")),
        ("zhao", ("✅ 收到", "📝 回复", Shown("已清运"), "📤 提交回复")),
        ("chen", ("/papers", "1. 璧河长办发", "↩️ 撤回", Said("位置有误"))),
    ), frozenset({"draft", "sign", "receive", "reply", "withdraw"}), grave_in_hand),
    Way("look-back", (
        ("chen", ("/look_back", "🎲 抽查一批", "🎲 抽取")),
        ("ding", ("/look_back", "璧山区 10月1日", "2026-000", Shown("又堆了三车"), "⚠️ 已反弹")),
    ), frozenset({"draw_look_back", "relapse"}), closed_in_october),
    Way("transfer", (
        ("wang", (Opened("issue:open:1"), "✅ 核实属实", "📨 移交执法", "⭐ 大路街道环卫所", Said("请依法查处"),
                  "📨 确认移交")),
        ("zhao", ("✍️ 收到", "📝 答复", "不予立案", Said("证据不足"), "📤 发出答复")),
    ), frozenset({"refer", "send_transfer", "answer_transfer"}), registered),
    Way("merge", (
        ("wang", (Opened("issue:open:2"), "🔗 并案", "2026-0001", "🔗 并入 2026-0001")),
    ), frozenset({"merge"}), twins),
    Way("supervision", (
        ("chen", (Opened("issue:open:1"), "🔴 挂牌督办", "30 天", Said("限期清运"))),
        ("wang", (Opened("issue:open:1"), "🔔 催办")),
        ("zhao", ("💬 回复催办", Said("周三清完"))),
        ("chen", (Opened("issue:open:1"), "⚪ 解除挂牌", Said("主要整改已完成"))),
    ), frozenset({"supervise", "urge", "lift_supervision"}), grave_in_hand),
    Way("many at once", (
        ("wang", ("/queue", "待核实 3", "☑️ 一起核实", "✅ 确认核实", "/queue", "待交办 3", "☑️ 一起交办",
                  "📅 统一期限", Said("12月5日"), "📤 确认交办")),
    ), frozenset({"verify", "assign"}), lambda session, county: many(session, county, 3)),
    Way("many closed", (
        ("wang", ("/queue", "待复核 2", "☑️ 一起复核销号", "✅ 确认销号")),
    ), frozenset({"confirm"}), put_right),
    Way("the public", (
        ("passer", ("/report", Shown("水很臭"), HERE, "污水直排", "✅ 提交")),
        ("wang", ("👀 看看", "✅ 受理，情况属实", put_right_meanwhile, Opened("issue:open:1"), "✅ 复核销号")),
        ("passer", ("👎 没有", Said("第二天又臭了"), Shown("还是臭的"), "📤 说完了")),
    ), frozenset({"hand_in", "accepted", "confirm", "explain_not_solved"}), phones=passer_by),
    Way("board", (
        ("wang", ("/boards", "➕ 立一块新牌", HERE, Said("三社石桥头右岸"), "✅ 立牌", "☎️ 改监督电话",
                  Said("023-4141 9999"))),
        ("passer", (Scanned("b-GSP-0001"),)),
    ), frozenset({"put_up", "print_anew"}), phones=passer_by),
    Way("boundary", (
        ("wang", (Opened("issue:open:1"), "✅ 核实属实", "🤝 跨界会商", "青杠街道", "📤 同时问双方", "↔️ 不归我方",
                  Said("桥墩以西是青杠的地界"))),
        ("qian", ("↔️ 不归我方", Said("也不是我们的"))),
        ("chen", ("共管，大路街道牵头", Said("河道中线为界"))),
    ), frozenset({"put_to_both_sides", "answer_boundary", "escalate_boundary", "settle_boundary"}), registered),
    Way("action item", (
        ("gu", (Opened("items:new:from_patrol:1"), Said("清理废弃采砂船"), Said("环卫"), "大路街道环卫所", "7 天内",
                "📤 记下")),
        ("zhao", ("📄 查看并反馈", "📝 反馈进展", Shown("拖轮已到"), "📤 发出进展", "/items", "1. 清理废弃",
                  "🏁 报告办结", Said("已拖离"), "🏁 报告办结")),
        ("gu", ("📄 查看这一项", "✅ 确认办结")),
    ), frozenset({"progress", "finish", "confirm"}), patrolled),
    Way("export", (
        ("chen", ("/ledger", "📄 导出 Excel")),
    ), frozenset({"ask_export", "export"}), small_ledger),
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name.replace(" ", "_"))
async def test_killed_after_every_update_a_way_leaves_the_same(
    empty_sqlite: Laundry, county_written_down: tuple[County, Rows], tmp_path: Path, way: Way,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(ledger_export, "AT_ONCE", 3)  # more than three are many
    await the_same_when_killed(empty_sqlite, county_written_down, tmp_path, way)


@pytest.mark.parametrize("way", [WAYS[3], WAYS[7]], ids=lambda way: way.name.replace(" ", "_"))
async def test_and_on_postgresql(
    empty_postgres: Laundry, county_written_down: tuple[County, Rows], tmp_path: Path, way: Way
) -> None:
    await the_same_when_killed(empty_postgres, county_written_down, tmp_path, way)
