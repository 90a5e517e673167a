"""Chains of reminders over the days: 赵铁军 must rectify; 王晓梅 is the office, 李建国 the chief above."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from reminders import snoozed
from reminders.overdue_patrols import warn as warn_of_patrols
from reminders.overdue_rectifications import warn
from rules.chains import Chain, Step, Target, Until
from rules.issue_states import State
from rules.periods import Period
from rules.profile import Profile
from rules.warnings import Matter
from storage.audit import By
from storage.chains import answering
from storage.chains.answering import Asked
from storage.database import Database
from storage.models import Account, Delivery, Issue, Notice, Patrol, ReminderChain
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.reminders.records import assigned, at, succeeds, told, walked
from tests.reminders.test_overdue_patrols import WEEKLY
from tests.rules.calendar_of_2026 import is_workday

OWN, SUPERIOR, OFFICE = Target.OWN, Target.SUPERIOR, Target.OFFICE
CHAIN = Chain(
    Matter.RECTIFICATION,
    (
        Step(-3, (OWN,)), Step(-1, (OWN,), Until.ACKNOWLEDGED), Step(0, (OWN,)), Step(1, (OWN,)),
        Step(2, (SUPERIOR,)), Step(4, (OFFICE,)),
    ),
)  # fmt: skip
DUE = date(2026, 11, 26)  # a Thursday


class Days:
    """The county's days: warnings each morning, everything delivered at once."""

    def __init__(self, database: Database, county: County, profile: Profile) -> None:
        self.database, self.county = database, county
        self.profile = replace(profile, chains=(CHAIN,))

    def morning(self, day: date) -> int:
        new = self.database.write_now(warn, self.profile, at(day, 7, 35), is_workday)
        self.database.write_now(lambda session: session.execute(update(Notice).values(state=Delivery.SENT)))
        return new

    def told(self, person: str) -> list[str]:
        return [kind.split("/")[1] for kind in self.database.read_now(told, self.county.people[person])]

    def chains(self) -> list[ReminderChain]:
        return self.database.read_now(lambda s: list(s.scalars(select(ReminderChain).order_by(ReminderChain.id))))

    def acknowledges(self, person: str, when: datetime) -> int:
        by = By(when, self.county.people[person])
        return self.database.write_now(answering.acknowledge, by, [self.chains()[0].id])

    def snoozes(self, person: str, step: str, when: datetime, until: datetime) -> int:
        by, asked = By(when, self.county.people[person]), [Asked(self.chains()[0].id, step)]
        return self.database.write_now(answering.snooze, by, asked, until, self.profile.reminding.snoozes)

    def repeats(self, when: datetime) -> int:
        return self.database.write_now(snoozed.repeat, self.profile, when, is_workday)


@pytest.fixture
def days(database: Database, county: County, profile: Profile) -> Days:
    return Days(database, county, profile)


def _day(number: int) -> date:
    return DUE + timedelta(days=number)


def test_L22_a_chain_goes_from_the_person_to_the_chief_above_to_the_office_and_each_step_is_told_once(
    days: Days,
) -> None:
    issue = days.database.write_now(assigned, days.county, "2026-0001", "zhao", DUE)
    new = {number: days.morning(_day(number)) for number in range(-5, 8)}
    assert {number for number, count in new.items() if count} == {-3, -1, 0, 1, 2, 4}
    assert [days.morning(_day(7)), days.told("zhao")] == [0, ["before", "before", "due", "overdue"]]
    assert days.told("li") == days.told("wang") == ["superior"]
    [chain] = days.chains()
    assert (chain.subject_id, chain.due_on, chain.ended_at) == (issue, DUE, None)
    assert [step["step"] for step in chain.snapshot["steps"]][-2:] == ["superior", "superior-2"]
    names: dict[str, Any] = {as_: [one["name"] for one in who] for as_, who in chain.snapshot["people"].items()}
    assert names == {"own": ["赵铁军"], "liaison": [], "superior": ["李建国"], "office": ["王晓梅"]}


@ONE_DATABASE
def test_after_an_outage_each_hears_the_last_step_and_the_chain_ends_when_the_matter_is_done(days: Days) -> None:
    issue = days.database.write_now(assigned, days.county, "2026-0001", "zhao", DUE)
    assert days.morning(_day(5)) == 3
    assert [days.told(each) for each in ("zhao", "li", "wang")] == [["overdue"], ["superior"], ["superior"]]

    done = update(Issue).where(Issue.id == issue).values(state=State.DONE)
    days.database.write_now(lambda session: session.execute(done))
    assert days.morning(_day(6)) == 0
    [chain] = days.chains()
    assert (chain.ended, chain.ended_at) == ("done", at(_day(6), 7, 35))


@ONE_DATABASE
def test_a_new_deadline_begins_a_new_chain_and_the_old_one_is_void(days: Days) -> None:
    issue = days.database.write_now(assigned, days.county, "2026-0001", "zhao", DUE)
    days.morning(_day(0))
    later = update(Issue).where(Issue.id == issue).values(due_on=_day(1))
    days.database.write_now(lambda session: session.execute(later))
    days.morning(_day(0))
    assert [(chain.due_on, chain.ended) for chain in days.chains()] == [(DUE, "void"), (_day(1), None)]


@ONE_DATABASE
def test_when_the_chief_above_has_changed_by_the_step_the_successor_is_told_and_the_row_says_so(days: Days) -> None:
    days.database.write_now(assigned, days.county, "2026-0001", "zhao", DUE)
    days.morning(_day(1))
    successor = days.database.write_now(succeeds, days.county, "li", "何新任", _day(2))
    days.morning(_day(2))
    days.morning(_day(3))

    assert days.database.read_now(told, successor) == ["rectification_warning/superior"]
    assert days.told("li") == []
    [chain] = days.chains()
    [change] = chain.changes
    assert [change["step"], change["instead_of"], change["told"][0]["name"]] == ["superior", ["李建国"], "何新任"]
    assert chain.snapshot["people"]["superior"][0]["name"] == "李建国"


@ONE_DATABASE
def test_who_acknowledged_is_spared_the_step_that_asks_for_no_more_but_not_the_others(days: Days) -> None:
    days.database.write_now(assigned, days.county, "2026-0001", "zhao", DUE)
    days.morning(_day(-3))
    assert [days.acknowledges("zhao", at(_day(-3))), days.acknowledges("zhao", at(_day(-2)))] == [1, 0]
    assert [days.morning(_day(-1)), days.morning(_day(0))] == [0, 1]
    assert days.told("zhao") == ["before", "due"]


@ONE_DATABASE
def test_what_was_put_off_comes_again_once_and_delays_nothing_for_those_above(days: Days) -> None:
    days.database.write_now(assigned, days.county, "2026-0001", "zhao", DUE)
    days.morning(_day(1))
    assert days.snoozes("zhao", "overdue", at(_day(1), 9), at(_day(1), 14)) == 1
    assert [days.repeats(at(_day(1), 13)), days.repeats(at(_day(1), 14)), days.repeats(at(_day(1), 14))] == [0, 1, 0]
    assert days.snoozes("zhao", "overdue", at(_day(1), 15), at(_day(4), 9)) == 1
    assert days.snoozes("zhao", "overdue", at(_day(1), 15), at(_day(4), 9)) == 0  # twice is the most
    days.morning(_day(2))
    assert days.told("li") == ["superior"]
    assert days.repeats(at(_day(4), 9)) == 1
    assert days.told("zhao") == ["overdue", "overdue", "overdue"]


@ONE_DATABASE
def test_what_was_put_off_is_not_repeated_once_done_nor_after_the_next_step(days: Days) -> None:
    issue = days.database.write_now(assigned, days.county, "2026-0001", "zhao", DUE)
    days.morning(_day(-1))
    days.snoozes("zhao", "before-2", at(_day(-1), 9), at(_day(0), 9))
    days.morning(_day(0))  # 今日到期 has come
    assert days.repeats(at(_day(0), 9)) == 0

    days.snoozes("zhao", "due", at(_day(0), 9), at(_day(0), 14))
    done = update(Issue).where(Issue.id == issue).values(state=State.DONE)
    days.database.write_now(lambda session: session.execute(done))
    assert days.repeats(at(_day(0), 14)) == 0


@ONE_DATABASE
def test_a_repeated_reminder_that_waits_is_taken_back_with_the_one_it_repeats(days: Days) -> None:
    issue = days.database.write_now(assigned, days.county, "2026-0001", "zhao", DUE)
    days.morning(_day(1))
    days.snoozes("zhao", "overdue", at(_day(1), 9), at(_day(1), 14))
    assert days.repeats(at(_day(1), 14)) == 1
    done = update(Issue).where(Issue.id == issue).values(state=State.DONE)
    days.database.write_now(lambda session: session.execute(done))
    days.database.write_now(warn, days.profile, at(_day(2), 7, 35), is_workday)
    assert days.told("zhao") == ["overdue"]


@ONE_DATABASE
def test_a_patrol_ends_its_chain_and_one_that_counts_no_more_takes_it_up_again(
    database: Database, county: County, profile: Profile
) -> None:
    weekly = replace(profile, quotas=(replace(WEEKLY, period=Period.WEEK),))
    database.write_now(lambda s: s.execute(update(Account).values(bound_at=at(date(2026, 11, 16), 8))))
    friday, sunday = date(2026, 11, 20), date(2026, 11, 22)

    def ended() -> list[str | None]:
        database.write_now(warn_of_patrols, weekly, at(sunday, 7, 30), is_workday)
        own = select(ReminderChain.ended).where(ReminderChain.person_id == county.people["zhang"])
        return list(database.read_now(lambda session: session.scalars(own).all()))

    database.write_now(warn_of_patrols, weekly, at(friday, 7, 30), is_workday)
    database.write_now(walked, county, "zhang", at(friday))
    assert ended() == ["done"]
    database.write_now(lambda session: session.execute(update(Patrol).values(counts=False)))
    assert ended() == [None]
