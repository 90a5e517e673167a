"""知道了, 稍后提醒 and 提醒时间, over HTTP: 赵铁军 must rectify by Monday 23 November; it is Monday, 09:30."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from reminders.overdue_rectifications import warn
from rules.issue_states import State
from storage import parcels
from storage.manners import Manners
from storage.models import Issue, Notice, ReminderChain, ReminderChoice
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import presses
from tests.people import Heard
from tests.reminders.records import SHANGHAI, assigned, at
from tests.river import River
from tests.rules.calendar_of_2026 import is_workday

pytestmark = pytest.mark.anyio
MONDAY = date(2026, 11, 23)


async def _reminded(river: River, *numbers: str) -> Heard:
    """赵铁军 is reminded of rectifications that are due today."""
    for number in numbers or ("2026-0001",):
        river.database.write_now(assigned, river.county, number, "zhao", MONDAY)
    river.database.write_now(warn, river.chief.profile, river.clock(), is_workday)
    river.chief.delivery.wake()
    await river.settle()
    [heard] = await river.zhao.hears()
    return heard


def _chain(river: River) -> ReminderChain:
    with river.look() as session:
        return session.scalars(select(ReminderChain).order_by(ReminderChain.id)).all()[0]


async def test_L22_a_reminder_put_off_comes_again_and_says_when_others_hear_of_it(river: River) -> None:
    heard = await _reminded(river)
    assert heard.buttons == ["📂 查看 2026-0001", "✅ 知道了", "⏰ 稍后提醒"]
    [asked] = await river.zhao.taps("⏰ 稍后提醒")
    assert asked.text == (
        "⏰ 什么时候再提醒您？还可推迟 2 次。\n11月26日（周四）还没办结的，河长办和上级河长会收到提醒，不因推迟而改变。"
    )
    assert asked.buttons == ["今天下午", "明天上午"]  # in three days the others know
    *_, said = await river.zhao.taps("今天下午")
    assert said.text.startswith("⏰ 好的，11月23日 14:00 再提醒您；先办完的不再提醒。还可推迟 1 次。")

    river = await river.restarted()
    await river.jumps(timedelta(hours=5))
    again = await river.zhao.hears()
    assert [each.text.split("\n")[0] for each in again] == ["⏰ 整改今天到期｜2026-0001"]
    assert again[0].buttons == heard.buttons
    assert (_chain(river).snoozes, _chain(river).snoozed_until) == (1, None)


@ONE_DATABASE
async def test_a_button_pressed_late_meets_what_is_true_now(river: River) -> None:
    heard = await _reminded(river)
    with river.look() as session, session.begin():
        session.execute(update(Issue).values(state=State.DONE))
    *_, said = await river.zhao.taps("⏰ 稍后提醒", under=heard)
    assert said.text == "这项整改已经办结，不用再提醒了。"
    assert (await presses(river.li, heard.data["✅ 知道了"])) == "这件事现在不由您承办。"
    assert (await presses(river.zhao, "reminding:at:afternoon:9")) == (
        "这个按钮已过时，情况已有变化。请看最新的消息，或从菜单重新进入。"
    )
    assert (_chain(river).snoozes, _chain(river).acknowledged_at) == (0, None)


@ONE_DATABASE
async def test_the_reminders_of_one_message_are_answered_all_at_once(river: River) -> None:
    heard = await _reminded(river, "2026-0001", "2026-0002")
    assert heard.buttons[:2] == ["✅ 都知道了", "⏰ 都稍后提醒"]
    await river.zhao.taps("⏰ 都稍后提醒", under=heard)
    *_, said = await river.zhao.taps("明天上午")
    assert "11月24日 09:00 再提醒您（2 项）" in said.text
    left, said = await river.zhao.taps_data(heard, "reminding:got")
    assert left.buttons == ["1. 📂 查看 2026-0001", "2. 📂 查看 2026-0002"]
    assert said.text.startswith("✅ 好的，2 项都记下了。\n最先到期：整改，11月23日（周一）。\n11月26日（周四）")
    *_, said = await river.zhao.taps_data(heard, "reminding:got")
    assert said.text.startswith("✅ 已记下，您之前点过「知道了」。")
    with river.look() as session:
        chains = session.scalars(select(ReminderChain)).all()
        assert [(chain.snoozes, chain.snoozed_until, bool(chain.acknowledged_at)) for chain in chains] == [
            (1, None, True), (1, None, True)
        ]  # fmt: skip


@ONE_DATABASE
async def test_a_person_chooses_the_hour_of_the_digest(river: River) -> None:
    [asked] = await river.zhao.says("/reminders")
    assert "每天 8点合成一条发给您。\n20:00至次日08:00不打扰，休息日不打扰。" in asked.text
    assert asked.buttons == ["● 8点", "9点", "12点", "18点"]
    *_, said = await river.zhao.taps("12点")
    assert said.text.startswith("✅ 好的，以后每天 12点把提醒合成一条发给您。")
    assert (await presses(river.zhao, "reminding:hour:7")) == "这个时间现在不能选。可选：8点、9点、12点、18点。"
    [asked] = await river.zhao.says("/reminders")
    assert asked.buttons[-1] == "按河长办的时间（8点）"

    with river.look() as session:
        assert [row.digest_hour for row in session.scalars(select(ReminderChoice))] == [12]
    for whose in ("zhao", "zhang"):
        river.database.write_now(assigned, river.county, f"2026-{whose}", whose, date(2026, 11, 25))
    half_past_seven = at(date(2026, 11, 24), 7, 30)
    river.database.write_now(warn, river.chief.profile, half_past_seven, is_workday)
    manners = Manners(river.chief.profile.quiet, SHANGHAI, is_workday)
    river.database.write_now(parcels.put_off, half_past_seven, manners)
    with river.look() as session:
        waits = session.execute(select(Notice.person_id, Notice.not_before).order_by(Notice.id)).all()
        hours = {row.person_id: row.not_before.astimezone(SHANGHAI).hour for row in waits}
        assert hours == {river.county.people["zhao"]: 12, river.county.people["zhang"]: 8}
