"""What a campaign is, who is in it, which waters it looks at. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from rules.campaigns import Standing, check_running, standing
from rules.refusals import Refusal
from storage.ledger.listing import inside
from storage.models import Campaign, CampaignMember, CampaignWater, Person, Region, Water

PAGE = 6


@dataclass(frozen=True, slots=True)
class CampaignCard:
    """All that is said of a campaign. `waters` are ids and names (none: every water); `members` are enrolled now."""

    id: int
    name: str
    region_id: int
    region: str
    region_path: str
    topics: tuple[str, ...]
    from_on: date
    until_on: date
    closed_at: datetime | None
    standing: Standing
    waters: tuple[tuple[int, str], ...]
    members: int

    def check_running(self, today: date) -> None:
        """Refuses before it begins and after its end."""
        check_running(self.name, self.from_on, self.until_on, self.closed_at is not None, today)


def card(session: Session, campaign_id: int, today: date) -> CampaignCard:
    """The campaign as it stands; refuses a number that is none."""
    row = session.get(Campaign, campaign_id, populate_existing=True)
    if row is None:
        raise Refusal("refusal/no_such_campaign")
    region = session.get_one(Region, row.region_id)
    return CampaignCard(
        id=row.id,
        name=row.name,
        region_id=region.id,
        region=region.name,
        region_path=region.path,
        topics=tuple(row.topics),
        from_on=row.from_on,
        until_on=row.until_on,
        closed_at=row.closed_at,
        standing=standing(row.from_on, row.until_on, row.closed_at is not None, today),
        waters=waters(session, campaign_id),
        members=len(member_ids(session, campaign_id)),
    )


def waters(session: Session, campaign_id: int) -> tuple[tuple[int, str], ...]:
    """Ids and names of the waters it looks at; none when it looks at all."""
    rows = select(Water.id, Water.name).join(CampaignWater, CampaignWater.water_id == Water.id)
    found = session.execute(rows.where(CampaignWater.campaign_id == campaign_id).order_by(Water.path))
    return tuple((water_id, name) for water_id, name in found)


def member_ids(session: Session, campaign_id: int) -> tuple[int, ...]:
    """The people enrolled now, by name."""
    return tuple(session.scalars(_members(campaign_id).with_only_columns(Person.id)))


def is_member(session: Session, campaign_id: int, person_id: int) -> bool:
    """Whether somebody is enrolled now."""
    row = session.get(CampaignMember, (campaign_id, person_id))
    return row is not None and row.left_at is None


def listed(
    session: Session, regions: Sequence[str], person_id: int, today: date, offset: int = 0
) -> tuple[list[CampaignCard], int]:
    """A page of the campaigns of some regions' offices and of those somebody is in; and how many there are.

    What goes on comes first, then the newest.
    """
    own = select(CampaignMember.campaign_id).where(
        CampaignMember.person_id == person_id, CampaignMember.left_at.is_(None)
    )
    rows = select(Campaign.id).join(Region, Region.id == Campaign.region_id)
    rows = rows.where(or_(inside(regions), Campaign.id.in_(own)))
    total = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    going_on = case((Campaign.closed_at.is_(None) & (Campaign.until_on >= today), 0), else_=1)
    ordered = rows.order_by(going_on, Campaign.from_on.desc(), Campaign.id.desc())
    ids = session.scalars(ordered.offset(max(0, offset)).limit(PAGE))
    return [card(session, each, today) for each in ids], total


def _members(campaign_id: int) -> Select[int]:
    return (
        select(Person.id)
        .join(CampaignMember, CampaignMember.person_id == Person.id)
        .where(CampaignMember.campaign_id == campaign_id, CampaignMember.left_at.is_(None))
        .order_by(Person.name, Person.id)
    )
