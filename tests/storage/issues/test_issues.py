"""Registering, numbers, nearby issues, joining, the card, taking back: straight on the tables of both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.geodesy import Place
from rules.issue_states import Act, State
from rules.issue_types import Severity
from rules.refusals import Refusal
from storage import drafts, media, serials
from storage.audit import By
from storage.database import Database
from storage.issues import nearby, registering
from storage.issues.registering import Ledger
from storage.media import Received
from storage.models import Draft, Issue, IssueStep, MediaKind, MediaUse, Notice, PlaceBy, Subject, Urgency
from tests.county import County

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
LEDGER = Ledger(date(2026, 11, 23), "", "水面漂浮物", Severity.GENERAL)
HERE = Place(29.5951, 106.2201)
RADIUS = 100.0


def told(county: County, **more: Any) -> dict[str, Any]:
    where = {"region_id": county.regions["qingxi"], "water_id": county.waters["lower"], "outside": False}
    return {
        "words": "岸边有垃圾", "place": list(HERE), "place_by": PlaceBy.PIN, "where": where,
        "type": "floating_matter", **more,
    }  # fmt: skip


def report(county: County, who: str = "zhang", **more: Any) -> Callable[[Session], int]:
    """Registers what `who` tells; returns the issue's id."""

    def register(session: Session) -> int:
        person, chat = county.people[who], county.telegram[who]
        draft = drafts.begin(session, chat, person, "report", "summary", NOW, **told(county, **more))
        return registering.register(session, By(NOW, person), draft.id, LEDGER)

    return register


def stands(session: Session, issue_id: int) -> Issue:
    return session.get_one(Issue, issue_id)


def test_a_report_becomes_an_issue_with_a_number_and_its_draft_is_gone(database: Database, county: County) -> None:
    issue_id = database.write_now(report(county))

    issue = database.read_now(stands, issue_id)
    assert (issue.number, issue.state, issue.severity) == ("2026-0001", State.REGISTERED, Severity.GENERAL)
    assert database.read_now(lambda session: session.scalars(select(Draft)).all()) == []


@pytest.mark.parametrize(
    ("lacks", "refusal"),
    [
        ({"words": ""}, "refusal/report_lacks_photos"),
        ({"where": None}, "refusal/report_lacks_place"),
        ({"type": None}, "refusal/report_lacks_type"),
    ],
)
def test_what_is_not_complete_is_refused_and_takes_no_number(
    database: Database, county: County, lacks: dict[str, Any], refusal: str
) -> None:
    with pytest.raises(Refusal) as refused:
        database.write_now(report(county, **lacks))

    assert refused.value.text == refusal
    assert database.read_now(stands, database.write_now(report(county))).number == "2026-0001"


def test_no_number_is_given_twice_to_many_at_once(database: Database) -> None:
    with ThreadPoolExecutor(4) as threads:
        given = list(threads.map(lambda _: database.write_now(serials.next_serial, "issue", 2026), range(20)))

    assert sorted(given) == list(range(1, 21))
    assert database.write_now(serials.next_serial, "issue", 2027) == 1


def test_a_grave_issue_does_not_wait_for_the_morning(database: Database, county: County) -> None:
    database.write_now(report(county))
    database.write_now(report(county, severity="major"))

    def urgencies(session: Session) -> list[Urgency]:
        return list(
            session.scalars(select(Notice.urgency).where(Notice.kind == "issue/registered").order_by(Notice.id))
        )

    assert database.read_now(urgencies) == [Urgency.DAYTIME, Urgency.NOW]


def test_put_right_on_the_spot_the_chief_counts_as_its_assignee(database: Database, county: County) -> None:
    issue_id = database.write_now(report(county, on_the_spot=True))

    card = database.read_now(registering.issue_card, issue_id, LEDGER.today)
    assert card is not None
    assert (card.state, card.assignee_post_id, card.done_at) == (State.DONE, county.posts["zhang"], NOW)
    assert [(step.act, step.before, step.after, step.name) for step in card.steps] == [
        (Act.REGISTER, None, State.REGISTERED, "张卫民"),
        (Act.FIX_ON_SPOT, State.REGISTERED, State.DONE, "张卫民"),
    ]


def test_nearby_are_the_open_issues_of_the_type_by_metres(database: Database, county: County) -> None:
    north = Place(HERE.lat + 0.0005, HERE.lon)
    near, nearer = (database.write_now(report(county, place=list(place))) for place in (north, HERE))
    database.write_now(report(county, place=[HERE.lat + 0.00095, HERE.lon]))  # in the box's corner, beyond the radius
    database.write_now(report(county, type="bank_litter"))

    found = database.read_now(nearby.open_nearby, Place(HERE.lat, HERE.lon + 0.0001), "floating_matter", RADIUS)

    assert [one.id for one in found] == [nearer, near]
    assert [round(one.metres) for one in found] == [10, 56]


def test_a_closed_issue_is_not_offered(database: Database, county: County) -> None:
    issue_id = database.write_now(report(county))

    def close(session: Session) -> None:
        stands(session, issue_id).state = State.CLOSED

    database.write_now(close)
    assert database.read_now(nearby.open_nearby, HERE, "floating_matter", RADIUS) == []


def test_the_card_tells_photos_followers_and_who_reported(database: Database, county: County) -> None:
    issue_id = database.write_now(report(county))

    def photograph_and_join(session: Session) -> None:
        sun = county.people["sun"]
        draft = drafts.begin(session, county.telegram["sun"], sun, "report", "summary", NOW, **told(county))
        photo = Received(MediaKind.PHOTO, 1, 1, None, "file", "unique", 1_000, "image/jpeg", False, NOW)
        media.add(session, By(NOW, sun), sun, photo, Subject.DRAFT, draft.id, MediaUse.BEFORE)
        registering.join(session, By(NOW, sun), draft.id, issue_id, "水面漂浮物", LEDGER.today)

    database.write_now(photograph_and_join)

    card = database.read_now(registering.issue_card, issue_id)
    assert card is not None
    assert (card.reporter, card.photos_before, card.photos_after, card.followers) == ("张卫民", 1, 0, 1)
    assert (card.additions, card.place, card.region) == (("岸边有垃圾",), "璧南河青溪村段", "青溪村")
    lines, total = database.read_now(registering.my_reports, county.people["sun"])
    assert ([(line.number, line.joined) for line in lines], total) == ([("2026-0001", True)], 1)


def test_only_the_author_takes_back_and_only_within_the_hour(database: Database, county: County) -> None:
    issue_id = database.write_now(report(county))
    zhang, sun = county.people["zhang"], county.people["sun"]

    for by, refusal in (
        (By(NOW, sun), "refusal/not_your_report"),
        (By(NOW + timedelta(hours=1, seconds=1), zhang), "refusal/too_late_to_change"),
    ):
        with pytest.raises(Refusal) as refused:
            database.write_now(registering.withdraw, by, issue_id)
        assert refused.value.text == refusal

    assert database.write_now(registering.withdraw, By(NOW + timedelta(hours=1), zhang), issue_id) == "2026-0001"
    with pytest.raises(Refusal) as refused:
        database.write_now(registering.withdraw, By(NOW, zhang), issue_id)
    assert refused.value.text == "refusal/report_dealt_with"
    acts = database.read_now(lambda session: session.scalars(select(IssueStep.act).order_by(IssueStep.id)).all())
    assert acts == [Act.REGISTER, Act.WITHDRAW]


def test_a_type_reported_often_of_late_comes_first(database: Database, county: County) -> None:
    for code in ("bank_litter", "floating_matter", "bank_litter"):
        database.write_now(report(county, type=code))

    assert database.read_now(registering.frequent_types, 5) == ["bank_litter", "floating_matter"]
