"""What somebody named does: 无异议 by one tap; 有异议 with words, photos and files."""

from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.collecting import KINDS, keep_piece, pieces
from handlers.context import Context
from handlers.dialogs import Dialog, ask, ask_again, give_up
from handlers.issues.rights import ids
from rules.refusals import Refusal
from storage import drafts
from storage.audit import By
from storage.circulars import objecting
from storage.models import Draft, MediaUse

NAME = "circular_objection"


async def agree(update: Update, context: Context, more: list[str]) -> None:
    """无异议: notes it."""
    (name_id,) = ids(more, 1)
    row = await context.transact(objecting.agree, context.by(), name_id, context.today)
    circular, _ = await context.read(objecting.own, name_id, context.person_id, context.today)
    await context.nod()
    await context.retire_buttons()
    key = (context.label("circulars.object"), keyboards.data("circular", "object", name_id))
    await context.say("circulars/agreed", keyboards.buttons([[key]]), name=row.name, until=circular.object_until)


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """有异议: asks what is not right, and for what shows it."""
    (name_id,) = ids(more, 1)
    circular, row = await context.read(objecting.own, name_id, context.desk.person_id or 0, context.today)
    if row.objected_at is not None:
        raise Refusal("refusal/circular_objected", name=row.name)
    told = {"name_id": name_id, "name": row.name, "lines": [[line["said"], line["text"]] for line in row.lines],
            "until": circular.object_until.isoformat() if circular.object_until else None}  # fmt: skip
    draft = await context.transact(_open, context.desk.chat_id, context.person_id, context.by(), told)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks for words and photos."""
    await ask(context, draft, "circulars/ask_objection", _keys(context, draft), **_shown(draft))


async def take(update: Update, context: Context, draft: Draft) -> None:
    """Keeps words, a photo, a voice or a file, and counts on the standing question."""
    draft = await keep_piece(update, context, draft, MediaUse.NOTE)
    await ask_again(context, draft, "circulars/ask_objection", _keys(context, draft), **_shown(draft))


async def send(update: Update, context: Context, draft: Draft) -> None:
    """Hands the objection in; the office is told at once."""
    data = draft.data
    if not data.get("words"):
        raise Refusal("refusal/circular_objection_words")
    await context.transact(_object, context.by(), data["name_id"], data["words"], draft.id, context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say("circulars/objection_sent", keyboards.menu(context), name=data["name"])


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Says nothing for now; the window stays open."""
    await give_up(context, draft, "circulars/objection_cancelled", until=draft.data["until"])


def _open(session: Session, chat_id: int, person_id: int, by: By, told: dict[str, Any]) -> Draft:
    begun = drafts.resume_about(session, chat_id, NAME, name_id=told["name_id"])
    return begun or drafts.begin(session, chat_id, person_id, NAME, "collect", by.at, **told)


def _object(session: Session, by: By, name_id: int, words: str, draft_id: int, today: Any) -> None:
    objecting.object_to(session, by, name_id, words, draft_id, today)
    drafts.close(session, draft_id)


def _shown(draft: Draft) -> dict[str, Any]:
    came = pieces(draft)
    words, brought = came.pop("words"), sum(came.values())
    return {"name": draft.data["name"], "lines": draft.data["lines"], "words": words, "brought": brought}


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    send_key = (context.label("circulars.send_objection"), keyboards.data(NAME, "send", draft.id))
    cancel_key = (context.label("circulars.cancel"), keyboards.data(NAME, "cancel", draft.id))
    return keyboards.buttons([[send_key], [cancel_key]])


DIALOG = Dialog(NAME, Action.TALK, show, {"collect": dict.fromkeys(KINDS, take)}, {"send": send, "cancel": cancel})
