"""The dialogs, buttons and the entry of leave."""

from handlers.absence import asking, listing, refusing
from handlers.access import Action
from handlers.dialogs import Taps
from handlers.routes import Entry

DIALOGS = (asking.DIALOG, refusing.DIALOG)
TAPS = Taps(
    listing.TAPPED,
    {
        "begin": (Action.TAKE_LEAVE, asking.begin),
        "open": (Action.TAKE_LEAVE, listing.open_card),
        "grant": (Action.TAKE_LEAVE, listing.grant),
        "refuse": (Action.TAKE_LEAVE, refusing.begin),
        "end": (Action.TAKE_LEAVE, listing.end),
    },
)
ENTRY = Entry("absence", Action.TAKE_LEAVE, listing.open_leave)
