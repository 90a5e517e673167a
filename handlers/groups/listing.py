"""工作群, in private: the groups and channels of an office's regions, and what may be done with each."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.dialogs import Taps
from handlers.groups.taking import NAME, by_button, may_see, own_seats
from handlers.issues.rights import ids
from handlers.office import pages
from handlers.routes_entry import Entry
from rules.refusals import Refusal
from storage.groups import registry
from storage.groups.registry import Listed

MOST_SHOWN = 30
