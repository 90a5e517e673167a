"""What the members of a campaign are told: enrolled, taken out, prolonged, closed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from storage.audit import By
from storage.campaigns.reading import CampaignCard
from storage.models import Urgency
from storage.outbox import Tell, tell

NAMED = 6


def tell_members(session: Session, by: By, kind: str, campaign: CampaignCard, people: Iterable[int]) -> None:
    """Tells each of them once `campaign/<what>`; enrolled twice is told twice, for the moment is part of the key."""
    what = kind.removeprefix("campaign/")
    values = told_of(campaign)
    rows = [["campaign.open", f"campaign:open:{campaign.id}"]]
    tell(
        session,
        by.at,
        [
            Tell(kind, f"campaign:{campaign.id}:{what}:{person}:{by.at.isoformat()}", person, values, Urgency.DAYTIME,
                 [] if kind == "campaign/taken_out" else [rows])
            for person in people
        ],
    )  # fmt: skip


def told_of(campaign: CampaignCard) -> dict[str, Any]:
    """The campaign in JSON values, for a notice."""
    return {
        "name": campaign.name,
        "region": campaign.region,
        "topics": list(campaign.topics),
        "from_on": campaign.from_on.isoformat(),
        "until_on": campaign.until_on.isoformat(),
        "waters": [name for _, name in campaign.waters[:NAMED]],
        "water_count": len(campaign.waters),
    }
