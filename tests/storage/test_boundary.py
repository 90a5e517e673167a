"""Two counties on a boundary: who answers for each, and who decides where no region is above both."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from rules.boundary import Answer, CaseState
from rules.profile import load
from rules.refusals import Refusal
from rules.roles import Level, Role
from storage import drafts
from storage.audit import By
from storage.boundary import answering, asking, cases, sides
from storage.database import Database
from storage.issues.steps import Hand
from storage.models import Appointment, Issue, Notice, Person, Post, Region
from tests.county import SERVING_SINCE, County
from tests.issue_making import registered
from tests.rules.calendar_of_2026 import is_workday

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PROFILE = load("bishan")


def neighbour(session: Session, held: bool) -> tuple[int, int, int]:
    """铜梁区 with a chief office, which somebody may sit in; ids of region, post and person."""
    region = Region(code="500151", name="铜梁区", level=Level.COUNTY, path="")
    person = Person(name="铜梁联系人", phone="+8619900000501")
    session.add_all([region, person])
    session.flush()
    region.path = f"/{region.id}/"
    post = Post(key="tongliang", role=Role.OFFICE, level=Level.COUNTY, region_id=region.id)
    session.add(post)
    session.flush()
    if held:
        session.add(Appointment(post_id=post.id, person_id=person.id, from_on=SERVING_SINCE))
    session.flush()
    return region.id, post.id, person.id


def hand(county: County, key: str, at: datetime = NOW) -> Hand:
    return Hand(county.by(key, at), PROFILE, TODAY, is_workday)


def draft(session: Session, person_id: int) -> int:
    return drafts.begin(session, person_id, person_id, "boundary_words", "words", NOW).id


def test_two_counties_disagree_and_the_office_that_asked_decides(database: Database, county: County) -> None:
    issue_id = database.write_now(registered, county, water="river", region="district")
    other, post, person = database.write_now(neighbour, True)
    chen = county.people["chen"]

    def put(session: Session) -> int:
        issue = session.get_one(Issue, issue_id)
        assert sides.first(session, issue) is None
        assert other in [one.id for one in sides.candidates(session, issue, [county.regions["district"]])]
        both = [county.regions["district"], other]
        return asking.put(session, hand(county, "chen"), draft(session, chen), issue_id, both).case.id

    case = database.write_now(put)
    theirs = Hand(By(NOW, person, post), PROFILE, TODAY, is_workday)
    database.write_now(
        lambda s: answering.answer(s, theirs, draft(s, person), case, other, Answer.NOT_OURS, "以河中线为界")
    )
    with pytest.raises(Refusal, match="refusal/side_answered"):
        database.write_now(lambda s: answering.answer(s, theirs, draft(s, person), case, other, Answer.OURS, ""))
    own = county.regions["district"]
    database.write_now(
        lambda s: answering.answer(s, hand(county, "chen"), draft(s, chen), case, own, Answer.NOT_OURS, "")
    )
    view = database.read_now(cases.read, case)
    assert (view.case.state, view.above) == (CaseState.ESCALATED, "璧山区")
    database.write_now(
        lambda s: answering.decide(s, hand(county, "chen"), draft(s, chen), case, other, False, "已与铜梁商定")
    )
    with Session(database.engine) as session:
        assert session.get_one(Issue, issue_id).region_id == other
        kinds = [notice.kind for notice in session.query(Notice).filter_by(person_id=person).order_by(Notice.id)]
    assert kinds == ["boundary/told_asked", "boundary/told_went_up", "boundary/told_settled"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_side_without_anybody_and_a_side_within_the_other_are_refused(database: Database, county: County) -> None:
    issue_id = database.write_now(registered, county)
    other, *_ = database.write_now(neighbour, False)
    district, dalu = county.regions["district"], county.regions["dalu"]
    for both, said in (([district, other], "boundary_no_contact"), ([dalu, district], "button_too_old")):

        def put(session: Session, both: list[int] = both) -> None:
            asking.put(session, hand(county, "chen"), draft(session, county.people["chen"]), issue_id, both)

        with pytest.raises(Refusal, match=said):
            database.write_now(put)
    assert database.write_now(answering.escalate_silent, PROFILE, NOW + timedelta(days=9)) == 0
