"""Which dialogs, buttons and menu entries there are; a new one enters here."""

from handlers import (
    delegation,
    duties,
    duty_tree,
    issue_buttons,
    my_reports,
    patrol,
    point,
    points,
    points_list,
    rectification,
    registration,
    report,
)
from handlers.access import Action
from handlers.context import Context, Speech
from handlers.dialogs import Dialog, Heard, Taps
from handlers.office import figures, keepers, keepers_sheet, ledger, people, person, queue, roster
from handlers.routes import Entry, Rooms
from handlers.standing import Standing
from storage.models import Draft


async def take_up(context: Context, draft: Draft) -> None:
    """Says again what a dialog asked before another one interrupted it."""
    await next(each for each in DIALOGS if each.name == draft.dialog).show(context, draft)


DIALOGS: tuple[Dialog, ...] = (
    roster.DIALOG,
    patrol.DIALOG,
    delegation.DIALOG,
    report.dialog(take_up),
    my_reports.DIALOG,
    *issue_buttons.dialogs(take_up),
    ledger.DIALOG,
    people.DIALOG,
    points.DIALOG,
    keepers.DIALOG,
    keepers_sheet.DIALOG,
)
TAPS: tuple[Taps, ...] = (
    delegation.TAPS,
    my_reports.TAPS,
    issue_buttons.taps,
    queue.taps,
    ledger.TAPS,
    figures.TAPS,
    people.TAPS,
    person.TAPS,
    point.TAPS,
    points_list.TAPS,
    duty_tree.TAPS,
)
ENTRIES: tuple[Entry, ...] = (
    patrol.ENTRY,
    duties.ENTRY,
    delegation.ENTRY,
    Entry("report", Action.REPORT_ISSUE, report.begin),
    Entry("mine", Action.SEE_OWN_REPORTS, my_reports.list_mine),
    Entry("rectify", Action.RECTIFY, rectification.list_tasks),
    Entry("queue", Action.DECIDE_ISSUE, queue.show_queue),
    Entry("ledger", Action.SEE_LEDGER, ledger.open_ledger),
    Entry("figures", Action.SEE_FIGURES, figures.show_month),
    Entry("people", Action.SEE_PEOPLE, people.open_people),
    Entry("points", Action.SEE_POINTS, points.open_points),
    Entry("tree", Action.SEE_TREE, duty_tree.show_tree),
)
OPENERS = {
    Heard.PHOTO: Entry("photo", Action.REPORT_ISSUE, report.open_with_photo),
    Heard.FILE: Entry("file", Action.REPORT_ISSUE, report.open_with_photo),
    Heard.CONTACT: Entry("contact", Action.BIND, registration.take_contact),
    Heard.WORKBOOK: Entry("workbook", Action.IMPORT_ROSTER, keepers_sheet.take_workbook),
}


def rooms(speech: Speech) -> Rooms:
    """Everything that hears."""
    dialogs = {dialog.name: dialog for dialog in DIALOGS}
    standing = Standing(dialogs)
    taps = {each.subject: each for each in (*TAPS, standing.taps)}
    entries = (
        *ENTRIES,
        Entry("help", Action.TALK, standing.help),
        Entry("menu", Action.TALK, standing.menu),
        Entry("more", Action.TALK, standing.more),
        Entry("leave", Action.TALK, standing.leave),
    )
    return Rooms(entries, dialogs, taps, OPENERS, registration.start, standing)
