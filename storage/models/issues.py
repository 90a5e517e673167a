"""Issues 问题, the steps of their rectification 整改, extensions 延期 and numbers."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.engine.interfaces import ExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from rules.issue_states import Act, State
from rules.issue_types import Severity
from rules.sources import Source
from storage.models.base import Base, Telegram, by_value

MERGED = text("merged_into_id IS NOT NULL")


class PlaceBy(StrEnum):
    """How the place of an issue is known."""

    PIN = "pin"
    LIVE = "live"
    REACH = "reach"
    EXIF = "exif"
    FORWARDED = "forwarded"
    WORDS = "words"  # described only: from a desk, or where a phone tells no place


def _as_reported(context: ExecutionContext) -> datetime | None:
    told: datetime | None = context.get_current_parameters().get("reported_at")  # type: ignore[attr-defined]
    return told


class Issue(Base):
    """One issue in the ledger 台账."""

    __tablename__ = "issues"
    __table_args__ = (
        Index("ix_issues_state_due_on", "state", "due_on"),
        Index("ix_issues_state_region_id", "state", "region_id", "inspection_id"),  # how many there are of each
        Index("ix_issues_state_turned_at", "state", "turned_at", "id"),
        Index("ix_issues_lat_lon", "lat", "lon"),
        Index("ix_issues_merged_into_id", "merged_into_id", sqlite_where=MERGED, postgresql_where=MERGED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    source: Mapped[Source] = mapped_column(by_value(Source))
    state: Mapped[State] = mapped_column(by_value(State))
    type: Mapped[str] = mapped_column(String(32))
    severity: Mapped[Severity] = mapped_column(by_value(Severity))
    words: Mapped[str] = mapped_column(Text, default="")
    on_the_spot: Mapped[bool] = mapped_column(default=False)
    reporter_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    reporter_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    patrol_id: Mapped[int | None] = mapped_column(ForeignKey("patrols.id"), index=True)
    water_id: Mapped[int | None] = mapped_column(ForeignKey("waters.id"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    place_by: Mapped[PlaceBy] = mapped_column(by_value(PlaceBy))
    reported_at: Mapped[datetime] = mapped_column(index=True)
    assignee_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    requirement: Mapped[str] = mapped_column(Text, default="")
    assigned_at: Mapped[datetime | None]
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"))
    # Since when it is where it stands, and by which act: kept by a trigger (storage/search), for the queue's order.
    turned_at: Mapped[datetime | None] = mapped_column(default=_as_reported)
    turned_by: Mapped[Act | None] = mapped_column(by_value(Act))
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspections.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"), index=True)


class IssueStep(Base):
    """One step in the life of an issue: who did what, when, why, from which state to which."""

    __tablename__ = "issue_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    act: Mapped[Act] = mapped_column(by_value(Act))
    before: Mapped[State | None] = mapped_column(by_value(State))
    after: Mapped[State] = mapped_column(by_value(State))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")
    until_on: Mapped[date | None]
    update_id: Mapped[int | None] = mapped_column(Telegram)


class IssueFollower(Base):
    """Somebody who reported the same thing and joined an issue instead of reporting it again."""

    __tablename__ = "issue_followers"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    joined_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")


class Extension(Base):
    """An extension 延期 asked for; it always names an end (`until_on`)."""

    __tablename__ = "extensions"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    granted: Mapped[bool | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]


class Serial(Base):
    """The last number given out, by kind and year; a number is never given twice."""

    __tablename__ = "serials"

    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
