"""Papers 公文: what an office drafts, signs, numbers and sends; about which issues; to whom, and what they answer."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.papers import PaperKind, PaperState
from storage.models.base import Base, by_value


class Paper(Base):
    """One paper. `code`, `year`, `serial` and `number` are given when it is signed, and kept when it is withdrawn.

    `file_sha256` are the bytes as issued; `audit_row` and `audit_hash` the head of the audit chain printed on it.
    `revision` counts the changes of a draft: who signs, signs what they saw.
    """

    __tablename__ = "papers"
    __table_args__ = (
        UniqueConstraint("code", "year", "serial"),
        Index("ix_papers_region_id_signed_at", "region_id", "signed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PaperKind] = mapped_column(by_value(PaperKind))
    state: Mapped[PaperState] = mapped_column(by_value(PaperState), index=True)
    revision: Mapped[int] = mapped_column(default=0)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    office_post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    title: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(Text, default="")
    copies: Mapped[str] = mapped_column(Text, default="")  # 抄送, as printed
    due_on: Mapped[date | None]
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    drafted_at: Mapped[datetime]
    code: Mapped[str | None] = mapped_column(String(64))
    year: Mapped[int | None]
    serial: Mapped[int | None]
    number: Mapped[str | None] = mapped_column(String(100), unique=True)
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    signed_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    signed_at: Mapped[datetime | None]
    file_sha256: Mapped[str | None] = mapped_column(ForeignKey("issued_files.sha256"))
    file_name: Mapped[str] = mapped_column(String(200), default="")
    audit_row: Mapped[int | None]
    audit_hash: Mapped[str | None] = mapped_column(String(64))
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")  # why it was returned or withdrawn


class PaperIssue(Base):
    """An issue on a paper, in the order of its table."""

    __tablename__ = "paper_issues"

    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), primary_key=True, index=True)
    place: Mapped[int]


class PaperAddressee(Base):
    """A post a paper goes to, under the name printed on it; whether it was received 收到, what was answered 回执."""

    __tablename__ = "paper_addressees"
    __table_args__ = (UniqueConstraint("paper_id", "post_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    place: Mapped[int]
    received_at: Mapped[datetime | None]
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    replied_at: Mapped[datetime | None]
    replied_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reply: Mapped[str] = mapped_column(Text, default="")
