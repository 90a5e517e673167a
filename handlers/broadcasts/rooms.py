"""What of notices 通知 is heard: the dialogs, the buttons, the entry of the menu."""

from handlers.access import Action
from handlers.broadcasts import answering, board, changing, counts, writing
from handlers.dialogs import Taps
from handlers.routes import Entry

DIALOGS = (writing.DIALOG, changing.CHANGING, changing.ANSWERING, answering.ASKING)
TAPS = (
    Taps(
        board.NAME,
        {
            "list": (Action.BROADCAST, board.turn),
            "open": (Action.BROADCAST, board.open_card),
            "new": (Action.BROADCAST, writing.begin),
            "cancel": (Action.BROADCAST, board.cancel),
            "counts": (Action.BROADCAST, counts.show),
            "missing": (Action.BROADCAST, counts.missing),
            "call": (Action.BROADCAST, counts.call),
            "call_sheet": (Action.BROADCAST, counts.call_sheet),
            "phoned": (Action.BROADCAST, counts.phoned),
            "chase": (Action.BROADCAST, counts.chase),
            "excel": (Action.BROADCAST, counts.excel),
            "word": (Action.BROADCAST, counts.word),
            "correct": (Action.BROADCAST, changing.begin_correcting),
            "withdraw": (Action.BROADCAST, changing.begin_withdrawing),
            "questions": (Action.BROADCAST, changing.list_questions),
            "answer": (Action.BROADCAST, changing.begin_answer),
        },
    ),
    answering.TAPS,
)
ENTRY = Entry("broadcast", Action.BROADCAST, board.open_board)
