"""Self-review 对照检查: rounds that an office opens, who handed in, the problems found, what was done about them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.roles import Level
from rules.self_reviews import ProblemDeed, ProblemState
from storage.models.base import Base, Telegram, by_value


class SelfReviewRound(Base):
    """One round: for which year and occasion, which chiefs of the region it concerns, until when to hand in."""

    __tablename__ = "self_review_rounds"
    __table_args__ = (UniqueConstraint("region_id", "year", "occasion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    occasion: Mapped[str] = mapped_column(String(100))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    levels: Mapped[list[Any]]
    roles: Mapped[list[Any]]
    due_on: Mapped[date]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    closed_at: Mapped[datetime | None]


class SelfReviewSheet(Base):
    """One chief's part in a round, from the first problem on; counted for the level of the highest post."""

    __tablename__ = "self_review_sheets"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("self_review_rounds.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    level: Mapped[Level] = mapped_column(by_value(Level))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    handed_in_at: Mapped[datetime | None]


class SelfReviewProblem(Base):
    """One problem with its remedy and day. `issue_id` is the issue of the ledger that was made of it."""

    __tablename__ = "self_review_problems"
    __table_args__ = (Index("ix_self_review_problems_state_due_on", "state", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("self_review_sheets.id"), index=True)
    state: Mapped[ProblemState] = mapped_column(by_value(ProblemState), default=ProblemState.DRAFT)
    words: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    water_id: Mapped[int | None] = mapped_column(ForeignKey("waters.id"))
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"))
    entered_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class SelfReviewStep(Base):
    """What was done about a problem: who, when, in which words; its photos hang on it."""

    __tablename__ = "self_review_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    problem_id: Mapped[int] = mapped_column(ForeignKey("self_review_problems.id"), index=True)
    deed: Mapped[ProblemDeed] = mapped_column(by_value(ProblemDeed))
    before: Mapped[ProblemState] = mapped_column(by_value(ProblemState))
    after: Mapped[ProblemState] = mapped_column(by_value(ProblemState))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")
    update_id: Mapped[int | None] = mapped_column(Telegram)
