"""Colour alerts 预警 at waters and posts, and chiefs' leave 请假. Rows stay: they judge past periods."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from rules.absences import LeaveState
from rules.alerts import AlertKind, Colour
from storage.models.base import Base, by_value


class Alert(Base):
    """An alert at a water (and all that belongs to it) or at one post, from a day to a day, both included.

    `ended_on`, once lifted, is the last day it was on: before `from_on` where it never came to that.
    """

    __tablename__ = "alerts"
    __table_args__ = (Index("ix_alerts_until_on", "until_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    water_id: Mapped[int | None] = mapped_column(ForeignKey("waters.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    kind: Mapped[AlertKind] = mapped_column(by_value(AlertKind))
    colour: Mapped[Colour] = mapped_column(by_value(Colour))
    from_on: Mapped[date]
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    ended_on: Mapped[date | None]
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    lift_reason: Mapped[str] = mapped_column(Text, default="")


class Leave(Base):
    """A chief is away from a day to a day, both included; it counts once it is granted.

    `ended_on`: the chief came back sooner, and this is the last day away.
    """

    __tablename__ = "leaves"
    __table_args__ = (Index("ix_leaves_person_id_until_on", "person_id", "until_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    state: Mapped[LeaveState] = mapped_column(by_value(LeaveState), default=LeaveState.ASKED)
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    ended_on: Mapped[date | None]
