"""Reporting on a matter: progress, that it is finished, or sent back; words and photos, collected piece by piece."""

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.collecting import KINDS, keep_piece, pieces
from handlers.context import Context
from handlers.dialogs import Dialog, ask, ask_again, let_go
from handlers.issues.rights import ids
from handlers.items.item import say_card, seen
from handlers.items.rights import acting_post
from handlers.keyboards import Button
from rules.action_items import Deed
from rules.refusals import Refusal
from storage import drafts
from storage.action_items import deeds
from storage.action_items.cards import ItemCard
from storage.models import Draft, MediaUse

NAME = "item_report"


async def begin_progress(update: Update, context: Context, more: list[str]) -> None:
    """反馈进展."""
    await _begin(context, more, Deed.PROGRESS)


async def begin_finish(update: Update, context: Context, more: list[str]) -> None:
    """报告办结."""
    await _begin(context, more, Deed.FINISH)


async def begin_sending_back(update: Update, context: Context, more: list[str]) -> None:
    """退回再办."""
    await _begin(context, more, Deed.SEND_BACK)


async def show(context: Context, draft: Draft) -> None:
    """Asks for words and photos, with what came so far."""
    await ask(context, draft, f"items/ask_{draft.data['deed']}", _keys(context, draft), **_told(draft))


async def take(update: Update, context: Context, draft: Draft) -> None:
    """Keeps a photo, voice, file or words, and counts on the standing question."""
    draft = await keep_piece(update, context, draft, MediaUse.PROGRESS)
    await ask_again(context, draft, f"items/ask_{draft.data['deed']}", _keys(context, draft), **_told(draft))


async def send(update: Update, context: Context, draft: Draft) -> None:
    """Hands in what was collected; everybody concerned is told."""
    if not any(pieces(draft).values()):
        raise Refusal("refusal/nothing_to_report")
    deed = Deed(draft.data["deed"])
    card = await seen(context, draft.data["item_id"])
    by, told = context.by(acting_post(context.desk, card, deed)), draft.data.get("words", "")

    def hand_in(session: Session) -> ItemCard:
        return deeds.perform(session, by, card.item.id, draft.data["since"], deed, told, context.today, draft.id)

    done = await context.transact(hand_in)
    await context.nod()
    await context.retire_buttons()
    await context.say(f"items/done_{deed}", keyboards.menu(context), card=done)


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the matter as it is."""
    card = await seen(context, draft.data["item_id"])
    await let_go(context, draft)
    await say_card(context, card)


async def _begin(context: Context, more: list[str], deed: Deed) -> None:
    item_id, step_id = ids(more, 2)
    card = await seen(context, item_id)
    acting_post(context.desk, card, deed)
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, "collect", context.now,
        item_id=item_id, since=step_id, deed=deed, title=card.entry.title,
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    keys: list[Button] = [
        (context.label(f"items.send_{draft.data['deed']}"), keyboards.data(NAME, "send", draft.id)),
        (context.label("items.cancel"), keyboards.data(NAME, "cancel", draft.id)),
    ]
    return keyboards.buttons([[key] for key in keys])


def _told(draft: Draft) -> dict[str, object]:
    return {"title": draft.data["title"], **pieces(draft)}


DIALOG = Dialog(
    NAME,
    Action.SEE_ITEMS,
    show,
    {"collect": dict.fromkeys(KINDS, take)},
    {"send": send, "cancel": cancel},
)
