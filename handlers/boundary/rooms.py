"""What of cross-boundary issues 跨界会商 is heard: the dialogs and the buttons."""

from handlers.access import Action
from handlers.boundary import answering, asking
from handlers.boundary.button import NAME
from handlers.dialogs import Taps

DIALOGS = (asking.DIALOG, answering.DIALOG)
TAPS = Taps(
    NAME,
    {
        "begin": (Action.DECIDE_ISSUE, asking.begin),
        "answer": (Action.ANSWER_BOUNDARY, answering.begin_answer),
        "decide": (Action.ANSWER_BOUNDARY, answering.begin_decision),
    },
)
