"""Boards are put up, corrected, replaced, removed; what was printed before is kept with its last day."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.phones import normalise
from rules.refusals import Refusal
from rules.sign_boards import BoardState, is_hotline
from storage import audit
from storage.audit import By
from storage.boards import cards
from storage.boards.chiefs import Along
from storage.models import BoardPrint, Person, Region, SignBoard
from storage.once import rows_changed
from storage.serials import next_serial

SERIAL = "sign_board"


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on a board."""

    chief: str = ""
    post: str = ""
    superior: str = ""
    hotline: str = ""
    duties: str = ""
    updated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a board stands. Without a `code` it is given the next one."""

    water_id: int
    region_id: int
    place: str
    code: str = ""
    lat: float | None = None
    lon: float | None = None
    put_up_on: date | None = None
    state: BoardState = BoardState.UP
    reason: str = ""


def put_up(session: Session, by: By, where: Standing, printed: Printed, today: date) -> int:
    """A board is there. Returns its id."""
    told = asdict(where) | {"code": where.code or _next_code(session)}
    if where.state is BoardState.REMOVED:
        told["removed_on"] = today
    board = SignBoard(**told)
    session.add(board)
    session.flush()
    _print(session, by, board.id, printed)
    audit.record(session, by, "put_up", "sign_board", board.id, after=_json(told | asdict(printed)))
    return board.id


def print_anew(session: Session, by: By, board_id: int, today: date, **changes: Any) -> None:
    """Something else is printed from today on; what was before is kept. Nothing new changes nothing."""
    old = session.scalars(
        select(BoardPrint).where(BoardPrint.board_id == board_id, BoardPrint.until_on.is_(None)).with_for_update()
    ).one()
    before = {name: getattr(old, name) for name in asdict(Printed())}
    if before | changes == before:
        return
    old.until_on = today
    session.flush()
    _print(session, by, board_id, Printed(**before | changes))
    told = {name: before[name] for name in changes}
    audit.record(session, by, "print_anew", "sign_board", board_id, before=_json(told), after=_json(changes))


def replaced(session: Session, by: By, board_id: int, today: date) -> None:
    """已更换: it names who is in office today, and their superior; refuses while nobody is."""
    board = cards.by_id(session, board_id, today)
    if not board.along.own:
        raise Refusal("refusal/board_without_chief", water=board.water)
    told = in_office(board.along)
    print_anew(session, by, board_id, today, chief=told.chief, post=told.post, superior=told.superior, updated_on=today)
    if board.state is not BoardState.UP:
        turn(session, by, board_id, board.state, BoardState.UP, "", today)


def in_office(along: Along) -> Printed:
    """What a board of a water should say today of its chiefs and their superiors."""
    return Printed(
        chief="、".join(along.names),
        post="、".join(dict.fromkeys(chief.title or chief.post for chief in along.own)),
        superior="、".join(dict.fromkeys(chief.name for chief in along.above)),
    )


def turn(
    session: Session, by: By, board_id: int, seen: BoardState, state: BoardState, reason: str, today: date
) -> None:
    """Another state, if it still has the one that was seen; refuses else."""
    removed_on = today if state is BoardState.REMOVED else None
    moved = rows_changed(
        session,
        update(SignBoard)
        .where(SignBoard.id == board_id, SignBoard.state == seen)
        .values(state=state, reason=reason[:200], removed_on=removed_on),
    )
    session.expire_all()
    if not moved:
        raise Refusal("refusal/board_changed", state=session.get_one(SignBoard, board_id).state)
    audit.record(session, by, "turn", "sign_board", board_id, before=seen, after=state, reason=reason)


def check_hotline(session: Session, told: str) -> None:
    """Refuses what one cannot dial, and the private number of somebody on the roster: a board is read by all."""
    if not is_hotline(told):
        raise Refusal("refusal/no_hotline")
    phone = normalise(told)
    if phone and session.scalar(select(Person.id).where(Person.phone == phone, Person.on_roster)):
        raise Refusal("refusal/private_hotline")


def latest_hotline(session: Session, region_path: str) -> str:
    """The hotline printed last on a board of the region; empty while there is none."""
    rows = (
        select(BoardPrint.hotline)
        .join(SignBoard, SignBoard.id == BoardPrint.board_id)
        .join(Region, Region.id == SignBoard.region_id)
        .where(BoardPrint.hotline != "", BoardPrint.until_on.is_(None), Region.path.startswith(region_path))
        .order_by(BoardPrint.id.desc())
        .limit(1)
    )
    return session.scalar(rows) or ""


def _print(session: Session, by: By, board_id: int, printed: Printed) -> None:
    session.add(BoardPrint(board_id=board_id, at=by.at, person_id=by.person_id, **asdict(printed)))
    session.flush()


def _next_code(session: Session) -> str:
    while True:
        code = f"GSP-{next_serial(session, SERIAL, 0):04d}"
        if session.scalar(select(SignBoard.id).where(SignBoard.code == code)) is None:
            return code


def _json(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
