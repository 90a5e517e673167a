"""People, posts 职位, appointments 任职, accounts and delegations 委托."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from rules.roles import Level, Role
from storage.models.base import Base, Telegram, by_value


class Person(Base):
    """Somebody on the roster, or (`on_roster` false) a member of the public who wrote to the bot."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)
    workplace: Mapped[str] = mapped_column(String(200), default="")
    on_roster: Mapped[bool] = mapped_column(default=True)


class Post(Base):
    """What is held: a role over a region, a water or a unit. Records belong to the post and outlive holders."""

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_role_level", "role", "level"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    role: Mapped[Role] = mapped_column(by_value(Role))
    level: Mapped[Level] = mapped_column(by_value(Level))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    water_id: Mapped[int | None] = mapped_column(ForeignKey("waters.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)


class Appointment(Base):
    """A person holds a post from a day to a day (both included; open end while serving)."""

    __tablename__ = "appointments"
    __table_args__ = (Index("ix_appointments_person_id_until_on", "person_id", "until_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str] = mapped_column(String(200), default="")
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class Delegation(Base):
    """A chief lets somebody patrol for the post 委托巡河; what is walked is recorded as the delegate's."""

    __tablename__ = "delegations"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    chief_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    delegate_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]


class Account(Base):
    """A Telegram account bound to a person; unbound rows stay as history."""

    __tablename__ = "accounts"
    __table_args__ = (
        Index("uq_accounts_telegram_id_bound", "telegram_id", unique=True,
              sqlite_where=text("unbound_at IS NULL"), postgresql_where=text("unbound_at IS NULL")),
        Index("uq_accounts_person_id_bound", "person_id", unique=True,
              sqlite_where=text("unbound_at IS NULL"), postgresql_where=text("unbound_at IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    telegram_id: Mapped[int] = mapped_column(Telegram)
    chat_id: Mapped[int] = mapped_column(Telegram)
    bound_at: Mapped[datetime]
    unbound_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
