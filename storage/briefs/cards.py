"""One planned patrol with everybody concerned, and what was gathered for it. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.briefs import PieceKind
from rules.refusals import Refusal
from rules.roles import Level, Role
from storage.action_items.seats import said
from storage.models import (
    BriefAsk,
    BriefPiece,
    Media,
    MediaKind,
    PatrolPlan,
    Person,
    Post,
    Region,
    Subject,
    Unit,
    Water,
)
from storage.posts.holders import liaisons, offices, people_at, people_of

BASINS = (Role.GENERAL_CHIEF, Role.DEPUTY_GENERAL_CHIEF)  # chiefs of no water of their own


class Piece(NamedTuple):
    """A clue or a request as it is shown."""

    id: int
    kind: PieceKind
    words: str
    by: str
    region: str
    lat: float | None
    lon: float | None
    files: int
    at: datetime


class Ask(NamedTuple):
    """A locality that was asked, and what it said."""

    id: int
    region_id: int
    region: str
    region_path: str
    answered_at: datetime | None
    nothing: bool | None


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A planned patrol. `gatherers` speak for the liaison unit, or are the office where there is none."""

    plan: PatrolPlan
    seat: str
    level: Level
    role: Role
    water: str
    water_path: str
    region_id: int
    region_path: str
    chiefs: tuple[int, ...]
    gatherers: tuple[int, ...]
    gathered_by: str
    pieces: tuple[Piece, ...]
    asks: tuple[Ask, ...]

    def of(self, kind: PieceKind) -> list[Piece]:
        """The pieces of one kind."""
        return [each for each in self.pieces if each.kind == kind]


def card(session: Session, plan_id: int, today: date) -> PlanCard:
    """Reads one; refuses a number that is none."""
    row = session.execute(
        select(PatrolPlan, Post, Water.name, Water.path, Region.path)
        .join(Post, Post.id == PatrolPlan.post_id)
        .join(Water, Water.id == PatrolPlan.water_id)
        .join(Region, Region.id == Post.region_id)
        .where(PatrolPlan.id == plan_id)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise Refusal("refusal/button_too_old")
    plan, post, water, water_path, region_path = row
    gatherers, name = _gatherers(session, plan, post, today)
    return PlanCard(
        plan=plan, seat=said(session, [post.id], today)[post.id], level=post.level, role=post.role, water=water,
        water_path=water_path, region_id=post.region_id, region_path=region_path,
        chiefs=people_at(session, [post.id], today), gatherers=gatherers, gathered_by=name,
        pieces=tuple(_pieces(session, plan_id)), asks=tuple(_asks(session, plan_id)),
    )  # fmt: skip


def photos(session: Session, plan_id: int) -> list[Media]:
    """The photos that came with clues and requests, in their order."""
    rows = (
        select(Media)
        .join(BriefPiece, (BriefPiece.id == Media.subject_id) & (Media.subject == Subject.BRIEF_PIECE))
        .where(BriefPiece.plan_id == plan_id, Media.kind == MediaKind.PHOTO)
        .order_by(BriefPiece.id, Media.id)
    )
    return list(session.scalars(rows))


def _gatherers(session: Session, plan: PatrolPlan, post: Post, today: date) -> tuple[tuple[int, ...], str]:
    """The liaison unit of the water; where there is none, or for a general chief, the office of the region."""
    units = liaisons(session, [plan.water_id], today) if post.role not in BASINS else {}
    found = units.get(plan.water_id) or offices(session, [post.region_id], today).get(post.region_id, ())
    posts = [each.post_id for each in found]
    name = session.scalar(select(Unit.name).join(Post, Post.unit_id == Unit.id).where(Post.id.in_(posts)).limit(1))
    region = session.get_one(Region, post.region_id).name
    return people_of([found]), name or f"{region}河长办公室"


def _pieces(session: Session, plan_id: int) -> list[Piece]:
    rows = session.execute(
        select(BriefPiece, Person.name, Region.name)
        .join(Person, Person.id == BriefPiece.person_id)
        .outerjoin(Region, Region.id == BriefPiece.region_id)
        .where(BriefPiece.plan_id == plan_id)
        .order_by(BriefPiece.id)
    ).all()
    files = session.scalars(
        select(Media.subject_id).where(
            Media.subject == Subject.BRIEF_PIECE, Media.subject_id.in_([piece.id for piece, _, _ in rows])
        )
    ).all()
    return [
        Piece(one.id, one.kind, one.words, name, region or "", one.lat, one.lon, files.count(one.id), one.at)
        for one, name, region in rows
    ]


def _asks(session: Session, plan_id: int) -> list[Ask]:
    rows = session.execute(
        select(BriefAsk.id, Region.id, Region.name, Region.path, BriefAsk.answered_at, BriefAsk.nothing)
        .join(Region, Region.id == BriefAsk.region_id)
        .where(BriefAsk.plan_id == plan_id)
        .order_by(Region.path)
    )
    return [Ask(*row) for row in rows]
