"""The outbox: what the bot wants to say, decided in one transaction and delivered in another."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Telegram, by_value

WAITS = text("state = 'waiting'")
TO_CORRECT = text("correct_at IS NOT NULL")


class Delivery(StrEnum):
    """What became of a notice. Delivered, read, acknowledged and done are different things; this is the first."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"  # timed out: may have arrived
    BLOCKED = "blocked"
    FAILED = "failed"
    UNBOUND = "unbound"  # the person has no bound account: tell them by phone


class Urgency(StrEnum):
    """How a notice may be delivered: at once, outside quiet hours, or folded into the morning digest."""

    NOW = "now"
    DAYTIME = "daytime"
    DIGEST = "digest"


class Correction(StrEnum):
    """What becomes of something told: changed or taken back, where Telegram still allows it."""

    AMEND = "amend"
    RETRACT = "retract"
    AMENDED = "amended"
    RETRACTED = "retracted"
    IMPOSSIBLE = "impossible"  # older than 48 hours, gone, or the person blocked the bot: `fault` says why


class Notice(Base):
    """One thing to tell one person, or one group, once.

    `key` makes a second decision harmless; `kind` is the template's name.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "not_before", sqlite_where=WAITS, postgresql_where=WAITS),
        Index("ix_outbox_to_correct", "correct_at", sqlite_where=TO_CORRECT, postgresql_where=TO_CORRECT),
        CheckConstraint("(person_id IS NULL) <> (group_id IS NULL)", name="one_addressee"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    urgency: Mapped[Urgency] = mapped_column(by_value(Urgency), default=Urgency.NOW)
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    buttons: Mapped[list[Any]] = mapped_column(default=list)
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    state: Mapped[Delivery] = mapped_column(by_value(Delivery), default=Delivery.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    chat_id: Mapped[int | None] = mapped_column(Telegram)
    message_id: Mapped[int | None]
    fault: Mapped[str] = mapped_column(String(500), default="")
    acknowledged_at: Mapped[datetime | None]
    # A file it carries: the words are its caption then.
    file_sha256: Mapped[str | None] = mapped_column(ForeignKey("issued_files.sha256"))
    file_name: Mapped[str | None] = mapped_column(String(200))
    # What it carries by Telegram's file_id: [{"kind": "photo", "file_id": "..."}], sent before the words or with them.
    enclosures: Mapped[list[Any] | None]
    message_ids: Mapped[list[Any] | None]  # where it took several messages: all of them, the words' last
    correction: Mapped[Correction | None] = mapped_column(by_value(Correction))
    correct_at: Mapped[datetime | None]  # from when on the correction is to be carried out; empty when it was

    @property
    def to(self) -> int:
        """Who it goes to, in one number: a person above zero, a group below."""
        return self.person_id if self.person_id is not None else -(self.group_id or 0)

    @property
    def carries(self) -> bool:
        """Whether it has a file or enclosures, and so is a message of its own."""
        return self.file_sha256 is not None or bool(self.enclosures)
