"""Patrols 巡河 and the points of their tracks."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from rules.evidence import Grade
from storage.models.base import Base, Telegram, by_value

OPEN = text("state = 'open'")


class PatrolState(StrEnum):
    """Where a patrol stands; the last three are final."""

    OPEN = "open"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"  # forgotten, ended by the bot


class PatrolMode(StrEnum):
    """How the chief said where the patrol is."""

    LIVE = "live"
    PIN = "pin"
    NO_SIGNAL = "no_signal"
    LATER = "later"  # 补录


class Patrol(Base):
    """One patrol of one reach, for a post, by the person who really walked it."""

    __tablename__ = "patrols"
    __table_args__ = (
        Index("ix_patrols_post_id_started_at", "post_id", "started_at"),
        Index("ix_patrols_person_id_state", "person_id", "state"),
        # Every place that a live location tells is looked up by it.
        Index("ix_patrols_live", "live_chat_id", "live_message_id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    delegated: Mapped[bool] = mapped_column(default=False)
    water_id: Mapped[int] = mapped_column(ForeignKey("waters.id"), index=True)
    state: Mapped[PatrolState] = mapped_column(by_value(PatrolState), default=PatrolState.OPEN)
    mode: Mapped[PatrolMode | None] = mapped_column(by_value(PatrolMode))
    started_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    paused_seconds: Mapped[int] = mapped_column(default=0)
    pauses: Mapped[list[Any]] = mapped_column(default=list)  # [[from, until], ...] as ISO moments
    forwarded: Mapped[bool] = mapped_column(default=False)
    looked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    metres: Mapped[float | None]
    share: Mapped[float | None]
    grade: Mapped[Grade | None] = mapped_column(by_value(Grade))
    counts: Mapped[bool | None]
    missing: Mapped[list[Any]] = mapped_column(default=list)
    live_chat_id: Mapped[int | None] = mapped_column(Telegram)
    live_message_id: Mapped[int | None]


class TrackPoint(Base):
    """One place heard during a patrol, as told by Telegram (WGS-84 degrees, accuracy in metres)."""

    __tablename__ = "track_points"

    patrol_id: Mapped[int] = mapped_column(ForeignKey("patrols.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    lat: Mapped[float]
    lon: Mapped[float]
    accuracy: Mapped[float | None]
    pin: Mapped[bool] = mapped_column(default=False)
