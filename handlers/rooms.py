"""Which dialogs, buttons and menu entries there are; a new one enters here."""

from handlers import conduct
from handlers.absence import rooms as absence_rooms
from handlers.access import Action
from handlers.alerts import rooms as alert_rooms
from handlers.boards import adding, sheet
from handlers.boards import home as boards_home
from handlers.boundary import rooms as boundary_rooms
from handlers.briefs import rooms as brief_rooms
from handlers.broadcasts import rooms as broadcast_rooms
from handlers.campaigns import doors as campaigns
from handlers.context import Context, Speech
from handlers.dialogs import Dialog, Heard, Taps
from handlers.evidence import listing as evidence
from handlers.groups import listing as groups
from handlers.inspections import listing as inspections
from handlers.inspections.dialog import INSPECTION
from handlers.issues import buttons, tasks
from handlers.items import rooms as item_rooms
from handlers.look_back import drawing as look_back_drawing
from handlers.look_back import listing as look_back_listing
from handlers.look_back import looking
from handlers.measures import rooms as measure_rooms
from handlers.office import (
    entering,
    figures,
    keepers,
    keepers_sheet,
    ledger,
    people,
    person,
    queue,
    replies,
    roster,
    saved,
    shortlist,
)
from handlers.papers import buttons as papers
from handlers.papers import listing as papers_listing
from handlers.papers import mine as papers_mine
from handlers.patrol import dialog as patrol
from handlers.patrol_log import entry as patrol_log
from handlers.points import asking, listing, point
from handlers.posts import delegation, duties, registration, tree
from handlers.public import home, solving
from handlers.public import joining as public_joining
from handlers.reminding import rooms as reminding_rooms
from handlers.report import dialog as report
from handlers.report import mine
from handlers.routes import Entry, Rooms
from handlers.standing import Standing
from handlers.transfers import listing as transfers
from handlers.trials import dialog as trial
from handlers.worklist import bulk
from handlers.worklist import listing as worklist
from storage.models import Draft


async def take_up(context: Context, draft: Draft) -> None:
    """Says again what a dialog asked before another one interrupted it."""
    await next(each for each in DIALOGS if each.name == draft.dialog).show(context, draft)


DIALOGS: tuple[Dialog, ...] = (
    roster.DIALOG,
    patrol.DIALOG,
    delegation.DIALOG,
    report.dialog(take_up),
    mine.DIALOG,
    *buttons.dialogs(take_up),
    look_back_drawing.DIALOG,
    ledger.DIALOG,
    figures.DIALOG,
    people.DIALOG,
    asking.DIALOG,
    keepers.DIALOG,
    keepers_sheet.DIALOG,
    bulk.DIALOG,
    saved.DIALOG,
    replies.DIALOG,
    INSPECTION,
    *papers.DIALOGS,
    entering.DIALOG,
    home.DIALOG,
    boards_home.DIALOG,
    adding.DIALOG,
    sheet.DIALOG,
    public_joining.DIALOG,
    solving.DIALOG,
    *item_rooms.DIALOGS,
    *boundary_rooms.DIALOGS,
    *measure_rooms.DIALOGS,
    *campaigns.DIALOGS,
    *alert_rooms.DIALOGS,
    *absence_rooms.DIALOGS,
    trial.DIALOG,
    *broadcast_rooms.DIALOGS,
    *brief_rooms.DIALOGS,
    *conduct.DIALOGS,
)
TAPS: tuple[Taps, ...] = (
    delegation.TAPS,
    mine.TAPS,
    buttons.taps,
    looking.TAPS,
    transfers.TAPS,
    queue.taps,
    worklist.TAPS,
    saved.TAPS,
    shortlist.TAPS,
    replies.TAPS,
    ledger.TAPS,
    figures.TAPS,
    patrol_log.TAPS,
    evidence.TAPS,
    people.TAPS,
    person.TAPS,
    point.TAPS,
    listing.TAPS,
    tree.TAPS,
    inspections.TAPS,
    *papers.TAPS,
    home.TAPS,
    boards_home.TAPS,
    solving.TAPS,
    item_rooms.TAPS,
    boundary_rooms.TAPS,
    *measure_rooms.TAPS,
    *campaigns.TAPS,
    alert_rooms.TAPS,
    absence_rooms.TAPS,
    *broadcast_rooms.TAPS,
    reminding_rooms.TAPS,
    brief_rooms.TAPS,
    groups.TAPS,
    *conduct.TAPS,
)
ENTRIES: tuple[Entry, ...] = (
    patrol_log.ENTRY,
    patrol.ENTRY,
    duties.ENTRY,
    delegation.ENTRY,
    Entry("report", Action.REPORT_ISSUE, report.begin),
    Entry("mine", Action.SEE_OWN_REPORTS, mine.list_mine),
    Entry("rectify", Action.RECTIFY, tasks.list_tasks),
    Entry("queue", Action.DECIDE_ISSUE, queue.show_queue),
    Entry("look_back", Action.LOOK_BACK, look_back_listing.open_home),
    Entry("transfers", Action.SEE_TRANSFERS, transfers.list_out),
    Entry("ledger", Action.SEE_LEDGER, ledger.open_ledger),
    Entry("shortlist", Action.SEE_LEDGER, shortlist.open_own),
    Entry("saved", Action.SEE_LEDGER, saved.open_saved),
    Entry("replies", Action.DECIDE_ISSUE, replies.open_replies),
    Entry("figures", Action.SEE_FIGURES, figures.show_month),
    Entry("people", Action.SEE_PEOPLE, people.open_people),
    Entry("points", Action.SEE_POINTS, asking.open_points),
    Entry("tree", Action.SEE_TREE, tree.show_tree),
    inspections.ENTRY,
    Entry("papers", Action.SEE_PAPERS, papers_listing.open_papers),
    Entry("received", Action.RECEIVE_PAPER, papers_mine.list_received),
    entering.ENTRY,
    Entry("boards", Action.KEEP_BOARDS, boards_home.open_boards),
    Entry("public", Action.REVIEW_PUBLIC, home.open_home),
    item_rooms.ENTRY,
    measure_rooms.ENTRY,
    *campaigns.ENTRIES,
    alert_rooms.ENTRY,
    absence_rooms.ENTRY,
    trial.ENTRY,
    broadcast_rooms.ENTRY,
    *reminding_rooms.ENTRIES,
    brief_rooms.ENTRY,
    groups.ENTRY,
    *conduct.ENTRIES,
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
        Entry("conduct", Action.TALK, standing.conduct),
        Entry("leave", Action.TALK, standing.leave),
    )
    return Rooms(entries, dialogs, taps, OPENERS, registration.start, standing)
