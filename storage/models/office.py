"""What an office keeps for its own work: shortlists 关注, saved searches 常用查找, ready words 常用语."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.issue_states import Act
from storage.models.base import Base, by_value


class Shortlisted(Base):
    """An issue on a shortlist: a person's own (`region_id` empty), or that of the office of a region."""

    __tablename__ = "shortlisted"
    __table_args__ = (
        UniqueConstraint("owner", "issue_id"),
        Index("ix_shortlisted_issue_id", "issue_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(32))  # "p:<person>" or "o:<region>"
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class SavedSearch(Base):
    """What a person looks for again and again: words of the ledger, or filters of the queue."""

    __tablename__ = "saved_searches"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(16))  # "ledger" or "queue"
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    saved_at: Mapped[datetime]


class ReplyTemplate(Base):
    """Ready words of an office for one act, for one type of issue or any.

    With `shipped` it stands in place of the words that the program ships under this label; empty words take them away.
    """

    __tablename__ = "reply_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    act: Mapped[Act] = mapped_column(by_value(Act))
    type: Mapped[str | None] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(String(500), default="")
    shipped: Mapped[str | None] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
