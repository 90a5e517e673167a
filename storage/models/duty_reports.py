"""Duty reports 述职报告: one of a chief and year, its figures as they stood when it was handed in, its way."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.duty_reports import ReportDeed, ReportState, To
from rules.roles import Level
from storage.models.base import Base, Telegram, by_value


class DutyReport(Base):
    """One report. `parts` are the chief's own words; `figures` what is printed, kept at each submission.

    `revision` counts the submissions: who answers, answers what they saw. `file_sha256` are the bytes handed in.
    """

    __tablename__ = "duty_reports"
    __table_args__ = (UniqueConstraint("person_id", "year"), Index("ix_duty_reports_year_state", "year", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    level: Mapped[Level] = mapped_column(by_value(Level))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    to: Mapped[To] = mapped_column(by_value(To))
    receiver: Mapped[str] = mapped_column(String(200), default="")  # as it was said at the last submission
    state: Mapped[ReportState] = mapped_column(by_value(ReportState), default=ReportState.DRAFT)
    revision: Mapped[int] = mapped_column(default=0)
    parts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    due_on: Mapped[date]
    begun_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    file_sha256: Mapped[str | None] = mapped_column(ForeignKey("issued_files.sha256"))
    file_name: Mapped[str] = mapped_column(String(200), default="")


class DutyReportStep(Base):
    """What was done with a report: who, when, in which words."""

    __tablename__ = "duty_report_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("duty_reports.id"), index=True)
    deed: Mapped[ReportDeed] = mapped_column(by_value(ReportDeed))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")
    update_id: Mapped[int | None] = mapped_column(Telegram)
