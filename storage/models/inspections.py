"""Inspections 督查, to whom their findings went, and what stands behind an issue that another body handed down."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from rules.inspections import Body, Mark, Way
from storage.models.base import Base, by_value


class Inspection(Base):
    """One inspection of a water, or of a region where `water_id` is empty, by the holder of a post.

    `places` are those shared on the way, [[ISO moment, lat, lon], ...] in WGS-84; the marks may stay empty.
    """

    __tablename__ = "inspections"
    __table_args__ = (Index("ix_inspections_person_id_ended_at", "person_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[Body] = mapped_column(by_value(Body))
    way: Mapped[Way] = mapped_column(by_value(Way))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    water_id: Mapped[int | None] = mapped_column(ForeignKey("waters.id"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    places: Mapped[list[Any]] = mapped_column(default=list)
    started_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    patrol: Mapped[Mark | None] = mapped_column(by_value(Mark))
    check: Mapped[Mark | None] = mapped_column(by_value(Mark))
    treat: Mapped[Mark | None] = mapped_column(by_value(Mark))
    conclusion: Mapped[str] = mapped_column(Text, default="")


class Receiver(StrEnum):
    """As what a post is given a finding: the locality has it to assign, the other two have it handed to them."""

    LOCALITY = "locality"
    DEPARTMENT = "department"
    LIAISON = "liaison"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"locality": "属地", "department": "主管部门", "liaison": "联络员单位"}[self.value]


class FindingRoute(Base):
    """One finding given to one post when its inspection ended (clause L15)."""

    __tablename__ = "finding_routes"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    receiver: Mapped[Receiver] = mapped_column(by_value(Receiver))
    at: Mapped[datetime]


class IssueOrigin(Base):
    """What stands behind an issue the office entered: the superior's paper and its day, the failed indicators."""

    __tablename__ = "issue_origins"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), primary_key=True)
    document: Mapped[str] = mapped_column(String(500))
    wanted_on: Mapped[date | None]
