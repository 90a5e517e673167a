"""What leads into campaigns and opinions: the entries of the menu, the buttons, the dialogs."""

from handlers.access import Action
from handlers.campaigns import board, changing, counting, opining, opinion_board, opinion_ways, setup, visiting
from handlers.dialogs import Dialog, Taps
from handlers.routes import Entry

DIALOGS: tuple[Dialog, ...] = (
    setup.DIALOG,
    visiting.DIALOG,
    opining.DIALOG,
    opinion_ways.FORWARDING,
    opinion_ways.ANSWERING,
)
TAPS: tuple[Taps, ...] = (
    Taps(
        board.NAME,
        {
            "list": (Action.SEE_CAMPAIGNS, board.turn),
            "open": (Action.SEE_CAMPAIGNS, board.open_card),
            "new": (Action.MANAGE_CAMPAIGN, setup.begin),
            "edit": (Action.MANAGE_CAMPAIGN, changing.begin),
            "ask_close": (Action.MANAGE_CAMPAIGN, board.ask_close),
            "close": (Action.MANAGE_CAMPAIGN, board.close),
            "figures": (Action.MANAGE_CAMPAIGN, counting.show),
            "excel": (Action.MANAGE_CAMPAIGN, counting.export),
            "opinions": (Action.MANAGE_CAMPAIGN, opinion_board.list_of_campaign),
            "report": (Action.TAKE_PART, visiting.begin_report),
            "visit": (Action.TAKE_PART, visiting.begin_visit),
            "rates": (Action.TAKE_PART, visiting.begin_rates),
            "opinion": (Action.TAKE_PART, opining.begin_under),
        },
    ),
    Taps(
        opinion_board.NAME,
        {
            "list": (Action.SEE_OPINIONS, opinion_board.turn),
            "open": (Action.SEE_OPINIONS, opinion_board.open_card),
            "files": (Action.SEE_OPINIONS, opinion_board.show_files),
            "new": (Action.TAKE_PART, opining.begin),
            "forward": (Action.MANAGE_CAMPAIGN, opinion_ways.begin_forward),
            "answer": (Action.SEE_OPINIONS, opinion_ways.begin_answer),
        },
    ),
)
ENTRIES: tuple[Entry, ...] = (
    Entry("campaigns", Action.SEE_CAMPAIGNS, board.open_board),
    Entry("opinions", Action.SEE_OPINIONS, opinion_board.open_board),
)
