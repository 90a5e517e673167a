"""Leave 请假: asked by a chief, answered by the office or the superior, its days count as no days of duty."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from rules.absences import Approver, LeaveRules, LeaveState, WhileAway
from rules.periods import Span
from rules.profile import load
from rules.refusals import Refusal
from storage.audit import By
from storage.database import Database
from storage.leaves import asking, deciding
from storage.leaves.asking import Wanted
from storage.models import Appointment, Delegation, Leave
from storage.posts import duties
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.river import MONDAY_MORNING, River
from tests.rules.calendar_of_2026 import is_workday

pytestmark = pytest.mark.anyio
MONDAY = date(2026, 11, 23)
WEEK = Span(MONDAY, date(2026, 11, 29))
OFFICE = LeaveRules()


def by(county: County, who: str) -> By:
    return By(MONDAY_MORNING, county.people[who])


def ask(database: Database, county: County, rules: LeaveRules = OFFICE, delegate: str | None = None) -> int:
    wanted = Wanted(WEEK, "学习", county.people[delegate] if delegate else None)
    return database.write_now(lambda session: asking.ask(session, by(county, "zhang"), rules, wanted, MONDAY).id)


def required(database: Database, county: County, day: date = MONDAY) -> int:
    zhang = county.people["zhang"]
    [duty] = database.read_now(duties.duties_of, load("bishan"), [county.posts["zhang"]], day, is_workday, zhang)
    return duty.standing.required


async def test_a_chief_asks_for_leave_the_office_grants_it_and_the_days_are_left_out(river: River) -> None:
    await river.zhang.says("/absence")
    await river.zhang.taps("📝 请假")
    await river.zhang.taps("今天 11月23日（周一）")
    await river.zhang.says("11月29日")
    handed_in = await river.zhang.says("去市里学习")
    assert "等河长办或上级河长答复" in handed_in[-1].text
    told = await river.wang.hears()
    assert told[-1].text == ("📝 张卫民请假，等您答复\n\n11月23日（周一）至11月29日（周日），共 7 天\n原因：去市里学习")
    await river.wang.taps("📝 看请假")
    answer = await river.wang.taps("✅ 同意")
    assert answer[-1].text == "✅ 已同意张卫民请假，11月23日（周一）至11月29日（周日）。张卫民会收到通知。"
    assert "请假已批准" in (await river.zhang.hears())[-1].text
    [mine] = await river.zhang.says("/duties")
    assert "本期请假 7 天，不要求。" in mine.text
    late = await river.li.taps("📝 看请假")  # the superior was asked as well
    assert "✅ 同意" not in late[-1].buttons
    await river.zhang.says("/absence")
    await river.zhang.taps("↩️ 销假（11月23日 周一起）")
    assert required(river.database, river.county) == 1
    with river.look() as session:
        assert session.scalars(select(Leave.state)).all() == [LeaveState.WITHDRAWN]


@ONE_DATABASE
async def test_leave_is_answered_once_and_only_by_who_may_on_that_day(database: Database, county: County) -> None:
    leave_id = ask(database, county)
    with pytest.raises(Refusal, match="refusal/leave_crosses"):
        ask(database, county)
    for outsider in ("qian", "zhang", "li"):  # another township's office, oneself, the superior
        with pytest.raises(Refusal, match="refusal/not_your_matter"):
            database.write_now(deciding.decide, by(county, outsider), OFFICE, leave_id, True, "", MONDAY)
    gone = update(Appointment).where(Appointment.post_id == county.posts["wang"]).values(until_on=date(2026, 11, 22))
    database.write_now(lambda session: session.execute(gone))
    with pytest.raises(Refusal, match="refusal/not_your_matter"):
        database.write_now(deciding.decide, by(county, "wang"), OFFICE, leave_id, True, "", MONDAY)
    database.write_now(deciding.decide, by(county, "chen"), OFFICE, leave_id, False, "本周有督查", MONDAY)
    assert required(database, county) == 1
    with pytest.raises(Refusal, match="refusal/leave_is_decided"):
        database.write_now(deciding.decide, by(county, "chen"), OFFICE, leave_id, True, "", MONDAY)


@ONE_DATABASE
async def test_where_a_delegate_walks_meanwhile_the_duty_goes_on(database: Database, county: County) -> None:
    rules = replace(OFFICE, while_away=WhileAway.DELEGATE, approvers=frozenset({Approver.SUPERIOR}))
    leave_id = ask(database, county, rules, "sun")
    database.write_now(deciding.decide, by(county, "li"), rules, leave_id, True, "", MONDAY)
    given = database.read_now(lambda session: session.scalars(select(Delegation)).one())
    assert (given.delegate_id, given.from_on, given.until_on) == (county.people["sun"], *WEEK)


@ONE_DATABASE
async def test_leave_that_nobody_may_grant_is_not_taken(database: Database, county: County) -> None:
    everybody = update(Appointment).where(Appointment.post_id != county.posts["zhang"])
    database.write_now(lambda session: session.execute(everybody.values(until_on=date(2026, 11, 1))))
    with pytest.raises(Refusal, match="refusal/leave_without_approver"):
        ask(database, county)
