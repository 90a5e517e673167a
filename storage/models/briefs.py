"""Patrols planned 计划巡河, and what is gathered for the brief 明查暗访 before them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.briefs import PieceKind
from storage.models.base import Base, by_value


class PlanState(StrEnum):
    """Where the brief for a planned patrol stands."""

    PLANNED = "planned"  # nobody was asked yet: the day is far off
    GATHERING = "gathering"
    SENT = "sent"
    CANCELLED = "cancelled"


class PatrolPlan(Base):
    """A chief's post is to patrol a water on a day; the brief goes to the chief before it."""

    __tablename__ = "patrol_plans"
    __table_args__ = (Index("ix_patrol_plans_state_patrol_on", "state", "patrol_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    water_id: Mapped[int] = mapped_column(ForeignKey("waters.id"), index=True)
    patrol_on: Mapped[date]
    state: Mapped[PlanState] = mapped_column(by_value(PlanState), default=PlanState.PLANNED)
    planned_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    planned_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]


class BriefAsk(Base):
    """A locality was asked 征询 whether something is to be coordinated; `nothing` is its answer that nothing is."""

    __tablename__ = "brief_asks"
    __table_args__ = (UniqueConstraint("plan_id", "region_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("patrol_plans.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    nothing: Mapped[bool | None] = mapped_column("has_nothing")  # NOTHING is a word of SQLite's own


class BriefPiece(Base):
    """A clue of the liaison unit or a locality's request: words, where; its photos hang on it."""

    __tablename__ = "brief_pieces"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("patrol_plans.id"), index=True)
    kind: Mapped[PieceKind] = mapped_column(by_value(PieceKind))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    at: Mapped[datetime]
