"""Who reports to whom by the rules of 奉节, who took over in the year, what is counted for whom, who is chased."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from reminders.duty_reports import SUBJECT, warnings
from rules.duty_reports import To
from rules.periods import Span
from rules.profile import load
from rules.roles import Level, Role
from storage.database import Database
from storage.duty_reports import account, figures, obliged
from storage.models import Appointment, Person, Post
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.reminders.records import at, told, walked, warned
from tests.rules.calendar_of_2026 import is_workday

NOVEMBER = date(2026, 11, 23)
FENGJIE = load("fengjie")


def _town_general(session: Session, county: County) -> None:
    """何书记 is general chief of 大路街道."""
    person = Person(name="何书记", phone="+8613900000777")
    post = Post(key="general|dalu", role=Role.GENERAL_CHIEF, level=Level.TOWNSHIP, region_id=county.regions["dalu"])
    session.add_all([person, post])
    session.flush()
    session.add(Appointment(post_id=post.id, person_id=person.id, from_on=date(2025, 1, 1)))
    county.people["he"] = person.id


def _succeeded(session: Session, county: County) -> None:
    """From 1 July 丁严 has the reach of 张卫民."""
    own = Appointment.post_id == county.posts["zhang"]
    session.execute(update(Appointment).where(own).values(until_on=date(2026, 6, 30)))
    session.add(Appointment(post_id=county.posts["zhang"], person_id=county.people["ding"], from_on=date(2026, 7, 1)))
    for day in (date(2026, 3, 2), date(2026, 8, 3), date(2026, 8, 10)):
        walked(session, county, "zhang", at(day), by="ding" if day.month == 8 else None)


def test_F3c_each_level_reports_to_whom_the_profile_says(database: Database, county: County) -> None:
    database.write_now(_town_general, county)
    listed = {each.name: each for each in database.read_now(account.entries, FENGJIE.duty_reports, 2026, NOVEMBER)}

    assert {name: each.to for name, each in listed.items()} == {
        "周明": "县委常委会",
        "何书记": "县政府常务会议",
        "李建国": "总河长何书记",
        "张卫民": "总河长何书记",
        "孙小河": "总河长何书记",
        "张大江": "总河长何书记",
        "白云生": "总河长顾正",  # no general chief in 青杠街道: the nearest above
    }
    assert listed["周明"].rule.to is To.BODY
    assert {each.due_on for each in listed.values()} == {date(2026, 12, 20)}
    lines = account.by_level(listed.values(), date(2026, 12, 21))
    assert [(line.level.word, line.owed, line.late) for line in lines] == [
        ("县级", 1, 1), ("乡镇级", 2, 2), ("村级", 4, 4),
    ]  # fmt: skip


def test_F3c_after_a_succession_each_reports_the_own_days(database: Database, county: County) -> None:
    database.write_now(_succeeded, county)

    def of(name: str) -> tuple[obliged.Obliged, dict[str, object]]:
        def look(session: Session) -> tuple[obliged.Obliged, dict[str, object]]:
            one = obliged.one(session, FENGJIE.duty_reports, 2026, NOVEMBER, county.people[name])
            assert one is not None
            return one, figures.figures(session, FENGJIE, one, NOVEMBER, is_workday)

        return database.read_now(look)

    before, old = of("zhang")
    after, new = of("ding")
    assert (before.days, before.serving, old["patrols"]) == (Span(date(2026, 1, 1), date(2026, 6, 30)), False, 1)
    assert (after.days, after.serving, new["patrols"]) == (Span(date(2026, 7, 1), date(2026, 12, 31)), True, 2)
    assert new["duties"] == [  # the week from 23 November still runs
        {"rule": "每周不少于1次", "periods": 21, "required": 21, "done": 2, "missing": 19}
    ]
    assert isinstance(old["months"], list)
    assert [each["month"] for each in old["months"]] == [1, 2, 3, 4, 5, 6]


@ONE_DATABASE
@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 1), []),
        (date(2026, 12, 7), ["before"]),
        (date(2026, 12, 20), ["due"]),
        (date(2026, 12, 22), ["overdue"]),
        (date(2027, 4, 1), []),
    ],
)
def test_F3c_who_is_late_is_reminded_before_on_and_after_the_day(
    database: Database, county: County, day: date, said: list[str]
) -> None:
    warned(database, warnings, SUBJECT, FENGJIE, day)
    assert warned(database, warnings, SUBJECT, FENGJIE, day) == 0
    heard = database.read_now(told, county.people["li"])
    assert heard == [f"{SUBJECT}/{stage}" for stage in said]
    office = database.read_now(told, county.people["chen"])
    assert office == ([f"{SUBJECT}/office"] if said == ["overdue"] else [])


@ONE_DATABASE
def test_F3c_nobody_is_chased_for_a_day_before_the_first_record(database: Database, county: County) -> None:
    day = date(2026, 1, 1) + timedelta(days=4)

    assert warned(database, warnings, SUBJECT, FENGJIE, day) == 0
