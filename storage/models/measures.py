"""Measures 问责措施, what was done to each, what was promised at an interview, the papers of each."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from rules.measures import Deed, MeasureKind, MeasureState
from storage.models.base import Base, Telegram, by_value


class Measure(Base):
    """One measure about one person or one unit.

    `post_id` is the post by which somebody is concerned: its holders are told. `person_id` is who it is about; None
    where it is about the unit (or, without one, the region). `home_unit` is the unit that the post belongs to, as it
    is counted. `evidence` is {"issues": [numbers], "periods": [...], "papers": [...]}; `origin` names the rule,
    circular or measure that it came from, once each. `together_id` is the first of several ordered at once 集中约谈.
    """

    __tablename__ = "measures"
    __table_args__ = (
        Index("ix_measures_region_id_ordered_on", "region_id", "ordered_on"),
        Index("ix_measures_state_due_on", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MeasureKind] = mapped_column(by_value(MeasureKind))
    state: Mapped[MeasureState] = mapped_column(by_value(MeasureState))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    office_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    home_unit: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text)
    evidence: Mapped[dict[str, Any]]
    origin: Mapped[str | None] = mapped_column(String(200), unique=True)
    together_id: Mapped[int | None] = mapped_column(index=True)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("measures.id"))
    due_on: Mapped[date | None]
    ordered_on: Mapped[date]
    ordered_at: Mapped[datetime]
    ordered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    ordered_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    superior_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    meet_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(String(200), default="")  # who takes clues over
    received_at: Mapped[datetime | None]  # 收到, by who it is about or by the receiving body
    answered_at: Mapped[datetime | None]
    answers: Mapped[int] = mapped_column(default=0)  # how many papers came, sent back ones included
    closed_at: Mapped[datetime | None]


class MeasureStep(Base):
    """What was done to a measure: who, when, in which words; photos and files hang on it."""

    __tablename__ = "measure_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), index=True)
    deed: Mapped[Deed] = mapped_column(by_value(Deed))
    before: Mapped[MeasureState | None] = mapped_column(by_value(MeasureState))
    after: Mapped[MeasureState] = mapped_column(by_value(MeasureState))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")
    update_id: Mapped[int | None] = mapped_column(Telegram)


class MeasurePaper(Base):
    """A paper of a measure: notice 约谈通知, record 约谈记录, letter 移送函; numbered in the office's series."""

    __tablename__ = "measure_papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), index=True)
    what: Mapped[str] = mapped_column(String(32))
    number: Mapped[str] = mapped_column(String(100), default="")
    file_sha256: Mapped[str] = mapped_column(ForeignKey("issued_files.sha256"))
    file_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class InterviewRecord(Base):
    """What was said at an interview 约谈记录, as it was written down."""

    __tablename__ = "interview_records"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), primary_key=True)
    held: Mapped[str] = mapped_column(String(200))  # when, in the words of the record
    place: Mapped[str] = mapped_column(String(200))
    host: Mapped[str] = mapped_column(String(200))
    recorder: Mapped[str] = mapped_column(String(200))
    attendees: Mapped[str] = mapped_column(Text, default="")
    problems: Mapped[str] = mapped_column(Text, default="")
    explanation: Mapped[str] = mapped_column(Text, default="")
    requirements: Mapped[str] = mapped_column(Text, default="")


class Commitment(Base):
    """One thing promised at an interview 承诺事项, with its day."""

    __tablename__ = "measure_commitments"
    __table_args__ = (Index("ix_measure_commitments_done_at_due_on", "done_at", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    done_words: Mapped[str] = mapped_column(Text, default="")


class SetAside(Base):
    """A suggestion that the office laid aside, with its reason: it does not come again."""

    __tablename__ = "measure_set_asides"

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column(String(200), unique=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    reason: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
