"""All buttons under papers 公文: "paper:<act>:<id>:<revision that it was made for>"; and the dialogs about them."""

from handlers.access import Action
from handlers.dialogs import Dialog, Taps
from handlers.papers import card, drafting, drafting_opening, listing, receiving, signing, taking_back

DIALOGS: tuple[Dialog, ...] = (listing.DIALOG, drafting.DIALOG, receiving.DIALOG, taking_back.DIALOG)
TAPS: tuple[Taps, ...] = (
    listing.TAPS,
    Taps(
        "paper",
        {
            # Whoever is concerned may look; whether this person is, is asked of the paper.
            "open": (Action.SEE_DUTIES, card.open_paper),
            "file": (Action.SEE_DUTIES, card.hand_over_file),
            "replies": (Action.SEE_PAPERS, card.show_replies),
            "draft": (Action.DRAFT_PAPER, drafting_opening.begin),
            "change": (Action.DRAFT_PAPER, drafting_opening.change),
            "drop": (Action.DRAFT_PAPER, signing.drop),
            "sign": (Action.SIGN_PAPER, signing.ask),
            "issue": (Action.SIGN_PAPER, signing.issue),
            "back": (Action.SIGN_PAPER, taking_back.begin_giving_back),
            "withdraw": (Action.SIGN_PAPER, taking_back.begin_withdrawing),
            "got": (Action.RECEIVE_PAPER, receiving.receive),
            "reply": (Action.RECEIVE_PAPER, receiving.begin),
        },
    ),
)
