"""Files the bot gave out, byte for byte as they were given out: a paper that was issued is never made anew."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class IssuedFile(Base):
    """One file, known by the sha256 of its bytes.

    In a table, not in the folder of received files: its bytes, its number and the word that it goes out are then
    one transaction, and neither a kill nor a full disk leaves a number without its paper. Papers are small.
    """

    __tablename__ = "issued_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
