"""What the records suggest by a profile's ladder, and that it comes once (clause F5b)."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from rules.measures import MeasureKind
from rules.profile import load
from storage.database import Database
from storage.measures.suggestions import Suggestion, lay_aside, suggested
from storage.models import Patrol, PatrolMode, PatrolState
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.measure_making import MONDAY, late, ordered
from tests.reminders.records import at
from tests.rules.calendar_of_2026 import is_workday

FENGJIE = load("fengjie")


def patrolled_all_quarter(session: Session, county: County, but: str) -> None:
    """Everybody but one made every patrol of the third quarter, and more."""
    chiefs = {key: post for key, post in county.posts.items() if key in ("zhang", "sun", "bai", "li", "zhou", "gu")}
    chiefs |= {"zhang2": county.posts["zhang2_lower"]}
    for key in chiefs.keys() - {but}:
        for day in range(92):
            moment = at(date(2026, 7, 1) + timedelta(days=day), 9)
            session.add(
                Patrol(post_id=chiefs[key], person_id=county.people[key], water_id=county.waters["lower"],
                       state=PatrolState.FINISHED, mode=PatrolMode.PIN, started_at=moment, ended_at=moment, counts=True)
            )  # fmt: skip
    session.flush()


def asked(session: Session, county: County) -> list[Suggestion]:
    return suggested(session, FENGJIE, f"/{county.regions['district']}/", MONDAY, is_workday)


@ONE_DATABASE
def test_F5b_two_chiefs_with_unfinished_patrols_or_late_rectification_are_suggested_for_an_interview(
    database: Database, county: County
) -> None:
    database.write_now(patrolled_all_quarter, county, "li")
    database.write_now(late, county, "zhang", 2)
    found = database.read_now(asked, county)
    assert [(one.kind, one.subject.name, one.as_unit) for one in found] == [
        (MeasureKind.INTERVIEW, "李建国", False),
        (MeasureKind.INTERVIEW, "张卫民", False),
    ]
    assert found[0].reason.startswith("2026年第三季度应巡河")
    assert found[1].evidence == {"issues": ["2026-0001", "2026-0002"]}
    assert "最长逾期20天" in found[1].reason

    by = county.by("chen", at(MONDAY))
    assert database.write_now(lay_aside, by, found[0].origin, county.regions["district"], "已补齐")
    assert not database.write_now(lay_aside, by, found[0].origin, county.regions["district"], "再说")
    database.write_now(ordered, county, MeasureKind.INTERVIEW, "zhang", superior_post_id=county.posts["li"])
    assert database.read_now(asked, county) == []
