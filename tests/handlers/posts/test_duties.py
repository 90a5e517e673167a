"""My duties in one message."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.issue_states import State
from rules.issue_types import Severity
from storage.models import Issue, PlaceBy, Source
from tests.county import LOWER
from tests.river import River

pytestmark = pytest.mark.anyio


async def test_a_village_chief_reads_what_is_owed_this_week(river: River) -> None:
    [mine] = await river.zhang.says("/duties")
    assert mine.text == (
        "📋 张卫民，您的职责\n"
        "\n"
        "⚪ 璧南河青溪村段\n"
        "11月23日—29日：每周应巡 1 次，已巡 0 次\n"
        "还差 1 次，11月29日（周日）前完成。\n"
        "\n"
        "🛠 没有在您手上的问题。"
    )
    assert mine.buttons == ["📋 2026年履职清单", "🤝 委托同事巡河"]


async def test_a_patrol_that_counts_is_seen_at_once(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.taps("📍 发送当前位置", place=LOWER[0])
    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps("✅ 全部正常")
    await river.zhang.taps("🏁 结束巡河")
    [mine] = await river.zhang.says("/duties")
    assert "✅ 璧南河青溪村段\n11月23日—29日：每周应巡 1 次，已巡 1 次\n本期已完成。" in mine.text


async def test_open_issues_stand_with_their_due_day_and_the_overdue_ones_are_marked(river: River) -> None:
    with river.look() as session, session.begin():
        for number, due_on in (("2026-0001", date(2026, 11, 30)), ("2026-0002", date(2026, 11, 20))):
            session.add(
                Issue(
                    number=number, source=Source.PATROL, state=State.ASSIGNED, type="bank_litter",
                    severity=Severity.GENERAL, reporter_id=river.county.people["zhang"],
                    water_id=river.county.waters["lower"], region_id=river.county.regions["qingxi"],
                    place_by=PlaceBy.REACH, reported_at=datetime(2026, 11, 16, tzinfo=UTC),
                    assignee_post_id=river.county.posts["zhao"], due_on=due_on,
                )
            )  # fmt: skip
    [mine] = await river.zhao.says("/duties")
    assert "巡" not in mine.text
    assert "🛠 在您手上的问题 2 件，其中逾期 1 件\n· 2026-0002 河岸、河道垃圾｜璧南河青溪村段｜" in mine.text
    assert "🔴 11月20日（周五）已到期" in mine.text


async def test_what_was_left_unfinished_is_one_tap_away(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.says("/leave")
    [mine] = await river.zhang.says("/duties")
    assert mine.buttons == ["▶️ 接着办：巡河", "📋 2026年履职清单", "🤝 委托同事巡河"]
    heard = await river.zhang.taps("▶️ 接着办：巡河", under=mine)
    assert "点下方「📍 发送当前位置」就开始" in heard[-1].text


async def test_a_delegate_reads_for_whom_to_walk(river: River) -> None:
    await river.zhang.says("/delegate")
    await river.zhang.shares_contact(river.sun.user)
    await river.zhang.taps("今天 11月23日（周一）")
    await river.zhang.taps("7 天（到 11月29日 周日）")
    mine = (await river.sun.says("/duties"))[-1]
    assert "🤝 受委托可巡：璧南河青溪村段（代张卫民）" in mine.text


async def test_a_stranger_has_no_duties(river: River) -> None:
    heard = await river.stranger().says("/duties")
    assert "请先点下方" in heard[-1].text
