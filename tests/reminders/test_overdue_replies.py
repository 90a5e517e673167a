"""Answers to papers: 陈志远's office issued a slip on Monday that 环卫所 (赵铁军) answers by Wednesday 25 November."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import update

from reminders.overdue_replies import warn
from rules.profile import Profile
from storage.audit import By
from storage.database import Database
from storage.models import Delivery, Notice
from storage.papers import receiving
from storage.papers.drafting import SeenPaper
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.issue_making import registered
from tests.paper_making import signed, told
from tests.reminders.records import at
from tests.reminders.records import told as heard
from tests.rules.calendar_of_2026 import is_workday

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
DUE = date(2026, 11, 25)


def issued(database: Database, county: County, profile: Profile, due: date = DUE) -> SeenPaper:
    issue = database.write_now(registered, county, f"2026-{due.day:04d}", at=MONDAY)
    slip = replace(told(county, [issue]), due_on=due)
    paper = database.write_now(signed, county, profile, MONDAY, slip)
    return SeenPaper(paper.id, paper.revision)


def warned(database: Database, profile: Profile, day: date) -> int:
    new = database.write_now(warn, profile, at(day, 7, 45), is_workday)
    database.write_now(lambda session: session.execute(update(Notice).values(state=Delivery.SENT)))
    return new


def kinds(database: Database, county: County, person: str) -> list[str]:
    listed = database.read_now(heard, county.people[person])
    return [kind for kind in listed if kind.startswith("paper_warning/")]


def test_due_already_told_and_not_yet(database: Database, county: County, profile: Profile) -> None:
    issued(database, county, profile)
    issued(database, county, profile, date(2026, 12, 20))
    assert warned(database, profile, date(2026, 11, 24)) == 1
    assert warned(database, profile, date(2026, 11, 24)) == 0
    for day in (25, 26, 27, 30):
        warned(database, profile, date(2026, 11, day))
    assert kinds(database, county, "zhao") == [f"paper_warning/{kind}" for kind in ("before", "before", "overdue")]
    assert kinds(database, county, "chen") == ["paper_warning/unanswered"]
    assert kinds(database, county, "wang") == []


@ONE_DATABASE
def test_what_was_answered_or_withdrawn_is_not_warned_about(
    database: Database, county: County, profile: Profile
) -> None:
    answered = issued(database, county, profile)
    withdrawn = issued(database, county, profile, date(2026, 11, 24))
    zhao, chen = (By(MONDAY, county.people[who]) for who in ("zhao", "chen"))
    database.write_now(receiving.reply, zhao, answered.paper_id, "清完了", 0, MONDAY.date())
    database.write_now(receiving.withdraw, chen, withdrawn, "发错了", MONDAY.date())
    assert warned(database, profile, date(2026, 11, 27)) == 0
