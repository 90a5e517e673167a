"""The nightly self-audit 提醒自查: one row a day."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class SelfAudit(Base):
    """What one day's comparison of records and outbox came to.

    `named` are the first differences as [fault, subject, person id], `undelivered` the counts by state.
    `outbox_id` is the newest row of the outbox that was looked at.
    """

    __tablename__ = "self_audits"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    at: Mapped[datetime]
    outbox_id: Mapped[int]
    expected: Mapped[int]
    missing: Mapped[int]
    undue: Mapped[int]
    twice: Mapped[int]
    stuck: Mapped[int]
    undelivered: Mapped[dict[str, Any]] = mapped_column(default=dict)
    named: Mapped[list[Any]] = mapped_column(default=list)

    @property
    def difference(self) -> int:
        """In how many places the outbox differs from the records."""
        return self.missing + self.undue + self.twice + self.stuck
