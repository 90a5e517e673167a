"""Sign boards 公示牌: the board where it stands, and what is printed on it, earlier printings kept."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from rules.sign_boards import BoardState
from storage.models.base import Base, by_value


class SignBoard(Base):
    """One board at its place. `code` is in its QR code and is never given again."""

    __tablename__ = "sign_boards"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    water_id: Mapped[int] = mapped_column(ForeignKey("waters.id"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    place: Mapped[str] = mapped_column(String(200), default="")
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    state: Mapped[BoardState] = mapped_column(by_value(BoardState), default=BoardState.UP)
    reason: Mapped[str] = mapped_column(String(200), default="")  # why it is to be replaced, or was removed
    put_up_on: Mapped[date | None]
    removed_on: Mapped[date | None]


class BoardPrint(Base):
    """What is printed on a board from a day on; the one without `until_on` is what people read now."""

    __tablename__ = "board_prints"

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("sign_boards.id"), index=True)
    chief: Mapped[str] = mapped_column(String(200), default="")
    post: Mapped[str] = mapped_column(String(200), default="")
    superior: Mapped[str] = mapped_column(String(200), default="")
    hotline: Mapped[str] = mapped_column(String(40), default="")
    duties: Mapped[str] = mapped_column(Text, default="")
    updated_on: Mapped[date | None]
    until_on: Mapped[date | None]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
