"""Notices 通知 to many: what an office writes, each time it goes out, who gets it, what they ask, saved lists."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.broadcasts import BroadcastState
from rules.periods import Period
from rules.roles import Level
from storage.models.base import Base, by_value


class Broadcast(Base):
    """One notice. `audience` as storage/broadcasts/audience.py has it; its files are media of it.

    `first_at` is when it goes out (first), `next_at` when it does next; None when it does no more.
    """

    __tablename__ = "broadcasts"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    office_post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[dict[str, Any]] = mapped_column(default=dict)
    urgent: Mapped[bool] = mapped_column(default=False)
    wants_receipt: Mapped[bool] = mapped_column(default=True)
    wants_done: Mapped[bool] = mapped_column(default=False)
    due_days: Mapped[int | None]  # a repeated one is due so many days after it went out
    state: Mapped[BroadcastState] = mapped_column(by_value(BroadcastState), index=True)
    first_at: Mapped[datetime]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    every: Mapped[Period | None] = mapped_column(by_value(Period))
    until_on: Mapped[date | None]
    written_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=0)
    corrected_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")


class BroadcastRound(Base):
    """A notice going out once. Up to `cursor` (a person's id) its recipients are decided; all when `decided_at`."""

    __tablename__ = "broadcast_rounds"
    __table_args__ = (UniqueConstraint("broadcast_id", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"))
    due_at: Mapped[datetime]
    begun_at: Mapped[datetime]
    due_on: Mapped[date | None]  # by when 收到 is asked for
    cursor: Mapped[int] = mapped_column(default=0)
    decided_at: Mapped[datetime | None] = mapped_column(index=True)
    chased_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=0)  # of the notice, as this round says it
    correct_cursor: Mapped[int] = mapped_column(default=0)  # up to which recipient a correction has come


class BroadcastRecipient(Base):
    """Somebody, or a group, to whom a round goes. The post is the one held then, as one says it."""

    __tablename__ = "broadcast_recipients"
    __table_args__ = (UniqueConstraint("round_id", "person_id"), UniqueConstraint("round_id", "group_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("broadcast_rounds.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    name: Mapped[str] = mapped_column(String(200))
    post: Mapped[str] = mapped_column(String(300), default="")
    level: Mapped[Level | None] = mapped_column(by_value(Level))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"))
    water: Mapped[str] = mapped_column(String(300), default="")
    notice_key: Mapped[str] = mapped_column(String(200), index=True)
    seen_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    phoned_at: Mapped[datetime | None]
    phoned_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    revision: Mapped[int] = mapped_column(default=0)  # of the last correction told by a message of its own


class BroadcastQuestion(Base):
    """What a recipient asks, and what the office answers."""

    __tablename__ = "broadcast_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("broadcast_recipients.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class BroadcastList(Base):
    """A list of an office to send to again: people, and posts, whose holders change."""

    __tablename__ = "broadcast_lists"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    people: Mapped[list[Any]] = mapped_column(default=list)
    posts: Mapped[list[Any]] = mapped_column(default=list)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
