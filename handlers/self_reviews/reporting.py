"""Reporting a problem remedied, or sending it back: words and photos, collected piece by piece."""

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.collecting import KINDS, keep_piece, pieces
from handlers.context import Context
from handlers.dialogs import Dialog, ask, ask_again, let_go
from handlers.issues.rights import ids
from handlers.self_reviews.problem import say_card, seen
from handlers.self_reviews.rights import acting_post
from rules.refusals import Refusal
from rules.self_reviews import ProblemDeed
from storage import drafts
from storage.models import Draft, MediaUse
from storage.self_reviews import deeds
from storage.self_reviews.cards import ProblemCard

NAME = "self_review_done"


async def begin_finish(update: Update, context: Context, more: list[str]) -> None:
    """报告整改完成."""
    await _begin(context, more, ProblemDeed.FINISH)


async def begin_sending_back(update: Update, context: Context, more: list[str]) -> None:
    """退回再改."""
    await _begin(context, more, ProblemDeed.SEND_BACK)


async def show(context: Context, draft: Draft) -> None:
    """Asks for words and photos, with what came so far."""
    await ask(context, draft, f"self_reviews/ask_{draft.data['deed']}", _keys(context, draft), **_told(draft))


async def take(update: Update, context: Context, draft: Draft) -> None:
    """Keeps a photo, voice, file or words, and counts on the standing question."""
    draft = await keep_piece(update, context, draft, MediaUse.PROGRESS)
    await ask_again(context, draft, f"self_reviews/ask_{draft.data['deed']}", _keys(context, draft), **_told(draft))


async def send(update: Update, context: Context, draft: Draft) -> None:
    """Hands in what was collected: a reason or a report in words is needed, photos may come with it."""
    told = draft.data.get("words", "")
    if not told:
        raise Refusal("refusal/no_words")
    deed = ProblemDeed(draft.data["deed"])
    card = await seen(context, draft.data["problem_id"])
    by, rules = context.by(acting_post(context.desk, card, deed)), context.profile.self_review

    def hand_in(session: Session) -> ProblemCard:
        since = draft.data["since"]
        return deeds.perform(session, by, rules, card.problem.id, since, deed, told, context.today, draft.id)

    done = await context.transact(hand_in)
    await context.nod()
    await context.retire_buttons()
    await context.say(f"self_reviews/done_{deed}", keyboards.menu(context), card=done)


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the problem as it is."""
    card = await seen(context, draft.data["problem_id"])
    await let_go(context, draft)
    await say_card(context, card)


async def _begin(context: Context, more: list[str], deed: ProblemDeed) -> None:
    problem_id, step_id = ids(more, 2)
    card = await seen(context, problem_id)
    acting_post(context.desk, card, deed)
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, "collect", context.now,
        problem_id=problem_id, since=step_id, deed=deed, title=card.problem.words,
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    send_words = context.label(f"self_reviews.send_{draft.data['deed']}")
    return keyboards.buttons([
        [(send_words, keyboards.data(NAME, "send", draft.id))],
        [(context.label("self_reviews.cancel"), keyboards.data(NAME, "cancel", draft.id))],
    ])  # fmt: skip


def _told(draft: Draft) -> dict[str, object]:
    return {"title": draft.data["title"], **pieces(draft)}


DIALOG = Dialog(
    NAME,
    Action.SELF_REVIEW,
    show,
    {"collect": dict.fromkeys(KINDS, take)},
    {"send": send, "cancel": cancel},
)
