"""What of the duty lists 履职清单 is heard: their dialogs, buttons and entry of the menu."""

from handlers.access import Action
from handlers.dialogs import Taps
from handlers.duty_lists import following, home, noting, own, sheet
from handlers.routes import Entry

DIALOGS = (noting.DIALOG, sheet.DIALOG)
TAPS = Taps(
    own.NAME,
    {
        "show": (Action.SEE_DUTY_LIST, own.show),
        "item": (Action.SEE_DUTY_LIST, own.open_item),
        "photos": (Action.SEE_DUTY_LIST, own.show_photos),
        "ack": (Action.SEE_DUTY_LIST, own.acknowledge),
        "note": (Action.SEE_DUTY_LIST, noting.begin),
        "take_back": (Action.SEE_DUTY_LIST, noting.take_back),
        "home": (Action.FOLLOW_DUTY_LISTS, home.show),
        "unread": (Action.FOLLOW_DUTY_LISTS, following.show_unread),
        "remind": (Action.FOLLOW_DUTY_LISTS, following.remind),
        "progress": (Action.FOLLOW_DUTY_LISTS, following.hand_over_progress),
        "ask_publish": (Action.KEEP_DUTY_LISTS, home.ask_publish),
        "publish": (Action.KEEP_DUTY_LISTS, home.publish),
        "sheet": (Action.KEEP_DUTY_LISTS, home.hand_over_sheet),
    },
)
ENTRY = Entry("duty_list", Action.SEE_DUTY_LIST, home.open_home)
