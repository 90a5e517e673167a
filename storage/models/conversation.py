"""Raw updates as Telegram handed them over, and what each dialog has heard so far."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Telegram, by_value

WAITS = text("state = 'waiting'")


class Arrival(StrEnum):
    """Where a raw update stands."""

    WAITING = "waiting"
    DONE = "done"
    QUARANTINED = "quarantined"


class InboxUpdate(Base):
    """One update, stored before Telegram may forget it.

    `applied_at` is set in the very transaction that stores what the update says, so a replay changes nothing twice;
    `state` becomes done when the person has been answered.
    """

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_waiting", "update_id", sqlite_where=WAITS, postgresql_where=WAITS),)

    update_id: Mapped[int] = mapped_column(Telegram, primary_key=True, autoincrement=False)
    raw: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(index=True)
    applied_at: Mapped[datetime | None]
    state: Mapped[Arrival] = mapped_column(by_value(Arrival), default=Arrival.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(String(500), default="")


class Draft(Base):
    """What a dialog has heard so far; the position in the dialog follows from `step` and `data`.

    A chat has at most one current draft; a dialog that is left for another is parked and can be resumed.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        Index("uq_drafts_chat_id_current", "chat_id", unique=True,
              sqlite_where=text("NOT parked"), postgresql_where=text("NOT parked")),
        # A number is never given again: photos of a dropped draft, and old buttons, would find a wrong owner.
        {"sqlite_autoincrement": True},
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(Telegram, index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    dialog: Mapped[str] = mapped_column(String(32))
    step: Mapped[str] = mapped_column(String(32))
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    prompt_id: Mapped[int | None]
    parked: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    updated_at: Mapped[datetime]
