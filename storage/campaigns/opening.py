"""An office opens a campaign, changes its members, waters and last day, and closes it; members are told."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from rules.campaigns import check_days
from rules.refusals import Refusal
from storage import audit
from storage.audit import By
from storage.campaigns import reading
from storage.campaigns.notices import tell_members
from storage.campaigns.reading import CampaignCard
from storage.models import Campaign, CampaignMember, CampaignWater
from storage.once import insert_once
from storage.points.people import Told, enrol


@dataclass(frozen=True, slots=True)
class Wanted:
    """A campaign as an office wants it. `members` are ids; `new` are people who come on the roster by it."""

    name: str
    region_id: int
    topics: Sequence[str]
    from_on: date
    until_on: date
    waters: Sequence[int]
    members: Sequence[int]
    new: Sequence[Told] = field(default=())


def check_name(session: Session, region_id: int, name: str) -> None:
    """Refuses a name that a campaign of this office already has, whenever it was."""
    used = session.scalar(select(Campaign).where(Campaign.region_id == region_id, Campaign.name == name))
    if used is not None:
        raise Refusal("refusal/campaign_name_used", name=name, from_on=used.from_on)


def open_campaign(session: Session, by: By, wanted: Wanted, today: date) -> int:
    """Opens it and tells every member; returns its id. Refuses wrong days, no members, a name used already."""
    check_name(session, wanted.region_id, wanted.name)
    check_days(wanted.from_on, wanted.until_on, today)
    if not (wanted.members or wanted.new):
        raise Refusal("refusal/campaign_without_members")
    assert by.person_id is not None  # noqa: S101 - only an office opens campaigns
    row = {
        "name": wanted.name, "region_id": wanted.region_id, "topics": list(wanted.topics), "from_on": wanted.from_on,
        "until_on": wanted.until_on, "opened_at": by.at, "opened_by_id": by.person_id,
    }  # fmt: skip
    made = insert_once(session, Campaign, [row])
    if not made:  # another hand was faster
        raise Refusal("refusal/campaign_name_used", name=wanted.name, from_on=wanted.from_on)
    told = row | {"opened_at": by.at.isoformat(), "from_on": wanted.from_on.isoformat(),
                  "until_on": wanted.until_on.isoformat()}  # fmt: skip
    audit.record(session, by, "open_campaign", "campaign", made[0], after=told)
    change_waters(session, by, made[0], wanted.waters, ())
    change_members(session, by, made[0], wanted.members, (), wanted.new, today)
    return made[0]


def change_members(
    session: Session, by: By, campaign_id: int, added: Collection[int], removed: Collection[int],
    new: Iterable[Told], today: date,
) -> int:  # fmt: skip
    """Enrols and takes out; who is in already, or out already, hears nothing. Returns how many are in now."""
    _still_open(session, campaign_id)
    before = set(reading.member_ids(session, campaign_id))
    coming = {*added, *(enrol(session, by, who) for who in new)} - before
    going = (set(removed) & before) - set(added)
    rows = [{"campaign_id": campaign_id, "person_id": each, "enrolled_at": by.at} for each in sorted(coming)]
    insert_once(session, CampaignMember, rows)
    own = CampaignMember.campaign_id == campaign_id
    for people, values in ((coming, {"enrolled_at": by.at, "left_at": None}), (going, {"left_at": by.at})):
        session.execute(update(CampaignMember).where(own, CampaignMember.person_id.in_(people)).values(**values))
    if before and not before - going | coming:
        raise Refusal("refusal/campaign_without_members")
    _tell_changes(session, by, reading.card(session, campaign_id, today), coming, going)
    return len(before - going | coming)


def change_waters(session: Session, by: By, campaign_id: int, added: Collection[int], removed: Collection[int]) -> None:
    """Which waters it looks at from now on."""
    _still_open(session, campaign_id)
    insert_once(session, CampaignWater, [{"campaign_id": campaign_id, "water_id": each} for each in added])
    own = CampaignWater.campaign_id == campaign_id
    session.execute(delete(CampaignWater).where(own, CampaignWater.water_id.in_(removed)))
    if added or removed:
        audit.record(
            session, by, "campaign_waters", "campaign", campaign_id, added=sorted(added), removed=sorted(removed)
        )


def extend(session: Session, by: By, campaign_id: int, until_on: date, seen: date, today: date) -> CampaignCard:
    """Another last day, in place of the one that was `seen`; every member hears of it."""
    campaign = _still_open(session, campaign_id)
    check_days(campaign.from_on, until_on, today)
    own = (Campaign.id == campaign_id) & (Campaign.until_on == seen) & Campaign.closed_at.is_(None)
    _changed(session, update(Campaign).where(own).values(until_on=until_on).returning(Campaign.id))
    changed = reading.card(session, campaign_id, today)
    if until_on != seen:
        days = {"before": seen.isoformat(), "after": until_on.isoformat()}
        audit.record(session, by, "extend_campaign", "campaign", campaign_id, **days)
        tell_members(session, by, "campaign/extended", changed, reading.member_ids(session, campaign_id))
    return changed


def close(session: Session, by: By, campaign_id: int, today: date) -> CampaignCard:
    """Closes it for good; its members hear of it, its figures stay."""
    _still_open(session, campaign_id)
    own = (Campaign.id == campaign_id) & Campaign.closed_at.is_(None)
    _changed(session, update(Campaign).where(own).values(closed_at=by.at).returning(Campaign.id))
    audit.record(session, by, "close_campaign", "campaign", campaign_id)
    closed = reading.card(session, campaign_id, today)
    tell_members(session, by, "campaign/closed", closed, reading.member_ids(session, campaign_id))
    return closed


def _still_open(session: Session, campaign_id: int) -> Campaign:
    campaign = session.get(Campaign, campaign_id, with_for_update=True, populate_existing=True)
    if campaign is None:
        raise Refusal("refusal/no_such_campaign")
    if campaign.closed_at is not None:
        raise Refusal("refusal/campaign_closed", name=campaign.name, closed_at=campaign.closed_at)
    return campaign


def _changed(session: Session, statement: object) -> None:
    if session.scalar(statement) is None:  # type: ignore[call-overload]
        raise Refusal("refusal/campaign_has_changed")


def _tell_changes(session: Session, by: By, campaign: CampaignCard, coming: set[int], going: set[int]) -> None:
    if coming or going:
        audit.record(
            session, by, "campaign_members", "campaign", campaign.id, added=sorted(coming), removed=sorted(going)
        )
    tell_members(session, by, "campaign/enrolled", campaign, sorted(coming))
    tell_members(session, by, "campaign/taken_out", campaign, sorted(going))
