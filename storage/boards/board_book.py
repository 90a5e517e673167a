"""The sheet of sign boards: its headings, what is wrong with one that was filled in, what it would change."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.phones import normalise
from rules.sign_boards import BoardState, is_code, is_hotline
from storage.audit import By
from storage.boards import cards, changes
from storage.boards.cards import Board
from storage.boards.changes import Printed, Standing
from storage.ledger.listing import inside
from storage.models import Person, Region, SignBoard, Water
from storage.roster.book import Fault, Findings, RosterBook, Row
from storage.roster.cells import day as day_of
from storage.roster.sheets import Column, Form, RosterSheet

CODE, WATER, PLACE, HOTLINE, STATE = "编号", "水体编码", "位置", "监督电话", "状态"
CHIEF, POST, SUPERIOR, DUTIES = "牌上河长", "牌上职务", "牌上上级河长", "职责"
UPDATED, PUT_UP, REASON = "更新日期", "立牌日期", "更换或撤除原因"
BOARDS_SHEET: Final = RosterSheet(
    "公示牌",
    "一块牌一行。编号已有的改内容，没有的新立；没写进来的牌不动。填好后把文件发给机器人，先核对、再导入。",
    (
        Column(CODE, "字母、数字、-、_，最长32个，印在二维码里；撤除后也不再给别的牌用。", "GSP-0001", True),
        Column(WATER, "名册「水体」表里的编码。", "BNH-03", True),
        Column("水体名称", "供核对。"),
        Column("所在地", "供核对。"),
        Column(PLACE, "牌立在哪里，让人找得到。", "青溪村三社石桥头右岸", True),
        Column(CHIEF, "牌上现在印的河长姓名，几位之间用顿号；与在任的不一致就列入待更换。", "张卫民", True),
        Column(POST, "牌上印的职务。", "青溪村党支部书记"),
        Column(SUPERIOR, "牌上印的上级河长姓名；没印的留空。", "李建国"),
        Column(HOTLINE, "牌上的监督电话，群众扫码也看到它；不能是个人手机号。", "023-41410000", True),
        Column(DUTIES, "牌上印的河长职责。", ""),
        Column(UPDATED, "牌上内容最近一次更新的日期。", "2026-01-01", form=Form.DATE),
        Column(PUT_UP, "立牌的日期。", "2023-05-01", form=Form.DATE),
        Column(STATE, "空着就是在用。", BoardState.UP.word, choices=tuple(state.word for state in BoardState)),
        Column(REASON, "待更换、已撤除的写明原因。"),
        Column("在任河长", "供核对：花名册上今天在任的。"),
    ),
)
_LONGEST = {CODE: 32, WATER: 32, PLACE: 200, CHIEF: 200, POST: 200, SUPERIOR: 200, HOTLINE: 40, DUTIES: 2_000,
            REASON: 200}  # fmt: skip
_STATES = {state.word: state for state in BoardState}


class Line(NamedTuple):
    """One row that holds; `board` is the one it changes, None for a new one."""

    board: Board | None
    where: Standing
    printed: Printed

    @property
    def changes(self) -> bool:
        """Whether it says anything new."""
        if self.board is None:
            return True
        told = asdict(self.printed) | {name: getattr(self.where, name) for name in _MOVES}
        return any(getattr(self.board, name) != value for name, value in told.items())


_MOVES = ("water_id", "place", "put_up_on", "state", "reason")


@dataclass(frozen=True, slots=True)
class BoardPlan:
    """What a filled sheet would do: new boards, changed ones, those that stay as they are."""

    faults: tuple[Fault, ...] = ()
    lines: tuple[Line, ...] = ()
    same: int = 0

    @property
    def new(self) -> int:
        """How many boards are new."""
        return sum(line.board is None for line in self.lines)

    @property
    def changed(self) -> int:
        """How many boards say something else afterwards."""
        return len(self.lines) - self.new

    @property
    def removed(self) -> int:
        """How many stand no longer."""
        return sum(line.where.state is BoardState.REMOVED for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows are checked against."""

    waters: dict[str, tuple[int, int]]
    boards: dict[str, Board]
    elsewhere: frozenset[str]
    phones: frozenset[str]
    rows: dict[str, int]


def plan(session: Session, book: RosterBook, regions: Sequence[str], day: date) -> BoardPlan:
    """Checks every row; reads only."""
    findings, known = Findings(list(book.faults)), _known(session, regions, day)
    lines = [line for row in book.rows(BOARDS_SHEET) if (line := _line(row, known, findings)) is not None]
    if findings.faults:
        return BoardPlan(findings.in_order((BOARDS_SHEET,)))
    wanted = tuple(line for line in lines if line.changes)
    return BoardPlan(lines=wanted, same=len(lines) - len(wanted))


def carry_out(session: Session, by: By, plan: BoardPlan, day: date) -> None:
    """Puts up what is new and changes what says something else; what was printed before is kept."""
    for line in plan.lines:
        if line.board is None:
            changes.put_up(session, by, line.where, line.printed, day)
            continue
        board, where = session.get_one(SignBoard, line.board.id), line.where
        board.water_id, board.region_id, board.place = where.water_id, where.region_id, where.place
        board.put_up_on = where.put_up_on
        session.flush()
        changes.print_anew(session, by, board.id, day, **asdict(line.printed))
        if (where.state, where.reason) != (line.board.state, line.board.reason):
            changes.turn(session, by, board.id, line.board.state, where.state, where.reason, day)


def _known(session: Session, regions: Sequence[str], day: date) -> _Known:
    waters = session.execute(
        select(Water.code, Water.id, Water.region_id)
        .join(Region, Region.id == Water.region_id)
        .where(Water.removed_on.is_(None), inside(regions))
    )
    boards = {board.code: board for board in cards.everyone(session, regions, day)}
    phones = session.scalars(select(Person.phone).where(Person.on_roster, Person.phone.is_not(None)))
    return _Known(
        {code: (water_id, region_id) for code, water_id, region_id in waters},
        boards,
        frozenset(session.scalars(select(SignBoard.code))) - boards.keys(),
        frozenset(phone for phone in phones if phone),
        {},
    )


def _line(row: Row, known: _Known, findings: Findings) -> Line | None:
    before = len(findings.faults)
    for heading, reason in _wrong(row, known):
        findings.say(BOARDS_SHEET, row.number, heading, reason)
    if len(findings.faults) > before:
        return None
    water_id, region_id = known.waters[row[WATER]]
    board = known.boards.get(row[CODE])
    state = _STATES[row[STATE]] if row[STATE] else BoardState.UP
    told: dict[str, Any] = {"code": row[CODE], "put_up_on": day_of(row[PUT_UP]), "state": state, "reason": row[REASON]}
    where = Standing(water_id, region_id, row[PLACE], **told)
    printed = Printed(row[CHIEF], row[POST], row[SUPERIOR], row[HOTLINE], row[DUTIES], day_of(row[UPDATED]))
    return Line(board, where, printed)


def _wrong(row: Row, known: _Known) -> list[tuple[str, str]]:
    """What is wrong with a row: heading and reason."""
    wrong = [(column.name, "这一格必填，不能空着。") for column in BOARDS_SHEET.columns
             if column.required and not row[column.name]]  # fmt: skip
    wrong += [(heading, f"太长了，最多{most}个字。") for heading, most in _LONGEST.items() if len(row[heading]) > most]
    wrong += [(heading, f"“{row[heading]}”不是日期。请写成2026-01-01的样子。") for heading in (UPDATED, PUT_UP)
              if row[heading] and day_of(row[heading]) is None]  # fmt: skip
    code = row[CODE]
    if code and not is_code(code):
        wrong.append((CODE, f"“{code}”不能印进二维码，只能用字母、数字、-和_。"))
    elif code in known.elsewhere:
        wrong.append((CODE, f"编号“{code}”是别处的公示牌，不归您管。"))
    elif code and known.rows.setdefault(code, row.number) != row.number:
        wrong.append((CODE, f"与第{known.rows[code]}行的编号相同。"))
    if row[WATER] and row[WATER] not in known.waters:
        wrong.append((WATER, f"“{row[WATER]}”不是您辖区内的水体。"))
    if row[STATE] and row[STATE] not in _STATES:
        wrong.append((STATE, f"不认识“{row[STATE]}”。可填：{'、'.join(_STATES)}。"))
    if row[HOTLINE] and not is_hotline(row[HOTLINE]):
        wrong.append((HOTLINE, f"“{row[HOTLINE]}”打不通，请填如023-41410000的号码。"))
    elif row[HOTLINE] and normalise(row[HOTLINE]) in known.phones:
        wrong.append((HOTLINE, "这是花名册里某人的手机号，公示牌谁都能看到，请填办公电话。"))
    return wrong
