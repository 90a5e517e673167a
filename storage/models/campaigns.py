"""Campaigns 专项行动 with their members and waters, the visits made under them, and opinions 社情民意."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.campaigns import OpinionState
from storage.models.base import Base, by_value


class Campaign(Base):
    """A campaign of a region's office, from a day to a day (both included); closed for good by `closed_at`."""

    __tablename__ = "campaigns"
    __table_args__ = (UniqueConstraint("region_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    topics: Mapped[list[Any]] = mapped_column(default=list)
    from_on: Mapped[date]
    until_on: Mapped[date]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    closed_at: Mapped[datetime | None]


class CampaignMember(Base):
    """Somebody enrolled in a campaign; who is taken out again keeps the row, for what they did stays counted."""

    __tablename__ = "campaign_members"
    __table_args__ = (Index("ix_campaign_members_person_id", "person_id"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    enrolled_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class CampaignWater(Base):
    """A river, lake or reach that a campaign looks at, with all that belongs to it; none listed: every water."""

    __tablename__ = "campaign_waters"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    water_id: Mapped[int] = mapped_column(ForeignKey("waters.id"), primary_key=True)


class CampaignVisit(Base):
    """A member was there and found nothing to report, or took down the three rates 三率 (in per cent)."""

    __tablename__ = "campaign_visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    water_id: Mapped[int] = mapped_column(ForeignKey("waters.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    at: Mapped[datetime]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    words: Mapped[str] = mapped_column(Text, default="")
    collected: Mapped[float | None]
    treated: Mapped[float | None]
    compliant: Mapped[float | None]


class Opinion(Base):
    """What a committee member puts to the government 社情民意; `region_id` is that of the office that has it."""

    __tablename__ = "opinions"
    __table_args__ = (Index("ix_opinions_region_id_state", "region_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[OpinionState] = mapped_column(by_value(OpinionState), default=OpinionState.RECORDED)
    recorded_at: Mapped[datetime]
    to_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    forwarded_at: Mapped[datetime | None]
    forwarded_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    remark: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
