"""对照检查: who has not handed in, and problems whose day comes and goes; 陈志远 opened the round, 王晓梅 is near."""

from datetime import date, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from reminders import telling
from reminders.self_reviews import SUBJECT, warnings
from rules.profile import Profile
from rules.roles import Level, Role
from storage.audit import By
from storage.database import Database
from storage.models import Delivery, Draft, Notice, SelfReviewRound
from storage.self_reviews import entering, rounds
from storage.self_reviews.entering import NewProblem
from storage.self_reviews.rounds import NewRound
from tests.county import County
from tests.reminders.records import at, told
from tests.rules.calendar_of_2026 import is_workday

OPENED = date(2026, 11, 23)
DUE = date(2026, 12, 8)


def _draft(session: Session, county: County, who: str) -> int:
    draft = Draft(chat_id=county.telegram[who], person_id=county.people[who], dialog="x", step="x", data={},
                  parked=True, started_at=at(OPENED), updated_at=at(OPENED))  # fmt: skip
    session.add(draft)
    session.flush()
    return draft.id


def opened(session: Session, county: County) -> int:
    """A round for the village chiefs; 张卫民 hands in one problem that is due on the same day."""
    office = county.by("chen", at(OPENED))
    new = NewRound(2026, "民主生活会", county.regions["district"], (Level.VILLAGE,), (Role.RIVER_CHIEF,), DUE)
    one, _ = rounds.open_round(session, office, _draft(session, county, "chen"), new, OPENED)
    zhang = county.by("zhang", at(OPENED))
    problem = NewProblem("三季度巡河只到桥头", "每周全段走一遍", DUE, county.waters["lower"])
    entering.enter(session, zhang, _draft(session, county, "zhang"), one.id, problem, OPENED)
    entering.hand_in(session, zhang, one.id, 1, OPENED)
    return one.id


def _warn(database: Database, profile: Profile, day: date) -> int:
    """The morning's run; what was told is out by the evening."""

    def run(session: Session) -> int:
        new = telling.record(warnings, SUBJECT, session, profile, at(day, 7, 40), is_workday)
        session.execute(update(Notice).values(state=Delivery.SENT))
        return new

    return database.write_now(run)


def _told(database: Database, county: County, who: str) -> list[str]:
    return [kind.removeprefix(f"{SUBJECT}/") for kind in database.read_now(told, county.people[who])]


def test_F3a_before_on_and_after_the_day_each_hears_once_and_a_second_run_says_nothing(
    database: Database, county: County, profile: Profile
) -> None:
    database.write_now(opened, county)
    for days in range(25):
        _warn(database, profile, OPENED + timedelta(days=days))
    assert _warn(database, profile, OPENED + timedelta(days=24)) == 0

    assert _told(database, county, "sun") == [
        "self_reviews/told_opened", "hand_in_before", "hand_in_due", "hand_in_overdue",
    ]  # fmt: skip
    assert _told(database, county, "zhang") == ["self_reviews/told_opened", "before", "due", "overdue"]
    assert _told(database, county, "chen") == ["office_hand_in"]
    assert _told(database, county, "wang") == ["office_overdue", "office_overdue"]  # once a week


def test_F3a_a_closed_round_chases_nobody_and_what_is_long_overdue_is_said_to_the_superior(
    database: Database, county: County, profile: Profile
) -> None:
    round_id = database.write_now(opened, county)
    database.write_now(lambda session: rounds.close_round(session, By(at(OPENED)), round_id))
    _warn(database, profile, DUE + timedelta(days=20))
    assert _told(database, county, "sun") == ["self_reviews/told_opened"]
    assert _told(database, county, "li") == ["superior"]
    with Session(database.engine) as session:
        assert session.get_one(SelfReviewRound, round_id).closed_at is not None
