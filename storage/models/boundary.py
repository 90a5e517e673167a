"""Cross-boundary issues 跨界问题 put to both sides, and what each side answered first."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from rules.boundary import Answer, CaseState
from storage.models.base import Base, by_value


class BoundaryCase(Base):
    """An issue put to two sides 跨界会商; `region_id` is where it went after the agreement or the decision."""

    __tablename__ = "boundary_cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    state: Mapped[CaseState] = mapped_column(by_value(CaseState), default=CaseState.ASKED, index=True)
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    opened_at: Mapped[datetime]
    escalated_at: Mapped[datetime | None]
    above_region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"))  # whose office or chief decides
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"))
    jointly: Mapped[bool | None]
    words: Mapped[str] = mapped_column(Text, default="")


class BoundarySide(Base):
    """One side: until when it answers, and its first answer."""

    __tablename__ = "boundary_sides"

    case_id: Mapped[int] = mapped_column(ForeignKey("boundary_cases.id"), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), primary_key=True)
    place: Mapped[int]  # 0: the side where the issue was registered; 1: the other one
    answer_by: Mapped[datetime]
    answer: Mapped[Answer | None] = mapped_column(by_value(Answer))
    words: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    answered_at: Mapped[datetime | None]
