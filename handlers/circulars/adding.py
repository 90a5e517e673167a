"""Somebody is named by hand: looked for by name, chosen, with the reason that will be printed."""

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.circulars import card as cards_shown
from handlers.circulars.rights import office_seat, seen, visible
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up, heard_words
from handlers.issues.rights import ids
from handlers.wording import words
from rules.circulars import CircularState
from rules.refusals import Refusal
from storage import drafts
from storage.audit import By
from storage.circulars import changing, finding
from storage.circulars.changing import SeenCircular
from storage.circulars.finding import Candidate
from storage.models import Draft

NAME = "circular_add"
LONGEST_SEARCH = 30


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks whom."""
    card, told = await seen(context, more)
    if card.circular.state is not CircularState.DRAFT:
        raise Refusal("refusal/circular_moved_on", title=card.title, state=card.circular.state)
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, "who", context.now,
        circular_id=told.circular_id, revision=told.revision, sought="", who="",
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks whom, with those found; then why."""
    if draft.step == "who":
        found = await _found(context, draft)
        await ask(context, draft, "circulars/ask_add", _keys(context, draft, found), sought=draft.data["sought"],
                  found=len(found))  # fmt: skip
    else:
        await ask(context, draft, "circulars/ask_add_reason", _keys(context, draft, []), name=draft.data["name"])


async def look(update: Update, context: Context, draft: Draft) -> None:
    """Looks for a name, a unit, a township."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    said = words(update.effective_message).text[:LONGEST_SEARCH]
    await show(context, await context.transact(drafts.hear, draft.id, context.now, sought=said))


async def pick(update: Update, context: Context, draft: Draft) -> None:
    """Takes one of those found; asks for the reason."""
    (place,) = ids(keyboards.tapped(update), 1)
    found = await _found(context, draft)
    if draft.step != "who" or place >= len(found):
        raise Refusal("refusal/button_too_old")
    one = found[place]
    told = {"key": one.subject.key, "post_id": one.post_id, "name": one.subject.name}
    draft = await context.transact(drafts.hear, draft.id, context.now, "reason", **told)
    await context.nod()
    await show(context, draft)


async def hear_reason(update: Update, context: Context, draft: Draft) -> None:
    """Takes the reason and names them."""
    said, data = await heard_words(update, context), draft.data
    card = await visible(context, data["circular_id"])
    seat = office_seat(context, card)
    if seat is None:
        raise Refusal("refusal/not_your_matter")
    found = await context.read(finding.of_posts, [data["post_id"]], context.today)
    one = next((each for each in found if each.subject.key == data["key"]), None)
    if one is None:
        raise Refusal("refusal/post_is_vacant")
    told = SeenCircular(data["circular_id"], data["revision"])
    await context.transact(_add, draft.id, context.by(seat.post_id), told, one, said)
    await context.say("circulars/noted", keyboards.menu(context), what="add", name=one.subject.name)
    await cards_shown.show(context, await visible(context, card.id))


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the notice as it is."""
    await give_up(context, draft, "circulars/cancelled")


def _add(session: Session, draft_id: int, by: By, told: SeenCircular, one: Candidate, reason: str) -> None:
    changing.add(session, by, told, one.subject, one.seat, reason, one.post_id)
    drafts.close(session, draft_id)


async def _found(context: Context, draft: Draft) -> list[Candidate]:
    if not draft.data["sought"]:
        return []
    card = await visible(context, draft.data["circular_id"])
    return await context.read(finding.candidates, draft.data["sought"], card.region_path, context.today)


def _keys(context: Context, draft: Draft, found: list[Candidate]) -> InlineKeyboardMarkup:
    picks = [[(context.label("circulars.pick", one=one), keyboards.data(NAME, "pick", draft.id, n))]
             for n, one in enumerate(found)]  # fmt: skip
    return keyboards.buttons([*picks, [(context.label("circulars.cancel"), keyboards.data(NAME, "cancel", draft.id))]])


DIALOG = Dialog(
    NAME,
    Action.DRAFT_PAPER,
    show,
    {"who": {Heard.WORDS: look}, "reason": {Heard.WORDS: hear_reason}},
    {"pick": pick, "cancel": cancel},
)
