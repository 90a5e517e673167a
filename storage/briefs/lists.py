"""The planned patrols that concern somebody, and what somebody's office was asked. Reads only."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from rules.roles import CHIEFS, Role
from storage.action_items.seats import said
from storage.ledger.listing import inside
from storage.models import BriefAsk, PatrolPlan, PlanState, Post, Region, Water
from storage.posts.desks import Seat
from storage.posts.holders import ids_of

LOOKED_BACK = 30  # days
PAGE = 8


class Line(NamedTuple):
    """A planned patrol in a list."""

    id: int
    patrol_on: date
    state: PlanState
    water: str
    seat: str
    ask_id: int | None = None


def plans_of(session: Session, seats: Sequence[Seat], today: date, offset: int = 0) -> tuple[list[Line], int]:
    """The patrols planned that concern these seats, the next one first, then those of the last days; and how many."""
    own = [seat.post_id for seat in seats if seat.role in CHIEFS]
    paths = [seat.water_path for seat in seats if seat.role is Role.LIAISON and seat.water_path]
    offices_of = [seat.region_path for seat in seats if seat.role is Role.OFFICE]
    below = [each for path in paths for each in ids_of(path)]
    mine = or_(
        PatrolPlan.post_id.in_(own), Water.id.in_(below), *(Water.path.startswith(path) for path in paths),
        inside(offices_of),
    )  # fmt: skip
    rows = (
        select(PatrolPlan.id, PatrolPlan.patrol_on, PatrolPlan.state, Water.name, PatrolPlan.post_id)
        .join(Post, Post.id == PatrolPlan.post_id)
        .join(Water, Water.id == PatrolPlan.water_id)
        .join(Region, Region.id == Post.region_id)
        .where(mine, PatrolPlan.state != PlanState.CANCELLED,
               PatrolPlan.patrol_on >= today - timedelta(days=LOOKED_BACK))
    )  # fmt: skip
    total = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    order = (PatrolPlan.patrol_on < today, PatrolPlan.patrol_on, PatrolPlan.id)
    found = session.execute(rows.order_by(*order).offset(offset).limit(PAGE)).all()
    names = said(session, {row[4] for row in found}, today)
    return [Line(*row[:4], names[row[4]]) for row in found], total


def asked_of(session: Session, regions: Sequence[str], today: date) -> list[Line]:
    """What offices of these regions (by path) were asked and have not answered, for patrols still to come."""
    rows = session.execute(
        select(PatrolPlan.id, PatrolPlan.patrol_on, PatrolPlan.state, Water.name, PatrolPlan.post_id, BriefAsk.id)
        .join(BriefAsk, BriefAsk.plan_id == PatrolPlan.id)
        .join(Region, Region.id == BriefAsk.region_id)
        .join(Water, Water.id == PatrolPlan.water_id)
        .where(Region.path.in_(regions), BriefAsk.answered_at.is_(None), PatrolPlan.patrol_on >= today,
               PatrolPlan.state != PlanState.CANCELLED)
        .order_by(PatrolPlan.patrol_on, BriefAsk.id)
    ).all()  # fmt: skip
    names = said(session, {row[4] for row in rows}, today)
    return [Line(*row[:4], names[row[4]], row[5]) for row in rows]
