"""Opinions 社情民意 as they stand: a card of one, a list of many. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from rules.campaigns import OpinionState
from rules.refusals import Refusal
from storage import media
from storage.campaigns.addressees import addressee
from storage.ledger.listing import inside
from storage.models import Campaign, Media, Opinion, Person, Region, Subject
from storage.posts.naming import name_of

PAGE = 6


@dataclass(frozen=True, slots=True)
class OpinionCard:
    """All that is said of an opinion; `to` is the seat it was forwarded to, with its holders."""

    id: int
    author_id: int
    author: str
    campaign: str
    region_path: str
    words: str
    files: int
    state: OpinionState
    recorded_at: datetime
    to_post_id: int | None
    to: str
    remark: str
    forwarded_at: datetime | None
    forwarded_by_id: int | None
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose opinions are listed: by the paths of regions, by the posts they were handed to, by their author."""

    regions: tuple[str, ...]
    posts: tuple[int, ...]
    author_id: int | None
    campaign_id: int | None = None

    def condition(self) -> ColumnElement[bool]:
        """The condition on Opinion and its Region."""
        whose = or_(inside(self.regions), Opinion.to_post_id.in_(self.posts), Opinion.author_id == self.author_id)
        return whose if self.campaign_id is None else whose & (Opinion.campaign_id == self.campaign_id)


def card(session: Session, opinion_id: int, today: date) -> OpinionCard:
    """The opinion as it stands; refuses a number that is none."""
    row = session.get(Opinion, opinion_id, populate_existing=True)
    if row is None:
        raise Refusal("refusal/no_such_opinion")
    campaign = session.get(Campaign, row.campaign_id) if row.campaign_id else None
    to = addressee(session, row.to_post_id, today)
    return OpinionCard(
        id=row.id, author_id=row.author_id, author=session.get_one(Person, row.author_id).name,
        campaign=campaign.name if campaign else "", region_path=session.get_one(Region, row.region_id).path,
        words=row.words, files=len(files(session, row.id)), state=row.state, recorded_at=row.recorded_at,
        to_post_id=row.to_post_id, to=to.seat if to else "", remark=row.remark,
        forwarded_at=row.forwarded_at, forwarded_by_id=row.forwarded_by_id, answer=row.answer,
        answered_by=name_of(session, row.answered_by_id), answered_at=row.answered_at,
    )  # fmt: skip


def files(session: Session, opinion_id: int) -> list[Media]:
    """What was sent with it."""
    return media.of(session, Subject.OPINION, opinion_id)


def listed(
    session: Session, asked: Asked, today: date, offset: int = 0, limit: int = PAGE
) -> tuple[list[OpinionCard], int]:
    """Those of the regions, those handed to the posts, the person's own: what waits first, then the newest."""
    rows = select(Opinion.id).join(Region, Region.id == Opinion.region_id).where(asked.condition())
    total = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    waits = Opinion.state == OpinionState.RECORDED
    ordered = rows.order_by(waits.desc(), (Opinion.state == OpinionState.FORWARDED).desc(), Opinion.id.desc())
    return [card(session, each, today) for each in session.scalars(ordered.offset(max(0, offset)).limit(limit))], total
