"""Duty lists 履职清单 by year and version, who has read them, what holders add to them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.duty_lists import Proof, Task
from rules.periods import Period
from rules.roles import Level, Role
from storage.models.base import Base, by_value


class DutyList(Base):
    """One version of a region's list of a year. Published once, never changed; a change is the next version."""

    __tablename__ = "duty_lists"
    __table_args__ = (UniqueConstraint("region_id", "year", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    year: Mapped[int]
    version: Mapped[int]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class DutyListItem(Base):
    """One item of one rank, in the order of `place`; `code` names it from version to version."""

    __tablename__ = "duty_list_items"
    __table_args__ = (UniqueConstraint("list_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("duty_lists.id"))
    place: Mapped[int]
    role: Mapped[Role] = mapped_column(by_value(Role))
    level: Mapped[Level] = mapped_column(by_value(Level))
    code: Mapped[str] = mapped_column(String(40))
    task: Mapped[Task] = mapped_column(by_value(Task))
    what: Mapped[str] = mapped_column(String(200))
    how: Mapped[str] = mapped_column(String(500), default="")
    proof: Mapped[Proof] = mapped_column(by_value(Proof))
    count: Mapped[int] = mapped_column(default=0)
    period: Mapped[Period] = mapped_column(by_value(Period))
    due_on: Mapped[date | None]
    evidence: Mapped[str] = mapped_column(String(500), default="")
    source: Mapped[str] = mapped_column(String(500), default="")


class DutyReading(Base):
    """The holder of a post has read what it is to do 「我已知悉」; `stamp` tells that text from a changed one."""

    __tablename__ = "duty_readings"
    __table_args__ = (
        UniqueConstraint("post_id", "person_id", "stamp"),
        Index("ix_duty_readings_stamp", "stamp"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    list_id: Mapped[int] = mapped_column(ForeignKey("duty_lists.id"))
    stamp: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]


class DutyNote(Base):
    """What was done for an item that no other record shows: a meeting, a lesson; its photos hang on it.

    It belongs to the post; `taken_back_at` takes it out of the count, never out of the records.
    """

    __tablename__ = "duty_notes"
    __table_args__ = (Index("ix_duty_notes_post_id_year", "post_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    year: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    done_on: Mapped[date]
    words: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
