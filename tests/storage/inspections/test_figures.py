"""Where findings go, what stays hidden while an inspection is under way, and the figures for the assessment."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.geodesy import Place
from rules.inspections import Body, Mark, Way
from rules.issue_states import State
from rules.profile import load
from rules.roles import Level
from storage.audit import By
from storage.inspections import ending, figures, routing
from storage.inspections.figures import Sight
from storage.issues import nearby
from storage.ledger import listing, tags
from storage.ledger.listing import Asked
from storage.models import FindingRoute, Inspection, Issue, Notice, Receiver, Source
from tests.county import County
from tests.handlers.inspections.bodies import appoint
from tests.issue_making import registered

MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
NOVEMBER = (datetime(2026, 10, 31, 16, tzinfo=UTC), datetime(2026, 11, 30, 16, tzinfo=UTC))
PROFILE = load("bishan")


def inspected(
    session: Session, county: County, water: str = "lower", region: str = "qingxi", at: datetime = MORNING
) -> Inspection:
    """丁严 of the district's inspectors is at a water."""
    inspection = Inspection(
        body=Body.TEAM, way=Way.UNANNOUNCED, person_id=county.people["ding"], post_id=county.posts["ding"],
        water_id=county.waters[water], region_id=county.regions[region], started_at=at, patrol=Mark.POOR,
    )  # fmt: skip
    session.add(inspection)
    session.flush()
    return inspection


def found(session: Session, county: County, inspection: Inspection, number: str, **where: str) -> Issue:
    """An issue that it found."""
    issue = session.get_one(Issue, registered(session, county, number, "ding", at=inspection.started_at, **where))
    issue.source, issue.inspection_id = Source.INSPECTION, inspection.id
    session.flush()
    return issue


def concluded(session: Session, at: datetime = MORNING + timedelta(hours=25)) -> int:
    return ending.end_forgotten(session, PROFILE, By(at), TODAY)


def test_F2a_what_is_found_stays_out_of_the_ledger_until_the_inspection_ends(session: Session, county: County) -> None:
    issue = found(session, county, inspected(session, county), "2026-0001")
    asked = Asked(["/"], TODAY)
    assert listing.page(session, asked) == []
    assert nearby.open_nearby(session, Place(29.595, 106.22), issue.type, 50.0) == []
    assert concluded(session, MORNING + timedelta(hours=23)) == 0  # still the inspector's
    assert concluded(session) == 1
    assert [entry.source for entry in listing.page(session, asked)] == [Source.INSPECTION]
    assert len(nearby.open_nearby(session, Place(29.595, 106.22), issue.type, 50.0)) == 1
    notices = session.scalars(select(Notice.key)).all()
    assert concluded(session) == 0
    assert session.scalars(select(Notice.key)).all() == notices


def test_L15_a_finding_goes_to_the_locality_the_fitting_department_and_the_liaison_unit(
    session: Session, county: County
) -> None:
    posts = appoint(session, county)
    inspection = inspected(session, county)
    sewage = found(session, county, inspection, "2026-0001", issue_type="sewage_direct")
    rubbish = found(session, county, inspection, "2026-0002", issue_type="dumping")
    brook = found(session, county, inspection, "2026-0003", water="brook", region="baiyun")
    concluded(session)
    rows = session.execute(select(FindingRoute.issue_id, FindingRoute.receiver, FindingRoute.post_id)).all()
    assert {tuple(row) for row in rows} == {
        (sewage.id, Receiver.LOCALITY, county.posts["wang"]),
        (sewage.id, Receiver.DEPARTMENT, posts["he"]),
        (sewage.id, Receiver.LIAISON, posts["lian"]),
        (rubbish.id, Receiver.LOCALITY, county.posts["wang"]),
        (rubbish.id, Receiver.LIAISON, posts["lian"]),
        (brook.id, Receiver.LOCALITY, county.posts["qian"]),
    }
    told = session.scalars(select(Notice).where(Notice.kind == "inspections/findings")).all()
    assert {(one.person_id, one.values["count"]) for one in told} == {
        (county.people["wang"], 2), (county.people["qian"], 1), (county.people["he"], 1), (county.people["lian"], 2),
    }  # fmt: skip


def test_a_place_without_a_township_office_goes_to_the_county_s(session: Session, county: County) -> None:
    issue = session.get_one(Issue, registered(session, county, water="river", region="district"))
    receivers = routing.receivers(session, issue, TODAY)
    assert [holder.post_id for holder in receivers[Receiver.LOCALITY]] == [county.posts["chen"]]
    assert (receivers[Receiver.DEPARTMENT], receivers[Receiver.LIAISON]) == ((), ())


def test_L15_the_figures_of_a_period_by_township(session: Session, county: County) -> None:
    inspection = inspected(session, county)
    closed = found(session, county, inspection, "2026-0001")
    taken_back = found(session, county, inspection, "2026-0002")
    found(session, county, inspection, "2026-0003", water="brook", region="baiyun")
    found(session, county, inspected(session, county, at=NOVEMBER[0] - timedelta(hours=1)), "2026-0004")
    under_way = inspected(session, county, at=MORNING + timedelta(hours=24))
    taken_back.state = State.WITHDRAWN
    session.flush()
    concluded(session)
    closed.state = State.CLOSED
    session.flush()
    path = "/" + str(county.regions["district"]) + "/"
    sight = Sight(county.people["chen"], [path], [county.posts["chen"]])
    counted = figures.figures(session, sight, NOVEMBER, Level.TOWNSHIP)
    assert (counted.total.held, counted.total.unannounced, counted.total.found) == (1, 1, 2)
    assert (counted.total.rectified, counted.total.closed, counted.total.rate) == (1, 1, 0.5)
    assert [(part.name, part.held, part.found) for part in counted.parts if part.held or part.found] == [
        ("大路街道", 1, 1), ("青杠街道", 0, 1),
    ]  # fmt: skip
    [line] = figures.listed(session, sight, NOVEMBER)
    assert (line.name, line.found, line.rectified, line.marks) == ("璧南河青溪村段", 2, 1, ("不到位", "", ""))
    # Under way it is seen by who inspects only; a department sees what was handed to it.
    own = Sight(county.people["ding"], [], [])
    assert figures.listed(session, own, NOVEMBER)[0].id == under_way.id
    assert not figures.may_see(session, sight, under_way.id)
    assert figures.figures(session, own, NOVEMBER, Level.TOWNSHIP).total.held == 0


def test_the_ledger_is_searched_by_source_and_by_tag(session: Session, county: County) -> None:
    found(session, county, inspected(session, county), "2026-0001", issue_type="sewage_direct")
    registered(session, county, "2026-0002")
    concluded(session)
    types = {each.code: f"{each.name} {' '.join(each.tags)}" for each in PROFILE.issue_types}
    for term, numbers in (
        ("督查发现", ["2026-0001"]), ("督查", ["2026-0001"]), ("人员上报", ["2026-0002"]), ("四乱", ["2026-0002"]),
        ("三排", ["2026-0001"]), ("三乱", []), ("群众反映", []),
    ):  # fmt: skip
        listed = listing.page(session, Asked(["/"], TODAY, terms=(term,), type_names=types))
        assert [entry.number for entry in listed] == numbers, term


def test_an_issue_counts_under_each_of_its_tags_and_once_under_its_source(session: Session, county: County) -> None:
    found(session, county, inspected(session, county), "2026-0001", issue_type="sewage_disorderly")
    registered(session, county, "2026-0002", issue_type="occupation")
    concluded(session)
    told = tags.shares(session, ["/"], PROFILE.issue_types, NOVEMBER, TODAY)
    assert (told.total, dict(told.sources)) == (2, {Source.INSPECTION: 1, Source.CHIEF: 1})
    assert told.tags[0] == ("三乱", 2)
    assert dict(told.tags) == {"三乱": 2, "三排": 1, "四乱": 1, "水污染防治": 1, "水域岸线管理保护": 1}
    earlier = (NOVEMBER[0] - timedelta(days=30), NOVEMBER[0])
    assert tags.shares(session, ["/"], PROFILE.issue_types, earlier, TODAY).total == 0
