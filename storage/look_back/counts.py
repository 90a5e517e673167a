"""How many issues were looked at again and how many had relapsed 反弹: the one source of the rate."""

from collections.abc import Mapping

from sqlalchemy import func
from sqlalchemy.orm import Session

from storage.ledger import listing
from storage.ledger.figures_parts import NO_WATER, Scope
from storage.ledger.listing import Asked
from storage.models import Issue, LookBackItem, Region


def looked_back(session: Session, scope: Scope) -> Mapping[int, Mapping[str, int]]:
    """By region (or water) of the issue: `looked_back` in the period, whenever closed; of these `relapsed`."""
    place = func.coalesce(Issue.water_id, NO_WATER) if scope.by_water else Region.id
    relapsed = func.count().filter(LookBackItem.held.is_(False))
    rows = (
        listing.selected(Asked(scope.regions, scope.today, water_id=scope.water_id), place, func.count(), relapsed)
        .join(LookBackItem, LookBackItem.issue_id == Issue.id)
        .where(LookBackItem.looked_at >= scope.moments[0], LookBackItem.looked_at < scope.moments[1])
        .group_by(place)
    )
    return {place_id: {"looked_back": looked, "relapsed": failed} for place_id, looked, failed in session.execute(rows)}
