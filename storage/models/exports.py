"""Exports that take a while: who asked for what, how far it is, what was handed over."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Telegram, by_value


class ExportState(StrEnum):
    """Where an export stands; the last two are final."""

    WAITING = "waiting"
    RUNNING = "running"
    MADE = "made"
    FAILED = "failed"


class Export(Base):
    """One file that somebody asked for. `asked` is the filter; the file itself goes out by the outbox.

    `told_at` is set before the person is told that it is being prepared, so that no restart tells it twice.
    """

    __tablename__ = "exports"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    chat_id: Mapped[int] = mapped_column(Telegram)
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    words: Mapped[dict[str, Any]] = mapped_column(default=dict)
    file_name: Mapped[str] = mapped_column(String(200))
    state: Mapped[ExportState] = mapped_column(by_value(ExportState), default=ExportState.WAITING, index=True)
    rows_done: Mapped[int] = mapped_column(default=0)
    rows_total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    message_id: Mapped[int | None]
    ended_at: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    fault: Mapped[str] = mapped_column(String(500), default="")
