"""Naming notices 通报 and letters on patrols: drafted from the records, objected to, signed, kept as published."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.circulars import CircularState, Form, NameState, Whom
from rules.periods import Period
from storage.models.base import Base, by_value


class Circular(Base):
    """One notice of one office about one period. `revision` counts its changes: who signs, signs what they saw.

    `figures` are computed from the records; `rules_sha256` is of the rules they were judged by. What was published is
    `snapshot`, whole: from it alone the Word file `paper` carries can be made again, byte for byte.
    """

    __tablename__ = "circulars"
    __table_args__ = (UniqueConstraint("region_id", "form", "period", "first"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[Form] = mapped_column(by_value(Form))
    period: Mapped[Period] = mapped_column(by_value(Period))
    first: Mapped[date]
    last: Mapped[date] = mapped_column(index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    state: Mapped[CircularState] = mapped_column(by_value(CircularState), index=True)
    revision: Mapped[int] = mapped_column(default=0)
    lead: Mapped[str] = mapped_column(Text)
    figures: Mapped[dict[str, Any]]
    rules_sha256: Mapped[str] = mapped_column(String(64))
    drafted_at: Mapped[datetime]
    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the calendar
    computed_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]  # the objection window
    object_until: Mapped[date | None]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # to be signed
    sent_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    reason: Mapped[str] = mapped_column(Text, default="")  # why it was returned
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"), unique=True)
    snapshot: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    snapshot_sha256: Mapped[str | None] = mapped_column(String(64))
    audience: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    broadcast_at: Mapped[datetime | None]
    told: Mapped[int | None]  # to how many it was sent


class CircularName(Base):
    """A person or unit named, once a notice, with everything against them; what they said, what the office answered.

    `lines` are the findings: [{"ground", "said", "text", "count", "issues": [[id, number], ...], "rule"}].
    `subject` is p<person>, u<unit> or r<region>. `by_hand`: added by the office, with `reason`.
    """

    __tablename__ = "circular_names"
    __table_args__ = (UniqueConstraint("circular_id", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    circular_id: Mapped[int] = mapped_column(ForeignKey("circulars.id"))
    subject: Mapped[str] = mapped_column(String(20), index=True)
    whom: Mapped[Whom] = mapped_column(by_value(Whom))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    name: Mapped[str] = mapped_column(String(200))
    seat: Mapped[str] = mapped_column(String(300), default="")  # 大路街道青溪村村级河长
    has_left: Mapped[bool] = mapped_column(default=False)
    lines: Mapped[list[Any]]
    points: Mapped[float] = mapped_column(default=0.0)  # deducted, in a letter
    state: Mapped[NameState] = mapped_column(by_value(NameState), default=NameState.NAMED)
    by_hand: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text, default="")  # why added, taken off or struck
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    agreed_at: Mapped[datetime | None]
    objected_at: Mapped[datetime | None]
    objection: Mapped[str] = mapped_column(Text, default="")
    spoke_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who agreed or objected
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
