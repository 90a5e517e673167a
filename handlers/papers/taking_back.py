"""Sending a draft back 退回修改 and withdrawing an issued paper 撤回: each with a reason that those concerned hear."""

from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, heard_words, open_dialog
from handlers.papers import card as cards_shown
from handlers.papers import rights
from handlers.papers.drafting_opening import leave
from rules.papers import PaperState
from rules.refusals import Refusal
from storage.models import Draft
from storage.papers import cards, drafting, receiving
from storage.papers.drafting import SeenPaper

NAME = "paper_reason"
_ACTS = {"give_back": PaperState.DRAFT, "withdraw": PaperState.SIGNED}


async def begin_giving_back(update: Update, context: Context, more: list[str]) -> None:
    """Asks what is to be changed before it can be signed."""
    await _begin(context, more, "give_back")


async def begin_withdrawing(update: Update, context: Context, more: list[str]) -> None:
    """Asks why an issued paper is taken back."""
    await _begin(context, more, "withdraw")


async def _begin(context: Context, more: list[str], act: str) -> None:
    card, seen = await rights.seen_paper(context, more)
    if rights.seat_to_sign(context, card) is None:
        raise Refusal("refusal/paper_not_yours_to_sign", kind=card.kind)
    if card.state is not _ACTS[act]:
        raise Refusal("refusal/paper_moved_on", state=card.state, number=card.number, title=card.title)
    told = {"what": act, "paper_id": seen.paper_id, "revision": seen.revision, "title": card.title,
            "number": card.number, "to": len(card.receivers)}  # fmt: skip
    draft = await open_dialog(context, NAME, "reason", **told)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks why."""
    key = (context.label("papers.cancel"), keyboards.data(NAME, "cancel", draft.id))
    told = {each: draft.data[each] for each in ("title", "number", "to")}
    await ask(context, draft, f"papers/ask_{draft.data['what']}", keyboards.buttons([[key]]), **told)


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Takes the reason and does it."""
    said = await heard_words(update, context)
    card = await rights.visible(context, draft.data["paper_id"])
    seat = rights.seat_to_sign(context, card)
    if seat is None:
        raise Refusal("refusal/paper_not_yours_to_sign", kind=card.kind)
    seen = SeenPaper(draft.data["paper_id"], draft.data["revision"])
    act = _give_back if draft.data["what"] == "give_back" else _withdraw
    await context.transact(act, draft.id, context.by(seat.post_id), seen, said, context.today)
    done = await context.read(cards.paper_card, seen.paper_id, context.today)
    await context.say(f"papers/done_{draft.data['what']}", keyboards.menu(context), card=done)
    await cards_shown.show_card(context, done)


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the paper as it is."""
    await context.transact(leave, draft.id)
    await context.nod()
    await context.retire_buttons()
    await context.say("papers/cancelled", keyboards.menu(context))


def _give_back(session: Session, draft_id: int, by: Any, seen: SeenPaper, reason: str, _today: Any) -> None:
    drafting.give_back(session, by, seen, reason)
    leave(session, draft_id)


def _withdraw(session: Session, draft_id: int, by: Any, seen: SeenPaper, reason: str, today: Any) -> None:
    receiving.withdraw(session, by, seen, reason, today)
    leave(session, draft_id)


DIALOG = Dialog(NAME, Action.SIGN_PAPER, show, {"reason": {Heard.WORDS: hear}}, {"cancel": cancel})
