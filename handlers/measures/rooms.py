"""What of the measures 问责措施 is heard: their dialogs, buttons and entry of the menu."""

from handlers.access import Action
from handlers.dialogs import Taps
from handlers.measures import (
    card,
    counting,
    displaying,
    home,
    meeting,
    notifying,
    ordering,
    ordering_opening,
    recording,
    saying,
    suggesting,
)
from handlers.measures.rights import LIST, NAME
from handlers.routes import Entry

DIALOGS = (
    ordering.DIALOG,
    saying.DIALOG,
    meeting.DIALOG,
    recording.DIALOG,
    suggesting.DIALOG,
    counting.DIALOG,
    displaying.DIALOG,
)
TAPS = (
    Taps(
        NAME,
        {
            "open": (Action.SEE_MEASURES, card.open_measure),
            "files": (Action.SEE_MEASURES, card.show_files),
            "paper": (Action.SEE_MEASURES, card.show_paper),
            "got": (Action.SEE_MEASURES, card.receive),
            "accept": (Action.ORDER_MEASURE, card.accept),
            "agree": (Action.SEE_MEASURES, meeting.begin_agreeing),
            "delegate": (Action.SEE_MEASURES, meeting.begin_delegating),
            "another": (Action.ORDER_MEASURE, meeting.begin_asking_another),
            "notify": (Action.ORDER_MEASURE, notifying.preview),
            "issue": (Action.ORDER_MEASURE, notifying.issue),
            "record": (Action.ORDER_MEASURE, recording.begin),
            "fulfil": (Action.SEE_MEASURES, saying.begin_fulfilling),
            "next": (Action.ORDER_MEASURE, ordering_opening.begin_next),
            **{deed: (Action.SEE_MEASURES, saying.beginning(deed)) for deed in saying.SAID},
        },
    ),
    Taps(
        LIST,
        {
            "list": (Action.SEE_MEASURES, home.turn),
            "kinds": (Action.ORDER_MEASURE, home.choose_kind),
            "new": (Action.ORDER_MEASURE, ordering_opening.begin),
            "suggest": (Action.ORDER_MEASURE, suggesting.show_all),
            "use": (Action.ORDER_MEASURE, suggesting.use),
            "aside": (Action.ORDER_MEASURE, suggesting.begin_laying_aside),
            "counts": (Action.ORDER_MEASURE, counting.begin),
            "display": (Action.ORDER_MEASURE, displaying.begin),
        },
    ),
)
ENTRY = Entry("measures", Action.SEE_MEASURES, home.open_home)
