"""What of the matters 重点事项 is heard: their dialogs, buttons and entry of the menu."""

from handlers.access import Action
from handlers.dialogs import Taps
from handlers.items import item, listing, problems, recording, reporting
from handlers.routes import Entry

DIALOGS = (recording.DIALOG, reporting.DIALOG, problems.DIALOG)
TAPS = Taps(
    listing.NAME,
    {
        "list": (Action.SEE_ITEMS, listing.turn),
        "river": (Action.SEE_ITEMS, listing.show_river),
        "sheet": (Action.SEE_ITEMS, listing.export),
        "open": (Action.SEE_ITEMS, item.open_item),
        "photos": (Action.SEE_ITEMS, item.show_photos),
        "new": (Action.SEE_ITEMS, recording.begin),  # by which post exactly is decided there
        "progress": (Action.SEE_ITEMS, reporting.begin_progress),
        "finish": (Action.SEE_ITEMS, reporting.begin_finish),
        "send_back": (Action.SEE_ITEMS, reporting.begin_sending_back),
        "confirm": (Action.SEE_ITEMS, item.confirm),
        "solve": (Action.KEEP_KEY_LISTS, item.solve),
        "up": (Action.KEEP_KEY_LISTS, item.move_up),
        "link": (Action.KEEP_KEY_LISTS, problems.begin_linking),
        "preview": (Action.KEEP_KEY_LISTS, problems.preview),
        "send": (Action.KEEP_KEY_LISTS, problems.send),
    },
)
ENTRY = Entry("items", Action.SEE_ITEMS, listing.show_items)
