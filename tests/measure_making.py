"""Measures for tests, ordered as the offices of the small county order them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from rules.issue_states import State
from rules.ladder import Ladder
from rules.measures import Deed, MeasureKind
from rules.profile import load
from storage.measures.deeds import Done, perform
from storage.measures.interviews import Minutes, record
from storage.measures.recording import About, Order, order
from storage.measures.subjects import of_posts
from storage.models import Issue, Measure
from tests.county import County
from tests.issue_making import registered
from tests.reminders.records import at
from tests.rules.calendar_of_2026 import is_workday

MONDAY = date(2026, 11, 23)


def ordered(
    session: Session, /, county: County, kind: MeasureKind, *keys: str, by: str = "chen", day: date = MONDAY,
    ladder: Ladder | None = None, as_unit: bool = False, **more: Any,
) -> list[int]:  # fmt: skip
    """陈志远 of the district's office (or another) orders it about some people of the county; returns the ids."""
    found = of_posts(session, [county.posts[key] for key in keys], "/", day)
    about = [
        About(each.post_id, None if as_unit else each.person_id, each.unit if as_unit else each.as_person, each.unit)
        for each in found
    ]
    return ordered_about(session, county, kind, about, by, day, ladder, **more)


def ordered_about(
    session: Session, /, county: County, kind: MeasureKind, about: Sequence[About], by: str = "chen",
    day: date = MONDAY, ladder: Ladder | None = None, **more: Any,
) -> list[int]:  # fmt: skip
    """The same about anybody."""
    region = county.regions["dalu"] if by == "wang" else county.regions["district"]
    told = Order(kind, region, county.posts[by], about, more.pop("reason", "问题整改进度滞后"), **more)
    hand = county.by(by, at(day))
    made: list[Measure] = order(session, hand, ladder or load("bishan").ladder, told, day, is_workday)
    return [each.id for each in made]


def met(session: Session, /, county: County, key: str = "li") -> int:
    """周明 has interviewed 李建国, who promised one thing by 10 December; returns the id."""
    (measure_id,) = ordered(session, county, MeasureKind.INTERVIEW, key)
    by = county.by("chen", at(MONDAY))
    changes = {"meet_at": at(MONDAY), "place": "三楼"}
    perform(session, by, Done(measure_id, 0, Deed.AGREE, changes=changes), MONDAY)
    perform(session, by, Done(measure_id, 0, Deed.NOTIFY), MONDAY, tell=False)
    told = Minutes(
        "今天上午", "三楼", "周明", "陈志远", "", "巡河不够", "", "立即补齐", (("清完垃圾", date(2026, 12, 10)),)
    )
    record(session, by, load("bishan").ladder, measure_id, None, told, MONDAY, is_workday)
    return measure_id


def late(session: Session, /, county: County, key: str, how_many: int, days: int = 20) -> None:
    """Issues in somebody's hands, so many days beyond their day."""
    for number in range(1, how_many + 1):
        issue = session.get_one(Issue, registered(session, county, f"2026-{number:04d}"))
        issue.state, issue.assignee_post_id = State.ACCEPTED, county.posts[key]
        issue.due_on = MONDAY - timedelta(days=days)
        issue.assigned_at = at(issue.due_on)
    session.flush()
