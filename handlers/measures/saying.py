"""Words about a measure, with photos and files where it is an answer: 回复, 书面检讨, 退回, 复核未通过, 回执, 结果."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.collecting import KINDS, keep_piece, pieces
from handlers.context import Context
from handlers.dialogs import Dialog, ask, ask_again, let_go
from handlers.issues.rights import ids
from handlers.measures import rights
from handlers.measures.card import say_card
from rules.measures import Deed
from rules.refusals import Refusal
from storage import drafts
from storage.audit import By
from storage.measures import deeds, interviews
from storage.measures.cards import MeasureCard, card
from storage.measures.deeds import Done
from storage.models import Draft, MediaUse

NAME = "measure_say"
_NEEDS_WORDS = frozenset({Deed.SEND_BACK, Deed.FAIL, Deed.DECLINE, Deed.CANCEL, Deed.OUTCOME})
SAID = (
    Deed.ANSWER,
    Deed.EXPLAIN,
    Deed.SEND_BACK,
    Deed.FAIL,
    Deed.DECLINE,
    Deed.CANCEL,
    Deed.RECEIPT,
    Deed.OUTCOME,
    Deed.SIGN,
)


def beginning(deed: Deed) -> Any:
    """What a button of this deed does: opens the dialog."""

    async def begin(update: Update, context: Context, more: list[str]) -> None:
        found = await rights.visible(context, ids(more, 1)[0])
        await _begin(context, found, deed, ids(more, 2)[1] if len(more) > 1 else found.step_id)

    return begin


async def begin_fulfilling(update: Update, context: Context, more: list[str]) -> None:
    """落实承诺: of one promise."""
    measure_id, promise_id = ids(more, 2)
    found = await rights.visible(context, measure_id)
    promise = next((each for each in found.commitments if each.id == promise_id), None)
    if promise is None:
        raise Refusal("refusal/button_too_old")
    if promise.done_at is not None:
        raise Refusal("refusal/commitment_kept_already")
    await _begin(context, found, Deed.FULFIL, found.step_id, promise=promise.id, promised=promise.words)


async def show(context: Context, draft: Draft) -> None:
    """Asks for words, photos and files, with what came so far."""
    await ask(context, draft, "measures/ask_words", _keys(context, draft), **_told(draft))


async def take(update: Update, context: Context, draft: Draft) -> None:
    """Keeps a photo, voice, file or words, and counts on the standing question."""
    draft = await keep_piece(update, context, draft, MediaUse.ANSWER)
    await ask_again(context, draft, "measures/ask_words", _keys(context, draft), **_told(draft))


async def send(update: Update, context: Context, draft: Draft) -> None:
    """Hands in what was collected; the other side is told."""
    data = draft.data
    deed, words = Deed(data["deed"]), data.get("words", "")
    if not any(pieces(draft).values()) or (deed in _NEEDS_WORDS and not words):
        raise Refusal("refusal/measure_says_nothing", deed=deed)
    found = await rights.visible(context, data["measure_id"])
    by = context.by(rights.acting_post(context.desk, found, deed))
    done = await context.transact(_perform, by, draft, deed, words, context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say("measures/done", keyboards.menu(context), deed=deed, card=done)


def _perform(session: Session, by: By, draft: Draft, deed: Deed, words: str, today: date) -> MeasureCard:
    measure_id = draft.data["measure_id"]
    if deed is Deed.FULFIL:
        return interviews.fulfil(session, by, draft.data["promise"], draft.id, words, today)
    if deed is Deed.DECLINE:
        interviews.decline(session, by, measure_id, draft.id, words, today)
        return card(session, measure_id, today)
    return deeds.perform(session, by, Done(measure_id, draft.data["since"], deed, words, draft.id), today)


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the measure as it is."""
    found = await rights.visible(context, draft.data["measure_id"])
    await let_go(context, draft)
    await say_card(context, found)


async def _begin(context: Context, found: MeasureCard, deed: Deed, since: int, **more: Any) -> None:
    rights.acting_post(context.desk, found, deed)
    measure = found.measure
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, "collect", context.now,
        measure_id=measure.id, since=since, deed=deed, kind=measure.kind, subject=measure.subject,
        reason=measure.reason[:300], **more,
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    send_it = context.label("measures.send", deed=draft.data["deed"])
    return keyboards.buttons([
        [(send_it, keyboards.data(NAME, "send", draft.id))],
        [(context.label("measures.leave"), keyboards.data(NAME, "cancel", draft.id))],
    ])  # fmt: skip


def _told(draft: Draft) -> dict[str, object]:
    told = {key: draft.data[key] for key in ("deed", "kind", "subject", "reason")}
    return {**told, "promised": draft.data.get("promised", ""), **pieces(draft)}


DIALOG = Dialog(
    NAME,
    Action.SEE_MEASURES,
    show,
    {"collect": dict.fromkeys(KINDS, take)},
    {"send": send, "cancel": cancel},
)
