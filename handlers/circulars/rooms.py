"""All buttons under notices: "circular:<act>:<id>:<revision that it was made for>"; the dialogs; the entry."""

from handlers.access import Action
from handlers.circulars import adding, beginning, card, home, objecting, sending, signing, wording
from handlers.circulars.rights import NAME
from handlers.dialogs import Dialog, Taps
from handlers.routes import Entry

ENTRY = Entry("circulars", Action.SEE_PAPERS, home.open_home)
DIALOGS: tuple[Dialog, ...] = (home.DIALOG, wording.DIALOG, adding.DIALOG, objecting.DIALOG)
TAPS = Taps(
    NAME,
    {
        "open": (Action.SEE_PAPERS, card.open_circular),
        "names": (Action.SEE_PAPERS, card.list_names),
        "name": (Action.SEE_PAPERS, card.open_name),
        "file": (Action.SEE_PAPERS, card.hand_over_file),
        "begin": (Action.DRAFT_PAPER, beginning.ask),
        "make": (Action.DRAFT_PAPER, beginning.make),
        "again": (Action.DRAFT_PAPER, beginning.again),
        "drop": (Action.DRAFT_PAPER, beginning.drop),
        "add": (Action.DRAFT_PAPER, adding.begin),
        **{act: (Action.DRAFT_PAPER, wording.beginning(act)) for act in ("lead", *wording.ABOUT_A_NAME)},
        "give_back": (Action.SIGN_PAPER, wording.beginning("give_back")),
        "window": (Action.DRAFT_PAPER, signing.ask_window),
        "open_window": (Action.DRAFT_PAPER, signing.open_window),
        "send": (Action.DRAFT_PAPER, signing.send),
        "sign": (Action.SIGN_PAPER, signing.ask_sign),
        "issue": (Action.SIGN_PAPER, signing.issue),
        "audience": (Action.DRAFT_PAPER, sending.ask),
        "tick": (Action.DRAFT_PAPER, sending.tick),
        "broadcast": (Action.DRAFT_PAPER, sending.send),
        # Who is named may have left every post: whether it is theirs, is asked of the name.
        "agree": (Action.TALK, objecting.agree),
        "object": (Action.TALK, objecting.begin),
    },
)
