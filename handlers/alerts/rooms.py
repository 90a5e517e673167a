"""The dialogs, buttons and the entry of alerts."""

from handlers.access import Action
from handlers.alerts import lifting, listing, setup
from handlers.dialogs import Taps
from handlers.routes import Entry

DIALOGS = (setup.DIALOG, lifting.DIALOG)
TAPS = Taps(
    listing.TAPPED,
    {
        "begin": (Action.KEEP_ALERTS, setup.begin),
        "page": (Action.KEEP_ALERTS, listing.turn),
        "open": (Action.KEEP_ALERTS, listing.open_card),
        "gone": (Action.KEEP_ALERTS, listing.show_gone),
        "lift": (Action.KEEP_ALERTS, lifting.begin),
    },
)
ENTRY = Entry("alerts", Action.KEEP_ALERTS, listing.open_alerts)
