"""One board before the office: what is printed, who is in office; replaced, to be replaced, removed, its code."""

from telegram import InlineKeyboardMarkup, Update

from documents.sign_board import SignBoard, sign_board
from handlers import keyboards
from handlers.access import Action, require_in
from handlers.boards.scanned import SUBJECT
from handlers.context import Context, aside
from handlers.issues.rights import ids
from handlers.keyboards import data
from rules.refusals import Refusal
from rules.sign_boards import MARK, BoardState
from storage.boards import cards, changes
from storage.boards.cards import Board

_STATES = tuple(BoardState)


async def open_board(update: Update, context: Context, more: list[str]) -> None:
    """Shows a board."""
    board = await board_of(context, more)
    await context.nod()
    await show_board(context, board)


async def show_board(context: Context, board: Board) -> None:
    """The card with its buttons."""
    await context.say("boards/card", _keys(context, board), board=board)


async def png(update: Update, context: Context, more: list[str]) -> None:
    """Hands over its QR code to print, as a file: a photo would be made smaller."""
    board = await board_of(context, more)
    if not board.stands:
        raise Refusal("refusal/board_changed", state=board.state)
    await context.nod()
    content = await aside(sign_board, on_paper(board), context.bot.username)
    await context.hand_over(content, context.label("boards.png_name", code=board.code), "boards/png", board=board)


async def mark_replaced(update: Update, context: Context, more: list[str]) -> None:
    """已更换: it names who is in office today."""
    board = await board_of(context, more)
    await context.transact(changes.replaced, context.by(), board.id, context.today)
    await _say_done(context, board.id, "replaced")


async def ask_reason(update: Update, context: Context, more: list[str]) -> None:
    """Asks why it is to be replaced, or was removed."""
    board, state = await board_of(context, more), _state(more)
    if not board.stands:
        raise Refusal("refusal/board_changed", state=board.state)
    await context.nod()
    rows = [[(words, data(SUBJECT, "turn", board.id, _STATES.index(board.state), _STATES.index(state), number))]
            for number, words in enumerate(_reasons(context, state))]  # fmt: skip
    rows.append([(context.label("boards.back"), data(SUBJECT, "open", board.id))])
    await context.say("boards/ask_reason", keyboards.buttons(rows), board=board, state=state)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """The board has another state, with its reason."""
    board = await board_of(context, more)
    _, seen, state, place = ids(more, 4)
    if max(seen, state) >= len(_STATES):
        raise Refusal("refusal/button_too_old")
    reasons = _reasons(context, _STATES[state])
    reason = reasons[place] if place < len(reasons) else ""
    by, day = context.by(), context.today
    await context.transact(changes.turn, by, board.id, _STATES[seen], _STATES[state], reason, day)
    await _say_done(context, board.id, str(_STATES[state]))


async def board_of(context: Context, more: list[str]) -> Board:
    """The board a button is about; refuses an office of elsewhere."""
    board = await context.read(cards.by_id, ids(more, 1)[0], context.today)
    require_in(context.desk, Action.KEEP_BOARDS, board.region_path)
    return board


def on_paper(board: Board) -> SignBoard:
    """The board as its code is printed."""
    return SignBoard(board.code, board.water, board.code, board.region, board.hotline, MARK)


async def _say_done(context: Context, board_id: int, done: str) -> None:
    await context.nod()
    await context.retire_buttons()
    board = await context.read(cards.by_id, board_id, context.today)
    await context.say("boards/done", _keys(context, board), board=board, done=done)


def _state(more: list[str]) -> BoardState:
    place = ids(more, 2)[1]
    if place >= len(_STATES):
        raise Refusal("refusal/button_too_old")
    return _STATES[place]


def _reasons(context: Context, state: BoardState) -> list[str]:
    named = context.house.speech.labels("board_reason")
    return [words for key, words in named.items() if key.startswith(state)]


def _keys(context: Context, board: Board) -> InlineKeyboardMarkup:
    to_replace, removed = (_STATES.index(state) for state in (BoardState.TO_REPLACE, BoardState.REMOVED))
    if not board.stands:
        back = data(SUBJECT, "turn", board.id, removed, _STATES.index(BoardState.UP), len(_STATES))
        return keyboards.buttons([[(context.label("boards.restore"), back)]])
    rows = [[(context.label("boards.replaced"), data(SUBJECT, "replaced", board.id))]] if board.is_outdated else []
    rows += [
        [(context.label("boards.png"), data(SUBJECT, "png", board.id)),
         (context.label("boards.hotline"), data(SUBJECT, "hotline", board.id))],
        [(context.label("boards.to_replace"), data(SUBJECT, "ask_reason", board.id, to_replace)),
         (context.label("boards.remove"), data(SUBJECT, "ask_reason", board.id, removed))],
    ]  # fmt: skip
    return keyboards.buttons(rows)
