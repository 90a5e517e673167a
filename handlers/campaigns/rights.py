"""Who may do what with a campaign or an opinion that they have before them."""

from handlers.access import TABLE, Action, may, require
from handlers.context import Context
from handlers.office import scope
from rules.refusals import Refusal
from storage.campaigns import reading
from storage.campaigns.opinion_cards import OpinionCard
from storage.campaigns.reading import CampaignCard
from storage.posts.desks import Desk


def regions(desk: Desk, action: Action) -> tuple[str, ...]:
    """The regions in which the person may do the action; none for who only has a part of their own."""
    return tuple(seat.region_path for seat in scope.seats(desk, action))


def manages(desk: Desk, region_path: str) -> bool:
    """Whether the person leads the campaigns, and forwards the opinions, of a region."""
    return any(region_path.startswith(path) for path in regions(desk, Action.MANAGE_CAMPAIGN))


def require_managing(desk: Desk, region_path: str) -> None:
    """Refuses whoever does not lead the campaigns of a region."""
    require(desk, Action.MANAGE_CAMPAIGN)
    if not manages(desk, region_path):
        raise Refusal("refusal/not_your_region")


async def seen(context: Context, campaign_id: int) -> tuple[CampaignCard, bool]:
    """A campaign and whether the person is in it; refuses who neither leads it nor is."""
    campaign = await context.read(reading.card, campaign_id, context.today)
    enrolled = await context.read(reading.is_member, campaign_id, context.person_id)
    if not enrolled and not manages(context.desk, campaign.region_path):
        raise Refusal("refusal/not_in_campaign", name=campaign.name)
    return campaign, enrolled


def may_answer(desk: Desk, opinion: OpinionCard) -> bool:
    """Whoever holds the post it was forwarded to answers, or the office that has it."""
    seat = desk.seat_of(opinion.to_post_id)
    held = seat is not None and seat.role in TABLE[Action.SEE_OPINIONS]
    return may(desk, Action.SEE_OPINIONS) and (held or manages(desk, opinion.region_path))


def require_seeing(desk: Desk, opinion: OpinionCard) -> None:
    """Refuses whoever neither wrote it, nor has it to answer, nor leads the region's opinions."""
    if opinion.author_id != desk.person_id and not may_answer(desk, opinion):
        raise Refusal("refusal/not_your_matter")
