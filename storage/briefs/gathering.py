"""Gathering for a brief: clues 明查暗访 of the liaison unit, what localities want coordinated."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from rules.briefs import PieceKind
from rules.refusals import Refusal
from rules.roles import Level, Role
from storage import audit, drafts, media
from storage.audit import By
from storage.briefs import cards, telling
from storage.briefs.cards import Ask, PlanCard
from storage.models import BriefAsk, BriefPiece, PlanState, Region, Subject, Water
from storage.once import insert_once, rows_changed
from storage.posts.holders import Holder, holders, ids_of, posts_of

MOST_ASKED = 60


class NewPiece(NamedTuple):
    """A clue or request as it was told; a request names the question it answers."""

    plan_id: int
    kind: PieceKind
    words: str
    region_id: int | None = None
    lat: float | None = None
    lon: float | None = None


def add(session: Session, by: By, draft_id: int, new: NewPiece, today: date) -> PlanCard:
    """Keeps it with what the draft collected. Refuses where the patrol is over or cancelled."""
    draft = drafts.held(session, draft_id)
    card = open_card(session, new.plan_id, today)
    piece = BriefPiece(**new._asdict(), post_id=by.post_id, person_id=by.person_id or draft.person_id, at=by.at)
    session.add(piece)
    session.flush()
    media.move(session, (Subject.DRAFT, draft_id), (Subject.BRIEF_PIECE, piece.id))
    session.delete(draft)
    session.flush()
    audit.record(session, by, "add_piece", "brief_piece", piece.id, after=new._asdict())
    if new.kind is PieceKind.REQUEST and new.region_id is not None:
        _settle(session, by, new.plan_id, new.region_id, nothing=False)
        telling.tell_request(session, by, card, piece.id, session.get_one(Region, new.region_id).name, new.words)
    return cards.card(session, new.plan_id, today)


def localities(session: Session, card: PlanCard, today: date) -> dict[int, tuple[Holder, ...]]:
    """The offices to be asked, by region: one level below the chief, where the water or what belongs to it lies."""
    below = card.level.subordinate
    if below is None:
        return {}
    paths = session.scalars(
        select(Region.path)
        .join(Water, Water.region_id == Region.id)
        .where(Water.path.startswith(card.water_path), Water.removed_on.is_(None))
    ).all()
    along = {each for path in paths for each in ids_of(path)}
    regions = _regions(session, card, below, along) or _regions(session, card, below, None)
    posts = posts_of(session, Role.OFFICE, set(regions))
    held = holders(session, [post for some in posts.values() for post in some], today)
    people = {region: tuple(one for post in some for one in held.get(post, ())) for region, some in posts.items()}
    return {region: some for region, some in people.items() if some}


def ask(session: Session, by: By, plan_id: int, today: date) -> tuple[PlanCard, int]:
    """Asks every locality that was not asked yet; returns the card and how many were asked now."""
    card = open_card(session, plan_id, today)
    offices = localities(session, card, today)
    new = insert_once(session, BriefAsk, [
        {"plan_id": plan_id, "region_id": region, "asked_at": by.at} for region in sorted(offices)
    ])  # fmt: skip
    for row in session.scalars(select(BriefAsk).where(BriefAsk.id.in_(new))):
        telling.tell_asked(session, by, card, row.id, [one.person_id for one in offices[row.region_id]])
    if new:
        audit.record(session, by, "ask_localities", "patrol_plan", plan_id, asked=len(new))
    return cards.card(session, plan_id, today), len(new)


def ask_of(session: Session, ask_id: int, today: date) -> tuple[Ask, PlanCard]:
    """A question to a locality with its patrol; refuses a number that is none."""
    row = session.get(BriefAsk, ask_id)
    if row is None:
        raise Refusal("refusal/button_too_old")
    card = cards.card(session, row.plan_id, today)
    return next(each for each in card.asks if each.id == ask_id), card


def answer_nothing(session: Session, by: By, ask_id: int, today: date) -> PlanCard:
    """The locality has nothing to be coordinated. The first answer counts."""
    told, card = ask_of(session, ask_id, today)
    open_card(session, card.plan.id, today)
    if not _settle(session, by, card.plan.id, told.region_id, nothing=True):
        raise Refusal("refusal/brief_answered")
    audit.record(session, by, "answer_nothing", "brief_ask", ask_id)
    return cards.card(session, card.plan.id, today)


def open_card(session: Session, plan_id: int, today: date) -> PlanCard:
    """The card of a patrol still to come."""
    card = cards.card(session, plan_id, today)
    if card.plan.state is PlanState.CANCELLED or card.plan.patrol_on < today:
        raise Refusal("refusal/brief_over")
    return card


def _settle(session: Session, by: By, plan_id: int, region_id: int, nothing: bool) -> bool:
    """Marks the question as answered; a request that comes after 「没有」 takes its place."""
    unanswered = (BriefAsk.plan_id == plan_id) & (BriefAsk.region_id == region_id)
    unanswered &= BriefAsk.answered_at.is_(None) if nothing else BriefAsk.nothing.is_not(False)
    return bool(
        rows_changed(
            session,
            update(BriefAsk)
            .where(unanswered)
            .values(answered_at=func.coalesce(BriefAsk.answered_at, by.at), nothing=nothing),
        )
    )


def _regions(session: Session, card: PlanCard, level: Level, along: set[int] | None) -> Mapping[int, str]:
    rows = select(Region.id, Region.name).where(Region.level == level, Region.path.startswith(card.region_path))
    if along is not None:
        rows = rows.where(Region.id.in_(along))
    return dict(session.execute(rows.order_by(Region.path).limit(MOST_ASKED)).all())
