"""Matters to be carried through 重点事项, what was done about them, and the issues of the ledger they rest on."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from rules.action_items import Deed, ItemKind, ItemState
from storage.models.base import Base, Telegram, by_value


class ActionItem(Base):
    """One matter. `decided_post_id` is the chief's who decided it on a patrol; `rank` orders a river's problems."""

    __tablename__ = "action_items"
    __table_args__ = (Index("ix_action_items_state_due_on", "state", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ItemKind] = mapped_column(by_value(ItemKind))
    state: Mapped[ItemState] = mapped_column(by_value(ItemState), default=ItemState.OPEN)
    title: Mapped[str] = mapped_column(Text)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    water_id: Mapped[int | None] = mapped_column(ForeignKey("waters.id"), index=True)
    owner_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    patrol_id: Mapped[int | None] = mapped_column(ForeignKey("patrols.id"), index=True)
    decided_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    reporter_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    reporter_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    rank: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]  # a key problem: when the chief of the river was last sent it
    done_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class ActionStep(Base):
    """What was done about a matter: who, when, in which words; its photos hang on it."""

    __tablename__ = "action_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), index=True)
    deed: Mapped[Deed] = mapped_column(by_value(Deed))
    before: Mapped[ItemState] = mapped_column(by_value(ItemState))
    after: Mapped[ItemState] = mapped_column(by_value(ItemState))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")
    update_id: Mapped[int | None] = mapped_column(Telegram)


class ActionItemIssue(Base):
    """An issue of the ledger that shows a key problem."""

    __tablename__ = "action_item_issues"

    item_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), primary_key=True)
