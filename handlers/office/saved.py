"""Saved searches 🔖 常用查找: kept from the ledger's words or the queue's filters, run again with one tap."""

from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action, may
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, Taps
from handlers.issues.rights import ids
from handlers.office import ledger, ledger_asked, pages
from handlers.wording import words
from handlers.worklist import codes, headings, listing
from rules.ledger_words import Show
from rules.refusals import Refusal
from storage import drafts, lookups
from storage.models import Draft, SavedSearch
from storage.office import saved

NAME = "saved_name"
TAP = "saved"
QUEUE, LEDGER = "queue", "ledger"
_FIRST = 1


async def keep(update: Update, context: Context, more: list[str]) -> None:
    """Keeps the filters of a list under the words that stand over it, and listens for another name."""
    sieve = codes.decoded(context, more[0] if len(more) == 1 else "")
    name = await headings.heading(context, sieve)
    await _keep(context, name, QUEUE, {"code": codes.encoded(context, sieve)})


async def keep_words(update: Update, context: Context, more: list[str]) -> None:
    """Keeps what the ledger was asked for."""
    (draft_id,) = ids(more, 1)
    draft = await context.read(lookups.still_there, context.desk.chat_id, ledger_asked.NAME, draft_id)
    part = Show(draft.data["show"])
    name = context.label("sift.joined", words=[each for each in (draft.data["words"], part.word) if each])
    await _keep(context, name, LEDGER, {"words": draft.data["words"], "show": part})


async def show(context: Context, draft: Draft) -> None:
    """Says again what was kept."""
    await context.say("saved/kept", name=draft.data["name"])


async def hear_name(update: Update, context: Context, draft: Draft) -> None:
    """Gives it another name."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    name = words(update.effective_message).text
    found = await context.transact(_rename, draft.id, context.person_id, draft.data["saved_id"], name)
    if found is None:
        raise Refusal("refusal/button_too_old")
    await context.say("saved/renamed", keyboards.menu(context), name=found.name)


async def open_saved(update: Update, context: Context) -> None:
    """Lists what is kept, each a button."""
    await _list(update, context, removing=False)


async def manage(update: Update, context: Context, more: list[str]) -> None:
    """Turns between looking things up and throwing them away."""
    (removing,) = ids(more, 1)
    await context.nod()
    await _list(update, context, removing=bool(removing))


async def run(update: Update, context: Context, more: list[str]) -> None:
    """Looks it up again."""
    found = await _mine(context, more)
    if found.place == QUEUE and may(context.desk, Action.DECIDE_ISSUE):
        await listing.show_list(update, context, [found.asked["code"]])
        return
    if found.place == QUEUE:
        raise Refusal("refusal/not_your_role")
    await context.nod()
    await ledger.look_up(context, found.asked["words"], Show(found.asked["show"]))


async def forget(update: Update, context: Context, more: list[str]) -> None:
    """Throws one away."""
    (saved_id,) = ids(more, 1)
    await context.transact(saved.forget, context.person_id, saved_id)
    await context.nod()
    await _list(update, context, removing=True)


async def _keep(context: Context, name: str, place: str, asked: dict[str, Any]) -> None:
    draft = await context.transact(_begin, context, name, place, asked)
    await context.nod()
    await show(context, draft)


def _begin(session: Session, context: Context, name: str, place: str, asked: dict[str, Any]) -> Draft:
    found = saved.save(session, context.person_id, context.now, name, place, asked)
    told = {"saved_id": found.id, "name": found.name}
    return lookups.open_lookup(session, context.desk.chat_id, context.person_id, NAME, context.now, **told)


def _rename(session: Session, draft_id: int, person_id: int, saved_id: int, name: str) -> SavedSearch | None:
    drafts.close(session, draft_id)
    return saved.rename(session, person_id, saved_id, name)


async def _list(update: Update, context: Context, *, removing: bool) -> None:
    found = await context.read(saved.listed, context.person_id)
    act, label = ("forget", "saved.forget") if removing else ("run", "saved.as_")
    rows = [
        [(context.label(label if removing else f"{label}{one.place}", name=one.name), keyboards.data(TAP, act, one.id))]
        for one in found
    ]
    if found or removing:
        other = "back" if removing else "manage"
        rows.append([(context.label(f"saved.{other}"), keyboards.data(TAP, "manage", 0 if removing else _FIRST))])
    keys = keyboards.buttons(rows) if rows else None
    await pages.turn(update, context, "saved/list", keys, count=len(found), removing=removing)


async def _mine(context: Context, more: list[str]) -> SavedSearch:
    (saved_id,) = ids(more, 1)
    found = await context.read(saved.one, context.person_id, saved_id)
    if found is None:
        raise Refusal("refusal/button_too_old")
    return found


DIALOG = Dialog(NAME, Action.SEE_LEDGER, show, {lookups.STEP: {Heard.WORDS: hear_name}}, lookup=True)
TAPS = Taps(
    TAP,
    {
        "keep": (Action.DECIDE_ISSUE, keep),
        "words": (Action.SEE_LEDGER, keep_words),
        "run": (Action.SEE_LEDGER, run),
        "manage": (Action.SEE_LEDGER, manage),
        "forget": (Action.SEE_LEDGER, forget),
    },
)
