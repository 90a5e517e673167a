"""What stands behind 履职考核: duty lists, self-reviews, duty reports, circulars; a new one enters here."""

from handlers.circulars import rooms as circulars
from handlers.dialogs import Dialog, Taps
from handlers.duty_lists import rooms as duty_lists
from handlers.duty_reports import rooms as duty_reports
from handlers.routes import Entry
from handlers.self_reviews import rooms as self_reviews

DIALOGS: tuple[Dialog, ...] = (
    *duty_lists.DIALOGS,
    *self_reviews.DIALOGS,
    *duty_reports.DIALOGS,
    *circulars.DIALOGS,
)
TAPS: tuple[Taps, ...] = (duty_lists.TAPS, self_reviews.TAPS, duty_reports.TAPS, circulars.TAPS)
ENTRIES: tuple[Entry, ...] = (duty_lists.ENTRY, self_reviews.ENTRY, duty_reports.ENTRY, circulars.ENTRY)
