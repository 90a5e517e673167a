"""Chains of reminders 提醒链: what began for whom, who stood at each step then, how it went on; people's own hours."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from rules.chains import Ended
from rules.warnings import Matter
from storage.models.base import Base, by_value

_RUNS, _SNOOZED = text("ended_at IS NULL"), text("snoozed_until IS NOT NULL")


class ReminderChain(Base):
    """One chain. `person_id` is whose matter it is (a duty), None where it belongs to the post (an assignment).

    `snapshot`: {"steps": [{"step", "on", "to"}], "people": {target: [{"post", "person", "name"}]}} as of its start;
    `changes`: [{"step", "on", "target", "instead_of": [names], "told": [{"post", "person", "name"}]}].
    """

    __tablename__ = "reminder_chains"
    __table_args__ = (
        Index("ix_reminder_chains_people", "matter", "person_id", sqlite_where=_RUNS, postgresql_where=_RUNS),
        Index("ix_reminder_chains_subjects", "matter", "subject_id", sqlite_where=_RUNS, postgresql_where=_RUNS),
        Index("ix_reminder_chains_snoozed", "snoozed_until", sqlite_where=_SNOOZED, postgresql_where=_SNOOZED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    matter: Mapped[Matter] = mapped_column(by_value(Matter))
    subject_id: Mapped[int | None]  # the issue, paper, transfer or item
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    due_on: Mapped[date]
    begun_at: Mapped[datetime]
    snapshot: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changes: Mapped[list[Any]] = mapped_column(default=list)
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    snoozes: Mapped[int] = mapped_column(default=0)
    snoozed_until: Mapped[datetime | None]
    snoozed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    snoozed_step: Mapped[str | None] = mapped_column(String(20))
    ended_at: Mapped[datetime | None]
    ended: Mapped[Ended | None] = mapped_column(by_value(Ended))


class ReminderChoice(Base):
    """The hour at which a person wants the digest; who chose none has the profile's."""

    __tablename__ = "reminder_choices"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    digest_hour: Mapped[int]
    chosen_at: Mapped[datetime]
