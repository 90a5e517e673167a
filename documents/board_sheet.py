"""Sign boards as a workbook: all of them to fill in and send back, or those to be replaced with why."""

from collections.abc import Sequence

from documents.cells import Cell, Kind
from documents.workbooks import Column, Sheet, workbook
from storage.boards.board_book import BOARDS_SHEET
from storage.boards.cards import Board
from storage.roster.sheets import Form

_WIDTHS = {"位置": 30, "牌上河长": 20, "牌上职务": 24, "牌上上级河长": 18, "职责": 30, "水体名称": 26, "监督电话": 16,
           "在任河长": 22, "更换或撤除原因": 26}  # fmt: skip


def boards_sheet(boards: Sequence[Board]) -> bytes:
    """One row a board; the headings are in the first row, where the importer looks for them."""
    columns = [
        Column(
            told.name,
            _WIDTHS.get(told.name, 12),
            Kind.DATE if told.form is Form.DATE else Kind.TEXT,
            told.note,
            told.choices,
            weighty=told.required,
        )
        for told in BOARDS_SHEET.columns
    ]
    rows = [_row(board) for board in boards]
    return workbook([Sheet(BOARDS_SHEET.name, columns, rows, lines_for_hand=200, frozen_columns=1)])


def outdated_sheet(boards: Sequence[Board]) -> bytes:
    """The boards to be replaced, for whoever orders them: where, what to print instead, why."""
    titles = (("编号", 12), ("镇街", 14), ("水体", 26), ("位置", 30), ("为什么换", 30), ("牌上河长", 20),
              ("现任河长", 20), ("职务", 26), ("上级河长", 20), ("监督电话", 16))  # fmt: skip
    columns = [Column(title, width, Kind.LONG_TEXT if width >= 26 else Kind.TEXT) for title, width in titles]
    rows: list[Sequence[Cell]] = [
        (board.code, board.township, board.water, board.place, why(board), board.chief, "、".join(board.along.names),
         "、".join(dict.fromkeys(chief.title or chief.post for chief in board.along.own)),
         "、".join(dict.fromkeys(chief.name for chief in board.along.above)), board.hotline)
        for board in boards
    ]  # fmt: skip
    return workbook([Sheet("待更换公示牌", columns, rows, frozen_columns=1)])


def why(board: Board) -> str:
    """Why a board is to be replaced, in few words."""
    told = [board.reason] if board.reason else []
    if board.gone:
        told.append(f"{'、'.join(board.gone)}已不在任")
    return "；".join(told)


def _row(board: Board) -> tuple[Cell, ...]:
    return (
        board.code, board.water_code, board.water, board.region, board.place, board.chief, board.post, board.superior,
        board.hotline, board.duties, board.updated_on, board.put_up_on, board.state.word, board.reason,
        "、".join(board.along.names),
    )  # fmt: skip
