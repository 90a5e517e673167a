"""Buttons and menu entries of reminders."""

from handlers.access import Action
from handlers.dialogs import Taps
from handlers.reminding import answers, countdown, hours

TAPS = Taps(
    answers.SUBJECT,
    {
        "got": (Action.SEE_DUTIES, answers.got),
        "later": (Action.SEE_DUTIES, answers.later),
        "at": (Action.SEE_DUTIES, answers.at),
        "all_at": (Action.SEE_DUTIES, answers.all_at),
        "hour": (Action.SEE_DUTIES, hours.choose),
        "sheet": (Action.SEE_FIGURES, countdown.sheet),
    },
)
ENTRIES = (hours.ENTRY, countdown.ENTRY)
