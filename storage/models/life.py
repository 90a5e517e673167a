"""What else happens to an issue on its way: transfer 移交, supervision by name 挂牌督办, look-back 回头看."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.transfers import Outcome
from storage.models.base import Base, by_value


class Transfer(Base):
    """An issue handed to the department that enforces the law (clause L3), and what it answers.

    `evidence` lists the files handed over, [{"sha256", "sent_at", ...}]; `file_sha256` is the paper that carried them.
    `due_on` is the day for the answer, then, once a case is filed, for its result.
    """

    __tablename__ = "transfers"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    matter: Mapped[str] = mapped_column(Text)
    evidence: Mapped[list[Any]]
    file_sha256: Mapped[str] = mapped_column(ForeignKey("issued_files.sha256"))
    file_name: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date] = mapped_column(index=True)
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    sent_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    received_at: Mapped[datetime | None]
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    outcome: Mapped[Outcome | None] = mapped_column(by_value(Outcome), index=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Supervision(Base):
    """An issue supervised by name 挂牌督办 until it is closed or the mark is taken off."""

    __tablename__ = "supervisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    put_at: Mapped[datetime]
    put_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    put_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    lifted_why: Mapped[str] = mapped_column(Text, default="")


class LookBackRound(Base):
    """One list of closed issues to look at again 回头看: drawn by lot, or chosen by hand (`is_chosen`).

    What was drawn from stays on record (`pool`, `seed`, `share`), so that anybody can draw it anew and compare.
    """

    __tablename__ = "look_back_rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    is_chosen: Mapped[bool] = mapped_column(default=False)
    closed_from: Mapped[date]
    closed_to: Mapped[date]
    narrowed: Mapped[dict[str, Any]]
    pool: Mapped[list[Any]]
    share: Mapped[float]
    seed: Mapped[str] = mapped_column(String(200))
    drawn_at: Mapped[datetime]
    drawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    drawn_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))


class LookBackItem(Base):
    """One issue of such a list; `held` is None until somebody was there."""

    __tablename__ = "look_back_items"
    __table_args__ = (UniqueConstraint("round_id", "issue_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("look_back_rounds.id"))
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    closed_at: Mapped[datetime]
    held: Mapped[bool | None]
    words: Mapped[str] = mapped_column(Text, default="")
    looked_at: Mapped[datetime | None] = mapped_column(index=True)
    looked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    looked_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
