"""A member takes part: may report under a campaign while it runs, notes visits and the three rates 三率."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.geodesy import Place
from rules.refusals import Refusal
from storage import audit, drafts, places
from storage.audit import By
from storage.campaigns import reading
from storage.campaigns.reading import CampaignCard
from storage.models import CampaignVisit, Issue, Opinion, Water
from storage.places import Own


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What somebody has done under a campaign so far."""

    visits: int
    issues: int
    opinions: int


def running(session: Session, campaign_id: int, person_id: int | None, today: date) -> CampaignCard:
    """The campaign, if this person is enrolled and it runs today; refuses else."""
    campaign = reading.card(session, campaign_id, today)
    if person_id is None or not reading.is_member(session, campaign_id, person_id):
        raise Refusal("refusal/not_in_campaign", name=campaign.name)
    campaign.check_running(today)
    return campaign


def own_part(session: Session, campaign_id: int, person_id: int) -> OwnPart:
    """How many visits, issues and opinions are somebody's."""
    counted = (
        (CampaignVisit.campaign_id == campaign_id, CampaignVisit.person_id == person_id),
        (Issue.campaign_id == campaign_id, Issue.reporter_id == person_id),
        (Opinion.campaign_id == campaign_id, Opinion.author_id == person_id),
    )
    return OwnPart(*(session.scalar(select(func.count()).where(*each)) or 0 for each in counted))


def record_visit(session: Session, by: By, draft_id: int, today: date) -> CampaignVisit:
    """Notes the visit a draft tells of, and closes the draft. A place that was shared says in which region it was."""
    draft = drafts.held(session, draft_id)
    told: Mapping[str, Any] = draft.data
    campaign = running(session, told["campaign_id"], by.person_id, today)
    water = session.scalar(select(Water).where(Water.id == told["water_id"], Water.removed_on.is_(None)))
    if water is None:
        raise Refusal("refusal/reach_gone")
    lat, lon = told.get("place") or (None, None)
    rates = told.get("rates") or (None, None, None)
    visit = CampaignVisit(
        campaign_id=campaign.id, person_id=draft.person_id, water_id=water.id,
        region_id=_region(session, water, told.get("place")), at=by.at, lat=lat, lon=lon, words=told.get("words", ""),
        collected=rates[0], treated=rates[1], compliant=rates[2],
    )  # fmt: skip
    session.add(visit)
    session.flush()
    kept = {name: getattr(visit, name) for name in ("campaign_id", "water_id", "region_id", "words")}
    audit.record(session, by, "campaign_visit", "campaign_visit", visit.id, after=kept | {"rates": list(rates)})
    drafts.close(session, draft_id)
    return visit


def _region(session: Session, water: Water, place: list[float] | None) -> int:
    """Where it was: by the place if it lies by that water, else where the water belongs."""
    if place is None:
        return water.region_id
    where = places.belonging(session, Place(*place), Own((water.path,), water.region_id))
    return where.region_id or water.region_id
