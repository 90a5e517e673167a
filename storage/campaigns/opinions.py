"""Opinions 社情民意: recorded, forwarded to a department or township, answered; each step once, in order."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from rules.campaigns import OpinionState
from rules.refusals import Refusal
from storage import audit, drafts, media
from storage.audit import By
from storage.campaigns import opinion_notices, taking_part
from storage.campaigns.opinion_cards import OpinionCard, card
from storage.models import Opinion, Region, Subject
from storage.posts import desks
from storage.posts.desks import Seat


def has_said(data: dict[str, object]) -> bool:
    """Whether there is a word or a voice; a picture alone is no opinion."""
    return bool(data.get("words") or data.get("voices"))


def submit(session: Session, by: By, draft_id: int, today: date) -> OpinionCard:
    """Records what a draft tells of and tells the office; refuses an empty one, and one under a campaign that rests."""
    draft = drafts.held(session, draft_id)
    if not has_said(draft.data):
        raise Refusal("refusal/opinion_says_nothing")
    campaign_id = draft.data.get("campaign_id")
    campaign = taking_part.running(session, campaign_id, by.person_id, today) if campaign_id else None
    region_id = campaign.region_id if campaign else _own_region(session, draft.person_id, today)
    opinion = Opinion(
        campaign_id=campaign_id, author_id=draft.person_id, region_id=region_id, words=draft.data.get("words", ""),
        state=OpinionState.RECORDED, recorded_at=by.at,
    )  # fmt: skip
    session.add(opinion)
    session.flush()
    media.move(session, (Subject.DRAFT, draft_id), (Subject.OPINION, opinion.id))
    drafts.close(session, draft_id)
    told = {"campaign_id": campaign_id, "region_id": region_id, "words": opinion.words}
    audit.record(session, by, "submit_opinion", "opinion", opinion.id, after=told)
    recorded = card(session, opinion.id, today)
    opinion_notices.tell_office(session, by, recorded, region_id, today)
    return recorded


def forward(session: Session, by: By, opinion_id: int, post_id: int, remark: str, seen: OpinionState,
            seen_post_id: int | None, today: date) -> OpinionCard:  # fmt: skip
    """Hands it to the holder of a post, or to another while there is no answer; whoever holds it is told."""
    own = (Opinion.state == seen) & Opinion.to_post_id.is_not_distinct_from(seen_post_id)
    _step(session, by, opinion_id, own & (Opinion.state != OpinionState.ANSWERED), "forward_opinion", today,
          state=OpinionState.FORWARDED, to_post_id=post_id, remark=remark, forwarded_at=by.at,
          forwarded_by_id=by.person_id)  # fmt: skip
    forwarded = card(session, opinion_id, today)
    opinion_notices.tell_forwarded(session, by, forwarded, today)
    return forwarded


def answer(session: Session, by: By, opinion_id: int, words: str, seen_post_id: int | None, today: date) -> OpinionCard:
    """Keeps the answer; the author and the office that forwarded it are told."""
    own = (Opinion.state != OpinionState.ANSWERED) & Opinion.to_post_id.is_not_distinct_from(seen_post_id)
    _step(session, by, opinion_id, own, "answer_opinion", today, state=OpinionState.ANSWERED, answer=words,
          answered_at=by.at, answered_by_id=by.person_id)  # fmt: skip
    answered = card(session, opinion_id, today)
    opinion_notices.tell_answered(session, by, answered)
    return answered


def _step(session: Session, by: By, opinion_id: int, own: ColumnElement[bool], act: str, today: date,
          **values: object) -> None:  # fmt: skip
    moved = update(Opinion).where(Opinion.id == opinion_id, own).values(**values).returning(Opinion.id)
    if session.scalar(moved) is None:
        now = card(session, opinion_id, today)
        raise Refusal("refusal/opinion_moved_on", state=now.state, to=now.to, answered_by=now.answered_by)
    told = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in values.items()}
    audit.record(session, by, act, "opinion", opinion_id, after=told)


def _own_region(session: Session, person_id: int, today: date) -> int:
    """The region of the author's first post, else the whole jurisdiction."""
    seats: tuple[Seat, ...] = desks.seats(session, person_id, today)
    if seats:
        return seats[0].region_id
    return session.scalars(select(Region.id).where(Region.parent_id.is_(None)).order_by(Region.id)).first() or 0
