"""The append-only audit chain, and entries that wait for an office's eye."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Telegram


class AuditRow(Base):
    """One change: who, when, by which update, what before and after; `hash` covers the row before."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    update_id: Mapped[int | None] = mapped_column(Telegram)
    act: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int | None]
    change: Mapped[dict[str, Any]]
    hash_before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class OfficeEntry(Base):
    """Something an office should look at: a stranger's card, an unreadable update, a photo seen before."""

    __tablename__ = "office_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(64))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    at: Mapped[datetime]
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    seen_at: Mapped[datetime | None]
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
