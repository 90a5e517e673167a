"""Boards as they are shown: one, some, those of a region; which of them are to be replaced. Reads only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from rules.ledger_words import spellings
from rules.refusals import Refusal
from rules.roles import Level
from rules.sign_boards import BoardState, gone
from storage.boards.chiefs import Along, along
from storage.ledger.listing import inside
from storage.models import BoardPrint, Region, SignBoard, Water

PAGE = 8
_Rows = Select[SignBoard, BoardPrint, Water, Region]


@dataclass(frozen=True, slots=True)
class Board:
    """A board with what is printed on it and who is in office now; `gone` is printed and serves no longer."""

    id: int
    code: str
    state: BoardState
    reason: str
    place: str
    lat: float | None
    lon: float | None
    put_up_on: date | None
    removed_on: date | None
    water_id: int
    water_code: str
    water: str
    water_is_there: bool
    region: str
    region_path: str
    township_id: int
    township: str
    chief: str
    post: str
    superior: str
    hotline: str
    duties: str
    updated_on: date | None
    along: Along
    gone: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """It has not been removed."""
        return self.state is not BoardState.REMOVED

    @property
    def is_outdated(self) -> bool:
        """It stands and must be replaced: by its state, or because a chief has changed."""
        return self.state is BoardState.TO_REPLACE or (self.stands and bool(self.gone))


@dataclass(frozen=True, slots=True)
class TownshipBoards:
    """How many boards stand in a township, and how many of them are to be replaced."""

    id: int
    township: str
    up: int
    outdated: int


def by_id(session: Session, board_id: int, day: date) -> Board:
    """One board; refuses what is none."""
    found = _boards(session, _rows().where(SignBoard.id == board_id), day)
    if not found:
        raise Refusal("refusal/button_too_old")
    return found[0]


def by_code(session: Session, code: str, day: date) -> Board | None:
    """The board that a QR code names, removed or not."""
    return next(iter(_boards(session, _rows().where(SignBoard.code == code), day)), None)


def search(session: Session, regions: Sequence[str], words: str, day: date, offset: int = 0) -> tuple[list[Board], int]:
    """Boards with these words in code, place, water, region or printed chief; those that stand first."""
    rows = _rows().where(inside(regions), *[_has(words)] if words else [])
    total = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    return _boards(session, rows.offset(max(0, offset)).limit(PAGE), day), total


def everyone(session: Session, regions: Sequence[str], day: date) -> list[Board]:
    """All boards of some regions, removed ones too."""
    return _boards(session, _rows().where(inside(regions)), day)


def outdated(session: Session, regions: Sequence[str], day: date) -> list[Board]:
    """The boards to be replaced: named so, or naming a chief who is no longer in office; by township."""
    return [board for board in everyone(session, regions, day) if board.is_outdated]


def townships(boards: Sequence[Board]) -> list[TownshipBoards]:
    """The counts by township, most to be replaced first."""
    names = {board.township_id: board.township for board in boards}
    up = Counter(board.township_id for board in boards if board.stands)
    late = Counter(board.township_id for board in boards if board.is_outdated)
    counted = [TownshipBoards(town, name, up[town], late[town]) for town, name in names.items()]
    return sorted(counted, key=lambda one: (-one.outdated, one.township))


def _rows() -> _Rows:
    return (
        select(SignBoard, BoardPrint, Water, Region)
        .join(BoardPrint, (BoardPrint.board_id == SignBoard.id) & BoardPrint.until_on.is_(None))
        .join(Water, Water.id == SignBoard.water_id)
        .join(Region, Region.id == SignBoard.region_id)
        .order_by(SignBoard.state == BoardState.REMOVED, Region.path, SignBoard.code)
    )


def _has(words: str) -> ColumnElement[bool]:
    columns = (SignBoard.code, SignBoard.place, Water.name, Region.name, BoardPrint.chief)
    return or_(*(column.icontains(each, autoescape=True) for column in columns for each in spellings(words)))


def _boards(session: Session, rows: _Rows, day: date) -> list[Board]:
    found = session.execute(rows).all()
    chiefs = along(session, {water.id for _, _, water, _ in found}, day)
    towns = dict(session.execute(select(Region.id, Region.name).where(Region.level == Level.TOWNSHIP)).all())
    return [
        Board(
            **{name: getattr(board, name) for name in _OF_BOARD},
            **{name: getattr(told, name) for name in _OF_PRINT},
            water_code=water.code,
            water=water.name,
            water_is_there=water.removed_on is None,
            region=region.name,
            region_path=region.path,
            township_id=(town := next((each for each in _ids(region.path) if each in towns), region.id)),
            township=towns.get(town, region.name),
            along=chiefs[water.id],
            gone=gone(told.chief, told.superior, chiefs[water.id].names, chiefs[water.id].serving),
        )
        for board, told, water, region in found
    ]


_OF_BOARD = ("id", "code", "state", "reason", "place", "lat", "lon", "put_up_on", "removed_on", "water_id")
_OF_PRINT = ("chief", "post", "superior", "hotline", "duties", "updated_on")


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.strip("/").split("/") if part]
