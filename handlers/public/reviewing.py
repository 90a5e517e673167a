"""群众待审, the office's first look: into the ledger, joined to an issue (handlers/public/joining.py), or turned down.

Callback data "public:<act>:<submission id>[:…]"; whether it still waits is decided anew at each tap.
"""

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, require_in
from handlers.context import Context
from handlers.issues.rights import Warrant, hand, ids
from handlers.issues.view import show_pictures
from handlers.keyboards import data
from handlers.public.handing_in import SUBJECT
from rules.public_reports import Reception
from rules.refusals import Refusal
from storage import media
from storage.issues.steps import Hand
from storage.issues.telling import type_name
from storage.ledger.queue import Waiting
from storage.models import MediaKind, Subject
from storage.public import cards, review
from storage.public.cards import SubmissionCard

_PICTURES = (MediaKind.PHOTO, MediaKind.IMAGE_FILE)


async def open_one(update: Update, context: Context, more: list[str]) -> None:
    """Shows what was handed in, by whom, with what may be decided."""
    card, _ = await looked_at(context, more)
    await context.nod()
    await show(context, card)


async def show(context: Context, card: SubmissionCard) -> None:
    """The photos, then the card."""
    kept = await context.read(media.of, Subject.SUBMISSION, card.id)
    await show_pictures(context, [one for one in kept if one.kind in _PICTURES])
    await context.say("public/card", _keys(context, card), card=card, type_name=type_name(context.profile, card.type))


async def accept(update: Update, context: Context, more: list[str]) -> None:
    """受理: into the ledger; somebody goes and looks."""
    await _accept(context, more, verified=False)


async def accept_verified(update: Update, context: Context, more: list[str]) -> None:
    """受理 as true: it can be assigned at once."""
    await _accept(context, more, verified=True)


async def ask_reason(update: Update, context: Context, more: list[str]) -> None:
    """Asks why it is turned down: one tap on a reason that the reporter is told."""
    card, _ = await looked_at(context, more)
    await context.nod()
    rows = [[(words, data(SUBJECT, "turn_down", card.id, number))] for number, words in enumerate(_reasons(context))]
    rows.append([(context.label("public.back"), data(SUBJECT, "open", card.id))])
    await context.say("public/ask_reason", keyboards.buttons(rows), number=card.number)


async def turn_down(update: Update, context: Context, more: list[str]) -> None:
    """不受理, with the reason."""
    card, by_hand = await looked_at(context, more)
    _, place = ids(more, 2)
    reasons = _reasons(context)
    if place >= len(reasons):
        raise Refusal("refusal/button_too_old")
    await context.transact(review.turn_down, by_hand, card.id, reasons[place])
    await context.nod()
    await context.retire_buttons()
    await context.say("public/done_turn_down", next_keys(context), number=card.number, reason=reasons[place])


async def looked_at(context: Context, more: list[str]) -> tuple[SubmissionCard, Hand]:
    """The report that a button is about, and whose hand decides; refuses an office of elsewhere."""
    submission_id = ids(more, 1)[0]
    card = await context.read(cards.card, submission_id)
    seat = require_in(context.desk, Action.REVIEW_PUBLIC, card.region_path)
    return card, hand(context, Warrant(seat.post_id, True))


def next_keys(context: Context, issue_id: int | None = None) -> InlineKeyboardMarkup:
    """On to the issue, and to what waits besides."""
    rows = [[(context.label("public.open_issue"), data("issue", "open", issue_id))]] if issue_id else []
    rows.append([(context.label("public.next"), data("queue", "group", Waiting.SUBMISSION, 0))])
    return keyboards.buttons(rows)


async def _accept(context: Context, more: list[str], *, verified: bool) -> None:
    card, by_hand = await looked_at(context, more)
    issue_id = await context.transact(review.accept, by_hand, card.id, verified)
    await context.nod()
    await context.retire_buttons()
    await context.say("public/done_accept", next_keys(context, issue_id), number=card.number, verified=verified)


def _reasons(context: Context) -> list[str]:
    return list(context.house.speech.labels("turning_down").values())


def _keys(context: Context, card: SubmissionCard) -> InlineKeyboardMarkup | None:
    rows = []
    if card.state is Reception.WAITING:
        rows = [["accept", "accept_verified"], ["ask_join", "ask_reason"]]
    elif card.issue_id is not None:
        return next_keys(context, card.issue_id)
    rows.append(["ask_block"])
    return keyboards.buttons([
        [(context.label(f"public.{act}"), data(SUBJECT, act, card.id)) for act in row] for row in rows
    ])  # fmt: skip
