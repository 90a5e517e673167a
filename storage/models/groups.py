"""Groups and channels 工作群 that the bot was taken into, and whose they are."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Telegram, by_value


class GroupKind(StrEnum):
    """What Telegram calls it."""

    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"

    @property
    def word(self) -> str:
        """As people say it."""
        return "频道" if self is GroupKind.CHANNEL else "群"


class Group(Base):
    """A group or channel the bot is or was in; an office may take it for its region 工作群 and release it.

    `removed_at`: the bot was taken out, or may not write there: nothing is sent until it is let in again.
    """

    __tablename__ = "groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(Telegram, unique=True)
    kind: Mapped[GroupKind] = mapped_column(by_value(GroupKind))
    title: Mapped[str] = mapped_column(String(200))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    taken_at: Mapped[datetime | None]
