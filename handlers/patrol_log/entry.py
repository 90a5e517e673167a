"""What of the log hears: the entry of the menu and the buttons."""

from handlers.access import Action
from handlers.dialogs import Taps
from handlers.patrol_log import listing, one, papers
from handlers.patrol_log.whose import NAME
from handlers.routes import Entry

ENTRY = Entry(NAME, Action.SEE_PATROL_LOG, listing.show_own)
TAPS = Taps(
    NAME,
    {
        act: (Action.SEE_PATROL_LOG, press)
        for act, press in (
            ("open", listing.open_log),
            ("list", listing.turn),
            ("word", papers.word),
            ("excel", papers.excel),
            ("one", one.show_one),
            ("map", one.show_map),
            ("gpx", one.as_gpx),
            ("geojson", one.as_geojson),
            ("paper", papers.one_as_word),
        )
    },
)
