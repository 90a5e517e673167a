"""Adding to an item what no record shows: words, a photo if there is one, the day it was done."""

from datetime import date

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Message, Update

from handlers import keyboards
from handlers.access import Action
from handlers.collecting import KINDS, keep_piece, pieces
from handlers.context import Context
from handlers.dialogs import Dialog, ask, ask_again, give_up, open_dialog
from handlers.duty_lists.own import entry_of, item_page, may_note
from handlers.issues.rights import ids
from handlers.office import pages
from rules.duty_lists import Proof
from rules.refusals import Refusal
from rules.typed_days import typed_day
from storage import drafts
from storage.duty_lists import notes
from storage.duty_lists.notes import NewNote
from storage.models import Draft, MediaUse

NAME = "duty_note"


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks what was done."""
    year, post_id, item_id = ids(more, 3)
    mine, entry = await entry_of(context, year, post_id, item_id)
    if entry.item.proof is not Proof.NOTE or not may_note(context, year):
        raise Refusal("refusal/button_too_old")
    done_on = min(context.today, date(year, 12, 31))
    draft = await open_dialog(
        context, NAME, "collect",
        year=year, post_id=mine.post_id, item_id=item_id, code=entry.item.code, what=entry.item.what,
        evidence=entry.item.evidence, done_on=done_on.isoformat(),
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks for words and photos, with what came so far."""
    await ask(context, draft, "duty_list/ask_note", _keys(context, draft), told=_told(draft))


async def take(update: Update, context: Context, draft: Draft) -> None:
    """Keeps words or a file; a message that is only a day says when it was."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only messages come here
    day = _day_of(message, context.today)
    if day is not None:
        if day > context.today or day.year != draft.data["year"]:
            raise Refusal("refusal/duty_note_day", year=draft.data["year"])
        draft = await context.transact(drafts.hear, draft.id, context.now, done_on=day.isoformat())
    else:
        draft = await keep_piece(update, context, draft, MediaUse.PROGRESS)
    await ask_again(context, draft, "duty_list/ask_note", _keys(context, draft), told=_told(draft))


async def keep(update: Update, context: Context, draft: Draft) -> None:
    """Puts it on record; the item counts it at once."""
    data = draft.data
    if not any(pieces(draft).values()):
        raise Refusal("refusal/nothing_to_report")
    mine, entry = await entry_of(context, data["year"], data["post_id"], data["item_id"])
    new = NewNote(mine.post_id, data["year"], data["code"], date.fromisoformat(data["done_on"]), data.get("words", ""))
    by = context.by(mine.post_id)

    def add(session: Session) -> None:
        notes.add(session, by, draft.id, new)

    await context.transact(add)
    mine, entry = await entry_of(context, data["year"], data["post_id"], data["item_id"])
    await context.nod()
    await context.retire_buttons()
    _, keys = await item_page(context, mine, entry)
    await context.say("duty_list/noted", keys, entry=entry, told=_told(draft))


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Adds nothing."""
    await give_up(context, draft, "duty_list/not_noted")


async def take_back(update: Update, context: Context, more: list[str]) -> None:
    """Takes the own newest note out of the count again."""
    year, post_id, item_id, note_id = ids(more, 4)
    mine, _ = await entry_of(context, year, post_id, item_id)
    await context.transact(notes.take_back, context.by(mine.post_id), note_id, context.person_id)
    mine, entry = await entry_of(context, year, post_id, item_id)
    values, keys = await item_page(context, mine, entry)
    await context.nod("duty_list/taken_back")
    await pages.turn(update, context, "duty_list/item", keys, **values)


def _day_of(message: Message, today: date) -> date | None:
    return (
        typed_day(message.text.strip(), today) if message.text and len(message.text) <= len("2026-12-31") + 2 else None
    )


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    acts = ("keep", "drop")
    return keyboards.buttons(
        [[(context.label(f"duty_list.note_{act}"), keyboards.data(NAME, act, draft.id))] for act in acts]
    )


def _told(draft: Draft) -> dict[str, object]:
    return {key: draft.data[key] for key in ("what", "evidence", "done_on")} | pieces(draft)


DIALOG = Dialog(
    NAME,
    Action.SEE_DUTY_LIST,
    show,
    {"collect": dict.fromkeys(KINDS, take)},
    {"keep": keep, "drop": drop},
)
ACTS = {"note": begin, "take_back": take_back}
