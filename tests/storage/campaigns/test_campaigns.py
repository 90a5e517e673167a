"""Campaigns opened, changed and closed; who is told; what is refused."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Action, may
from rules.campaigns import OpinionState, Standing
from rules.refusals import Refusal
from storage import drafts
from storage.audit import By
from storage.campaigns import addressees, opening, opinion_cards, opinions, reading, taking_part
from storage.campaigns.opinion_cards import Asked
from storage.database import Database
from storage.models import Campaign, CampaignMember, Notice, Opinion
from storage.posts.desks import desk
from tests.campaign_making import MOMENT, TODAY, by, opened, seat_members
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.storage.campaigns.test_campaign_figures import gives_opinion, was_at


def told(session: Session, kind: str) -> list[int]:
    """Who was told something, in order."""
    return list(session.scalars(select(Notice.person_id).where(Notice.kind == kind).order_by(Notice.id)))


@ONE_DATABASE
def test_members_come_and_go_and_are_told_each_time(database: Database, county: County) -> None:
    people = database.write_now(seat_members, county)
    feng, tan = people["feng"], people["tan"]
    campaign_id = database.write_now(opened, county, [feng])

    def change(minutes: int, added: list[int], removed: list[int]) -> int:
        hand = by(county, at=MOMENT + timedelta(minutes=minutes))
        return database.write_now(opening.change_members, hand, campaign_id, added, removed, (), TODAY)

    assert change(1, [tan, feng], []) == 2
    assert change(2, [tan], []) == 2
    assert change(3, [], [tan]) == 1
    assert change(4, [tan], [feng]) == 1
    with pytest.raises(Refusal, match="refusal/campaign_without_members"):
        change(5, [], [tan])
    with Session(database.engine) as session:
        assert told(session, "campaign/enrolled") == [feng, tan, tan]
        assert told(session, "campaign/taken_out") == [tan, feng]
        assert reading.member_ids(session, campaign_id) == (tan,)
        assert session.get_one(CampaignMember, (campaign_id, feng)).left_at is not None
        with pytest.raises(Refusal, match="refusal/not_in_campaign"):
            taking_part.running(session, campaign_id, feng, TODAY)


@ONE_DATABASE
def test_what_an_office_may_not_open_is_refused(database: Database, county: County) -> None:
    [feng, *_] = database.write_now(seat_members, county).values()
    database.write_now(opened, county, [feng])
    for wrong, members, more in (
        ("refusal/campaign_name_used", [feng], {}),
        ("refusal/campaign_without_members", [], {"name": "甲"}),
        ("refusal/campaign_ends_before_it_begins", [feng], {"name": "乙", "until_on": date(2026, 10, 31)}),
        ("refusal/campaign_end_is_gone", [feng], {"name": "丙", "until_on": date(2026, 11, 22)}),
    ):
        with pytest.raises(Refusal, match=wrong):
            database.write_now(opened, county, members, **more)
    with Session(database.engine) as session:
        assert [one.name for one in session.scalars(select(Campaign))] == ["百名委员巡百河"]
        assert told(session, "campaign/enrolled") == [feng]


@ONE_DATABASE
def test_before_it_begins_after_its_end_and_when_closed_nothing_is_recorded(database: Database, county: County) -> None:
    [feng, *_] = database.write_now(seat_members, county).values()
    campaign_id = database.write_now(opened, county, [feng], from_on=date(2026, 11, 24), until_on=date(2026, 11, 30))

    def standing_on(day: date) -> Standing:
        return database.read_now(reading.card, campaign_id, day).standing

    assert [standing_on(date(2026, 11, each)) for each in (23, 24, 30)] == ["ahead", "running", "running"]
    with pytest.raises(Refusal, match="refusal/campaign_not_begun"):
        database.write_now(was_at, campaign_id, feng, county.waters["lower"])
    with pytest.raises(Refusal, match="refusal/campaign_not_begun"):
        database.write_now(gives_opinion, campaign_id, feng, "太早")
    with pytest.raises(Refusal, match="refusal/campaign_over"):
        database.read_now(taking_part.running, campaign_id, feng, date(2026, 12, 1))
    hand, seen = by(county), date(2026, 11, 30)
    database.write_now(opening.extend, hand, campaign_id, date(2026, 12, 10), seen, TODAY)
    with pytest.raises(Refusal, match="refusal/campaign_has_changed"):
        database.write_now(opening.extend, hand, campaign_id, date(2026, 12, 20), seen, TODAY)
    database.read_now(taking_part.running, campaign_id, feng, date(2026, 12, 1))
    database.write_now(opening.close, hand, campaign_id, TODAY)
    for act in (
        lambda session: opening.close(session, hand, campaign_id, TODAY),
        lambda session: opening.change_waters(session, hand, campaign_id, [county.waters["upper"]], []),
        lambda session: opening.change_members(session, hand, campaign_id, [county.people["zhang"]], [], (), TODAY),
    ):
        with pytest.raises(Refusal, match="refusal/campaign_closed"):
            database.write_now(act)
    with Session(database.engine) as session:
        assert (told(session, "campaign/extended"), told(session, "campaign/closed")) == ([feng], [feng])
        with pytest.raises(Refusal, match="refusal/campaign_over"):
            taking_part.running(session, campaign_id, feng, date(2026, 12, 1))


@ONE_DATABASE
def test_whoever_is_enrolled_takes_part_whatever_the_own_post_until_it_is_closed(
    database: Database, county: County
) -> None:
    zhang = county.telegram["zhang"]
    campaign_id = database.write_now(opened, county, [county.people["zhang"]])
    assert database.read_now(desk, zhang, zhang, TODAY).enrolled is True
    assert database.read_now(desk, county.telegram["sun"], 1, TODAY).enrolled is False
    database.write_now(gives_opinion, campaign_id, county.people["zhang"], "河边缺垃圾箱")
    database.write_now(opening.close, by(county), campaign_id, TODAY)
    afterwards = database.read_now(desk, zhang, zhang, TODAY)
    assert afterwards.enrolled is False
    assert [may(afterwards, each) for each in (Action.SEE_OPINIONS, Action.TAKE_PART, Action.SEE_CAMPAIGNS)] == [
        True, False, False,
    ]  # fmt: skip
    assert not may(database.read_now(desk, county.telegram["sun"], 1, TODAY), Action.SEE_OPINIONS)


def test_an_opinion_goes_its_way_once_and_in_order(database: Database, county: County) -> None:
    people = database.write_now(seat_members, county)
    campaign_id = database.write_now(opened, county, [people["feng"]])
    opinion_id = database.write_now(gives_opinion, campaign_id, people["feng"], "河边缺垃圾箱")
    zhao, qian, recorded = county.posts["zhao"], county.posts["qian"], OpinionState.RECORDED
    forwarded = database.write_now(opinions.forward, by(county), opinion_id, zhao, "请速办", recorded, None, TODAY)
    assert (forwarded.state, forwarded.to) == ("forwarded", "大路街道环卫所（赵铁军）")
    with pytest.raises(Refusal, match="refusal/opinion_moved_on") as late:  # a second tap, or another hand
        database.write_now(opinions.forward, by(county), opinion_id, qian, "", recorded, None, TODAY)
    assert late.value.values["to"] == "大路街道环卫所（赵铁军）"
    later = by(county, at=MOMENT + timedelta(minutes=5))
    database.write_now(opinions.forward, later, opinion_id, qian, "", OpinionState.FORWARDED, zhao, TODAY)
    with pytest.raises(Refusal, match="refusal/opinion_moved_on"):  # 赵铁军 had it before it was handed on
        database.write_now(opinions.answer, by(county, "zhao"), opinion_id, "已办", zhao, TODAY)
    database.write_now(opinions.answer, by(county, "qian"), opinion_id, "下周装好", qian, TODAY)
    with pytest.raises(Refusal, match="refusal/opinion_moved_on"):
        database.write_now(opinions.answer, by(county, "qian"), opinion_id, "再答一次", qian, TODAY)
    with Session(database.engine) as session:
        stored = session.get_one(Opinion, opinion_id)
        assert (stored.state, stored.answer) == ("answered", "下周装好")
        assert told(session, "opinion/recorded") == [county.people["chen"]]
        assert told(session, "opinion/forwarded_to_you") == [county.people["zhao"], county.people["qian"]]
        assert sorted(told(session, "opinion/answered")) == sorted([people["feng"], county.people["chen"]])


@ONE_DATABASE
def test_opinions_are_listed_to_whom_they_concern_and_an_empty_one_is_refused(
    database: Database, county: County
) -> None:
    people = database.write_now(seat_members, county)
    campaign_id = database.write_now(opened, county, [people["feng"]])
    with pytest.raises(Refusal, match="refusal/opinion_says_nothing"):
        database.write_now(gives_opinion, campaign_id, people["feng"], "")
    opinion_id = database.write_now(gives_opinion, campaign_id, people["feng"], "河边缺垃圾箱")
    by_itself = database.write_now(_by_itself, people["tan"])
    with Session(database.engine) as session:
        district = session.get_one(Campaign, campaign_id).region_id

        def of(asked: Asked) -> list[int]:
            return [one.id for one in opinion_cards.listed(session, asked, TODAY)[0]]

        assert of(Asked((f"/{district}/",), (), None)) == [by_itself, opinion_id]
        assert of(Asked((f"/{district}/",), (), None, campaign_id)) == [opinion_id]
        assert of(Asked((), (), people["tan"])) == [by_itself]
        assert of(Asked((), (county.posts["zhao"],), None)) == []
        found, total = addressees.addressees(session, [f"/{district}/"], "环卫", county.people["chen"], TODAY)
        assert ([one.seat for one in found], total) == (["大路街道环卫所（赵铁军）"], 1)
        every, _ = addressees.addressees(session, [f"/{district}/"], "", county.people["chen"], TODAY)
        assert "大路街道河长办（王晓梅）" in [one.seat for one in every]
        assert not any("陈志远" in one.seat for one in every)


def _by_itself(session: Session, person_id: int) -> int:
    draft = drafts.begin(session, 20_001, person_id, "opinion_new", "words", MOMENT, campaign_id=None, words="建议")
    return opinions.submit(session, By(MOMENT, person_id), draft.id, TODAY).id
