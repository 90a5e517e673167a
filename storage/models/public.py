"""What the public hands in 群众反映, who may not for a while, and whether it was really solved."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.issue_types import Severity
from rules.public_reports import Reception
from storage.models.base import Base, Telegram, by_value
from storage.models.issues import PlaceBy


class Submission(Base):
    """A report by the public before it is in the ledger; with its number from the first moment.

    A table of its own, so that nothing that reads issues (ledger, figures, search, nearby, chiefs' notices) can show
    what no office has looked at. `joins_id` is the issue that the reporter took for the same, `issue_id` the one it
    became or was joined to.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        Index("ix_submissions_person_id_submitted_at", "person_id", "submitted_at"),
        Index("ix_submissions_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state: Mapped[Reception] = mapped_column(by_value(Reception), default=Reception.WAITING)
    type: Mapped[str] = mapped_column(String(32))
    severity: Mapped[Severity] = mapped_column(by_value(Severity))
    words: Mapped[str] = mapped_column(Text, default="")
    water_id: Mapped[int | None] = mapped_column(ForeignKey("waters.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    place_by: Mapped[PlaceBy] = mapped_column(by_value(PlaceBy))
    board_id: Mapped[int | None] = mapped_column(ForeignKey("sign_boards.id"))
    joins_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"))
    submitted_at: Mapped[datetime]
    update_id: Mapped[int | None] = mapped_column(Telegram)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class PublicBlock(Base):
    """Somebody may not hand in reports for a while; always with an end, ended earlier by `lifted_at`."""

    __tablename__ = "public_blocks"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    reason: Mapped[str] = mapped_column(String(200))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class SolvedAnswer(Base):
    """「真的解决了吗？」 asked of a public reporter after a closing step, and what they said."""

    __tablename__ = "solved_answers"
    __table_args__ = (UniqueConstraint("step_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("issue_steps.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime]
    solved: Mapped[bool | None]
    words: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
