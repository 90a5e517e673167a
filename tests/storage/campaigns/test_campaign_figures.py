"""Clause F2d with the document's figures: 48 issues transferred to townships, 6 opinions forwarded."""

import io
from dataclasses import astuple
from datetime import timedelta
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from documents.campaign_sheet import campaign_sheet
from rules.campaigns import OpinionState, Rates
from rules.issue_states import State
from rules.issue_types import Severity
from storage import drafts
from storage.audit import By, broken
from storage.campaigns import figures, opinions, reading, taking_part
from storage.campaigns.figures import CampaignFigures, Count
from storage.database import Database
from storage.issues import registering
from storage.issues.registering import Ledger
from storage.models import Issue, Notice, Source
from tests.campaign_making import MOMENT, TODAY, by, opened, seat_members
from tests.county import County
from tests.databases import ONE_DATABASE

LEDGER = Ledger(TODAY, "", "乱堆", Severity.GENERAL)


def found_by(session: Session, county: County, campaign_id: int, person_id: int, water: str, number: int) -> None:
    """A member reports an issue of a reach under the campaign."""
    regions = {"lower": "qingxi", "brook": "baiyun", "river": "district"}
    where = {"water_id": county.waters[water], "region_id": county.regions[regions[water]]}
    told: dict[str, Any] = {
        "source": "campaign", "campaign_id": campaign_id, "words": f"第{number}处", "type": "dumping",
        "where": where, "place_by": "reach",
    }  # fmt: skip
    hand = By(MOMENT + timedelta(minutes=number), person_id)
    draft = drafts.begin(session, 10_000 + number, person_id, "report", "summary", hand.at, **told)
    registering.register(session, hand, draft.id, LEDGER)


def gives_opinion(session: Session, campaign_id: int, person_id: int, words: str) -> int:
    """A member hands in an opinion; returns its id."""
    draft = drafts.begin(
        session, 20_000, person_id, "opinion_new", "words", MOMENT, campaign_id=campaign_id, words=words
    )
    return opinions.submit(session, By(MOMENT, person_id), draft.id, TODAY).id


def was_at(session: Session, /, campaign_id: int, person_id: int, water_id: int, **told: Any) -> None:
    """A member notes a visit."""
    known = {"campaign_id": campaign_id, "water_id": water_id} | told
    draft = drafts.begin(session, 30_000, person_id, "campaign_visit", "look", MOMENT, **known)
    taking_part.record_visit(session, By(MOMENT, person_id), draft.id, TODAY)


def counted(session: Session, campaign_id: int) -> CampaignFigures:
    return figures.figures(session, reading.card(session, campaign_id, TODAY))


@ONE_DATABASE  # every statement runs on both below and in test_campaigns.py and test_issues.py
def test_F2d_48_issues_go_to_the_townships_and_6_opinions_are_forwarded(database: Database, county: County) -> None:
    def campaign(session: Session) -> int:
        people = seat_members(session, county)
        campaign_id = opened(session, county, list(people.values()))
        for number in range(48):
            water = "lower" if number < 30 else "brook"
            found_by(session, county, campaign_id, people["feng" if number % 2 else "tan"], water, number)
        for number in range(6):
            opinion_id = gives_opinion(session, campaign_id, people["feng"], f"第{number}条建议")
            to = county.posts["zhao" if number < 4 else "qian"]
            opinions.forward(session, by(county), opinion_id, to, "", OpinionState.RECORDED, None, TODAY)
        was_at(session, campaign_id, people["tan"], county.waters["lower"], rates=[92.0, 88.5, None], words="管网已通")
        rectified = update(Issue).where(Issue.id.in_(select(Issue.id).order_by(Issue.id).limit(32)))
        session.execute(rectified.values(state=State.CLOSED))
        return campaign_id

    campaign_id = database.write_now(campaign)
    with Session(database.engine) as session:
        told = counted(session, campaign_id)
        assert told.total == Count(2, 2, 48, 48, 32, 6, 6, 0)
        assert [(line.name, line.own, line.count) for line in told.lines] == [
            ("大路街道", False, Count(2, 1, 30, 30, 30, 4, 4, 0)),
            ("青杠街道", False, Count(2, 1, 18, 18, 2, 2, 2, 0)),
            ("璧山区", True, Count()),
        ]
        assert [[(river.name, river.count.found) for river in line.rivers] for line in told.lines] == [
            [("璧南河", 30)], [("白云溪", 18)], [("璧南河", 0)],
        ]  # fmt: skip
        assert [(one.river, one.rates) for one in told.rates] == [("璧南河青溪村段", Rates(92.0, 88.5, None))]
        assert set(session.scalars(select(Issue.source))) == {Source.CAMPAIGN}
        heard = (
            select(Notice.person_id, func.count()).where(Notice.kind == "issue/registered").group_by(Notice.person_id)
        )
        assert dict(session.execute(heard).all()) == {county.people["wang"]: 30, county.people["qian"]: 18}
        assert list(broken(session)) == []
    told_on_paper = load_workbook(io.BytesIO(campaign_sheet(told, "题", "注")))
    rows = [
        [cell for cell in row if cell is not None] for row in told_on_paper.worksheets[0].iter_rows(3, values_only=True)
    ]
    assert rows[0] == ["合计", *astuple(told.total)]
    assert rows[1] == ["大路街道", "小计", *astuple(told.lines[0].count)]
    assert told_on_paper.sheetnames == ["按镇街和河流", "三率"]


def test_an_issue_that_lies_with_the_district_is_transferred_when_it_is_assigned(
    database: Database, county: County
) -> None:
    def campaign(session: Session) -> int:
        people = seat_members(session, county)
        campaign_id = opened(session, county, [people["feng"]], waters=())
        found_by(session, county, campaign_id, people["feng"], "river", 1)
        return campaign_id

    campaign_id = database.write_now(campaign)
    with Session(database.engine) as session:
        assert counted(session, campaign_id).total == Count(members=1, rivers=1, found=1)
    assigned = update(Issue).values(assigned_at=MOMENT, assignee_post_id=county.posts["zhao"], state=State.ASSIGNED)
    database.write_now(lambda session: session.execute(assigned))
    with Session(database.engine) as session:
        assert counted(session, campaign_id).total == Count(members=1, rivers=1, found=1, transferred=1)
    database.write_now(lambda session: session.execute(update(Issue).values(state=State.INVALID)))
    with Session(database.engine) as session:
        assert counted(session, campaign_id).total == Count()


def test_who_only_was_at_a_river_took_part_and_the_rates_noted_there_are_told(
    database: Database, county: County
) -> None:
    def campaign(session: Session) -> int:
        people = seat_members(session, county)
        campaign_id = opened(session, county, [people["feng"]])
        was_at(session, campaign_id, people["feng"], county.waters["lower"], rates=[92.0, None, None], words="通了")
        return campaign_id

    campaign_id = database.write_now(campaign)
    with Session(database.engine) as session:
        told = counted(session, campaign_id)
        assert (told.total.members, told.total.found) == (1, 0)
        assert [(one.river, one.rates) for one in told.rates] == [("璧南河青溪村段", Rates(92.0, None, None))]
