"""Which process is at work on this database: of several, one is; the others stand by."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Lease(Base):
    """One row: who has it until when, unless it is renewed before; `turn` counts how often it changed hands."""

    __tablename__ = "lease"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    holder: Mapped[str] = mapped_column(String(200))
    until: Mapped[datetime]
    turn: Mapped[int] = mapped_column(default=1)
