"""What of the briefs before a patrol is heard: their dialogs, buttons and entry of the menu."""

from handlers.access import Action
from handlers.briefs import pieces, planning, plans
from handlers.dialogs import Taps
from handlers.routes import Entry

DIALOGS = (planning.DIALOG, pieces.DIALOG)
TAPS = Taps(
    plans.NAME,
    {
        "list": (Action.SEE_BRIEFS, plans.turn),
        "open": (Action.SEE_BRIEFS, plans.open_plan),
        "new": (Action.SEE_BRIEFS, planning.begin),
        "read": (Action.SEE_BRIEFS, plans.read),
        "word": (Action.SEE_BRIEFS, plans.hand_over_word),
        "photos": (Action.SEE_BRIEFS, plans.show_photos),
        "clue": (Action.SEE_BRIEFS, pieces.begin_clue),
        "ask": (Action.SEE_BRIEFS, plans.ask_localities),
        "request": (Action.SEE_BRIEFS, pieces.begin_request),
        "nothing": (Action.SEE_BRIEFS, plans.answer_nothing),
        "send": (Action.SEE_BRIEFS, plans.send),
        "cancel": (Action.SEE_BRIEFS, plans.ask_cancel),
        "cancel_yes": (Action.SEE_BRIEFS, plans.cancel),
    },
)
ENTRY = Entry("briefs", Action.SEE_BRIEFS, plans.open_list)
