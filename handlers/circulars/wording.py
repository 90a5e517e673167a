"""Acts on a notice that need words: the first paragraph anew, a reason to take off, keep, strike, or give back."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.circulars import card as cards_shown
from handlers.circulars.rights import by_rules, check, office_seat, seat_to_sign, visible
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up, heard_words
from handlers.issues.rights import ids
from rules.refusals import Refusal
from storage import drafts
from storage.audit import By
from storage.circulars import cards, changing, objecting, signing
from storage.circulars.cards import CircularCard
from storage.circulars.changing import SeenCircular
from storage.circulars.signing import Rules
from storage.models import CircularName, Draft

NAME = "circular_words"
ABOUT_A_NAME = ("take_off", "strike_own", "keep", "strike", "strike_line")

Do = Callable[[Session, By, Rules, SeenCircular, dict[str, Any], str], Any]
ACTS: dict[str, Do] = {
    "lead": lambda s, by, told, seen, data, said: changing.rewrite_lead(s, by, seen, said),
    "take_off": lambda s, by, told, seen, data, said: changing.take_off(s, by, seen, data["name_id"], said),
    "strike_own": lambda s, by, told, seen, data, said: objecting.strike(
        s, by, seen, data["name_id"], said, told.today
    ),
    "keep": lambda s, by, told, seen, data, said: objecting.answer(s, by, data["name_id"], True, said, told.today),
    "strike": lambda s, by, told, seen, data, said: objecting.answer(s, by, data["name_id"], False, said, told.today),
    "strike_line": lambda s, by, told, seen, data, said: objecting.answer(
        s, by, data["name_id"], False, said, told.today, data["place"]
    ),
    "give_back": lambda s, by, told, seen, data, said: signing.give_back(s, by, told, seen, said),
}


def beginning(what: str) -> Callable[[Update, Context, list[str]], Any]:
    """The press of the button that asks for the words of an act."""

    async def begin(update: Update, context: Context, more: list[str]) -> None:
        number, revision = ids(more, 2)
        row = await context.read(cards.name_row, number) if what in ABOUT_A_NAME else None
        card = await visible(context, row.circular_id if row else number)
        _entitled(context, card, what)
        if what not in ("keep", "strike", "strike_line"):  # an answer to an objection is its own compare-and-set
            check(card, revision)
        told = {"what": what, "circular_id": card.id, "revision": revision, "name_id": row.id if row else 0,
                "name": row.name if row else "", "objection": row.objection if row else ""}  # fmt: skip
        if what == "strike_line" and row is not None:
            told |= _one_of(row, ids(more, 3)[2])
        draft = await context.transact(
            drafts.begin, context.desk.chat_id, context.person_id, NAME, "words", context.now, **told
        )
        await context.nod()
        await show(context, draft)

    return begin


async def show(context: Context, draft: Draft) -> None:
    """Asks for the words."""
    key = (context.label("circulars.cancel"), keyboards.data(NAME, "cancel", draft.id))
    card = await visible(context, draft.data["circular_id"])
    told = {each: draft.data.get(each, "") for each in ("name", "objection", "part")}
    await ask(context, draft, f"circulars/ask_{draft.data['what']}", keyboards.buttons([[key]]), card=card, **told)


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Takes the words and does it; whoever is concerned hears it."""
    said, data = await heard_words(update, context), draft.data
    card = await visible(context, data["circular_id"])
    _entitled(context, card, data["what"])
    seen = SeenCircular(data["circular_id"], data["revision"])
    by, told = context.by(_post(context, card)), by_rules(context, card)
    await context.transact(_do, draft.id, by, told, seen, dict(data), said)
    await context.say("circulars/noted", keyboards.menu(context), what=data["what"], name=data["name"])
    await cards_shown.show(context, await visible(context, card.id))


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the notice as it is."""
    await give_up(context, draft, "circulars/cancelled")


def _do(
    session: Session, draft_id: int, by: By, told: Rules, seen: SeenCircular, data: dict[str, Any], said: str
) -> None:
    ACTS[data["what"]](session, by, told, seen, data, said)
    drafts.close(session, draft_id)


def _one_of(row: CircularName, place: int) -> dict[str, Any]:
    if place >= len(row.lines):
        raise Refusal("refusal/button_too_old")
    return {"place": place, "part": row.lines[place]["said"] or row.lines[place]["text"]}


def _entitled(context: Context, card: CircularCard, what: str) -> None:
    if what == "give_back":
        if seat_to_sign(context, card) is None:
            raise Refusal("refusal/paper_not_yours_to_sign", kind=card.circular.form.paper)
    elif office_seat(context, card) is None:
        raise Refusal("refusal/not_your_matter")


def _post(context: Context, card: CircularCard) -> int | None:
    seat = office_seat(context, card) or seat_to_sign(context, card)
    return seat.post_id if seat else None


DIALOG = Dialog(NAME, Action.SEE_PAPERS, show, {"words": {Heard.WORDS: hear}}, {"cancel": cancel})
