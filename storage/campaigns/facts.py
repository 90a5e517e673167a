"""What was done under a campaign, a row each: issues, visits, opinions; and which river each counts for."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Integer, case, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from rules.campaigns import OpinionState
from rules.issue_states import State
from rules.roles import Level
from storage.campaigns.reading import CampaignCard
from storage.ledger.listing import standing_states
from storage.models import CampaignVisit, Issue, Opinion, Post, Region, Water

RECTIFIED = (State.DONE, State.CLOSED)
_BELOW_COUNTY = (Level.TOWNSHIP, Level.VILLAGE)


class Fact(NamedTuple):
    """One issue, visit or opinion; the last four are 1 or 0."""

    kind: str
    person_id: int
    water_id: int | None
    region_id: int
    transferred: int
    rectified: int
    forwarded: int
    answered: int


class Rivers:
    """Which river a water counts for: one that the campaign names, else the river it belongs to."""

    def __init__(self, session: Session, campaign: CampaignCard) -> None:
        self._named = [water_id for water_id, _ in campaign.waters]
        rows = session.execute(select(Water.id, Water.name, Water.path, Water.region_id)).all()
        self.names: dict[int, str] = {row.id: row.name for row in rows}
        self.regions: dict[int, int] = {row.id: row.region_id for row in rows}
        self._paths = {row.id: [int(part) for part in row.path.strip("/").split("/")] for row in rows}

    def of(self, water_id: int | None) -> int | None:
        """The river of a water, None where none was told."""
        if water_id is None:
            return None
        way = self._paths[water_id]
        return next((each for each in reversed(way) if each in self._named), way[0])

    def counted(self, rivers: Iterable[int | None]) -> int:
        """How many rivers somebody was at, of those the campaign names if it names any."""
        return len({each for each in rivers if each is not None and (not self._named or each in self._named)})

    @property
    def named(self) -> Sequence[int]:
        """The rivers that the campaign names."""
        return self._named


def facts(session: Session, campaign_id: int) -> list[Fact]:
    """Everything done under a campaign: the one query behind its figures."""
    return [Fact(*row) for row in session.execute(_done(campaign_id))]


def _done(campaign_id: int) -> CompoundSelect[Any]:
    no, zero = null().cast(Integer), literal(0)
    # An issue is with the township as soon as it lies there, for its office has it to assign; one that lies with the
    # district itself is transferred when it is assigned.
    transferred = case((or_(Region.level.in_(_BELOW_COUNTY), Issue.assigned_at.is_not(None)), 1), else_=0)
    issues = (
        select(literal("issue"), Issue.reporter_id, Issue.water_id, Issue.region_id, transferred,
               case((Issue.state.in_(RECTIFIED), 1), else_=0), zero, zero)
        .join(Region, Region.id == Issue.region_id)
        .where(Issue.campaign_id == campaign_id, Issue.state.in_(standing_states()))
    )  # fmt: skip
    visits = select(
        literal("visit"), CampaignVisit.person_id, CampaignVisit.water_id, CampaignVisit.region_id,
        zero, zero, zero, zero,
    ).where(CampaignVisit.campaign_id == campaign_id)  # fmt: skip
    # An opinion counts where its addressee is; as long as it has none, with the office that has it.
    place = case((Post.region_id.is_not(None), Post.region_id), else_=Opinion.region_id)
    opinions = (
        select(literal("opinion"), Opinion.author_id, no, place, zero, zero,
               case((Opinion.state != OpinionState.RECORDED, 1), else_=0),
               case((Opinion.state == OpinionState.ANSWERED, 1), else_=0))
        .outerjoin(Post, Post.id == Opinion.to_post_id)
        .where(Opinion.campaign_id == campaign_id)
    )  # fmt: skip
    return union_all(issues, visits, opinions)
