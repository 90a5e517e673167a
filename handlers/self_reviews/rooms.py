"""What of self-reviews 对照检查 is heard: their dialogs, buttons and entry of the menu."""

from handlers.access import Action
from handlers.dialogs import Taps
from handlers.routes import Entry
from handlers.self_reviews import entering, mine, office, opening, problem, reporting

DIALOGS = (opening.DIALOG, entering.DIALOG, reporting.DIALOG)
TAPS = Taps(
    mine.NAME,
    {
        # A chief's own part; whose it is exactly, each step looks itself.
        "mine": (Action.SELF_REVIEW, mine.open_mine),
        "add": (Action.SELF_REVIEW, entering.begin),
        "change": (Action.SELF_REVIEW, entering.begin_change),
        "remove": (Action.SELF_REVIEW, problem.remove),
        "ask_hand_in": (Action.SELF_REVIEW, mine.ask_hand_in),
        "hand_in": (Action.SELF_REVIEW, mine.hand_in),
        "open": (Action.SELF_REVIEW, problem.open_problem),
        "photos": (Action.SELF_REVIEW, problem.show_photos),
        "finish": (Action.SELF_REVIEW, reporting.begin_finish),
        "confirm": (Action.SELF_REVIEW, problem.confirm),
        "send_back": (Action.SELF_REVIEW, reporting.begin_sending_back),
        # The office's.
        "to_ledger": (Action.ENTER_ISSUE, problem.to_ledger),
        "new": (Action.SELF_REVIEW, opening.begin),
        "office": (Action.SELF_REVIEW, office.show_year),
        "missing": (Action.SELF_REVIEW, office.show_missing),
        "problems": (Action.SELF_REVIEW, office.show_problems),
        "sheet": (Action.SELF_REVIEW, office.export),
        "ask_close": (Action.SELF_REVIEW, office.ask_close),
        "close": (Action.SELF_REVIEW, office.close),
    },
)
ENTRY = Entry("self_review", Action.SELF_REVIEW, office.open_home)
