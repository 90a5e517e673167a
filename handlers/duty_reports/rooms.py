"""What of duty reports 述职报告 is heard: their dialogs, buttons and entry of the menu."""

from handlers.access import Action
from handlers.dialogs import Taps
from handlers.duty_reports import mine, office, receiving, writing
from handlers.routes import Entry

DIALOGS = (writing.DIALOG, receiving.DIALOG)
TAPS = Taps(
    mine.NAME,
    {
        "mine": (Action.DUTY_REPORT, mine.open_mine),
        "write": (Action.DUTY_REPORT, writing.begin),
        "preview": (Action.DUTY_REPORT, mine.preview),
        "ask_submit": (Action.DUTY_REPORT, mine.ask_submit),
        "submit": (Action.DUTY_REPORT, mine.submit),
        # Whoever receives it.
        "received": (Action.DUTY_REPORT, receiving.show_received),
        "open": (Action.DUTY_REPORT, receiving.open_report),
        "file": (Action.DUTY_REPORT, receiving.file),
        "receive": (Action.DUTY_REPORT, receiving.receive),
        "answer": (Action.DUTY_REPORT, receiving.begin_answer),
        "return": (Action.DUTY_REPORT, receiving.begin_return),
        # The office's.
        "office": (Action.DUTY_REPORT, office.show_year),
        "list": (Action.DUTY_REPORT, office.show_list),
        "draft": (Action.DUTY_REPORT, office.draft),
        "sheet": (Action.DUTY_REPORT, office.export),
    },
)
ENTRY = Entry("duty_report", Action.DUTY_REPORT, office.open_home)
