"""The block list 停用名单: somebody may hand in nothing for a while; why, until when, and letting them again."""

from telegram import Update

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.keyboards import data
from handlers.public.handing_in import SUBJECT
from handlers.public.reviewing import looked_at, next_keys
from rules.public_reports import BLOCKS
from rules.refusals import Refusal
from storage.public import welcome

MOST_LINES = 20


async def ask(update: Update, context: Context, more: list[str]) -> None:
    """Asks why; there is no block without a reason."""
    card, _ = await looked_at(context, more)
    await context.nod()
    rows = [[(words, data(SUBJECT, "block_for", card.id, number))] for number, words in enumerate(_reasons(context))]
    rows.append([(context.label("public.back"), data(SUBJECT, "open", card.id))])
    await context.say("public/ask_block", keyboards.buttons(rows), card=card)


async def ask_days(update: Update, context: Context, more: list[str]) -> None:
    """Asks until when; there is no block without an end."""
    card, _ = await looked_at(context, more)
    reason = _reason(context, ids(more, 2)[1])
    await context.nod()
    rows = [
        [(context.label("public.block_days", days=days), data(SUBJECT, "block", card.id, ids(more, 2)[1], days))
         for days in BLOCKS],
        [(context.label("public.back"), data(SUBJECT, "open", card.id))],
    ]  # fmt: skip
    await context.say("public/ask_block_days", keyboards.buttons(rows), card=card, reason=reason)


async def block(update: Update, context: Context, more: list[str]) -> None:
    """From now on they hear politely that they must ring up; what they handed in stays."""
    card, by_hand = await looked_at(context, more)
    _, place, days = ids(more, 3)
    if days not in BLOCKS:
        raise Refusal("refusal/button_too_old")
    done = await context.transact(welcome.block, by_hand.by, card.id, days, _reason(context, place))
    await context.nod()
    await context.retire_buttons()
    await context.say("public/blocked", next_keys(context), blocked=done)


async def list_blocked(update: Update, context: Context, more: list[str]) -> None:
    """Who is blocked, why, until when."""
    await context.nod()
    regions = regions_of(context.desk, Action.REVIEW_PUBLIC)
    found = await context.read(welcome.blocked, regions, context.now)
    rows = [
        [(context.label("public.unblock", n=n, name=one.name[:20]), data(SUBJECT, "unblock", one.id))]
        for n, one in enumerate(found[:MOST_LINES], 1)
    ]
    keyboard = keyboards.buttons(rows) if rows else keyboards.menu(context)
    await context.say("public/block_list", keyboard, found=found[:MOST_LINES], total=len(found))


async def unblock(update: Update, context: Context, more: list[str]) -> None:
    """They may hand in reports again."""
    regions = regions_of(context.desk, Action.REVIEW_PUBLIC)
    name = await context.transact(welcome.lift, context.by(), ids(more, 1)[0], regions)
    await context.nod()
    await context.say("public/unblocked", keyboards.menu(context), name=name)


def _reasons(context: Context) -> list[str]:
    return list(context.house.speech.labels("blocking").values())


def _reason(context: Context, place: int) -> str:
    reasons = _reasons(context)
    if place >= len(reasons):
        raise Refusal("refusal/button_too_old")
    return reasons[place]
