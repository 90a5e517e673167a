"""Signing 签发 in chat: one tap, what it means, one tap more; then number, Word file and delivery at once."""

from telegram import Update

from handlers import keyboards
from handlers.context import Context, aside
from handlers.papers import card as cards_shown
from handlers.papers import rights, word_file
from rules.papers import may_be_signed
from rules.refusals import Refusal
from storage import issued
from storage.papers import addressing, cards, drafting, signing
from storage.papers.cards import PaperCard
from storage.papers.signing import Ready


async def ask(update: Update, context: Context, more: list[str]) -> None:
    """Says what signing will do: which number, to whom, who can only be told by other means."""
    card, seen = await rights.seen_paper(context, more)
    _require(context, card)
    stamp = await context.read(signing.expected, context.profile.paper, card.id, context.today)
    posts = [one.post_id for one in card.receivers]
    found = await context.read(addressing.of_posts, context.profile.paper, posts, "/", context.today)
    await context.nod()
    keys = [
        [(context.label("papers.sign_now"), keyboards.data("paper", "issue", seen.paper_id, seen.revision))],
        [(context.label("papers.look_again"), keyboards.data("paper", "open", card.id))],
    ]
    unbound = [each.name for each in found if not each.bound]
    await context.say(
        "papers/confirm_sign", keyboards.buttons(keys), card=card, number=stamp.number, unbound=unbound,
        vacant=[one.name for one in card.receivers if one.post_id not in {each.post_id for each in found}],
    )  # fmt: skip


async def issue(update: Update, context: Context, more: list[str]) -> None:
    """Signs: the paper gets its number, is sent, and is handed over to who signed it."""
    card, seen = await rights.seen_paper(context, more)
    _require(context, card)
    facts = await word_file.facts_of(context, word_file.sheet_of(card), [one.name for one in card.receivers])
    make = word_file.maker(context, facts)
    stamp = await context.read(signing.expected, context.profile.paper, card.id, context.today)
    ready = Ready(stamp, await aside(make, stamp))  # for the number it will get if nobody signs in between
    by = context.by(_seat(context, card))
    paper = await context.transact(signing.sign, by, context.profile, context.today, seen, ready, make)
    await context.nod()
    await context.retire_buttons()
    done = await context.read(cards.paper_card, paper.id, context.today)
    content = await context.read(issued.content, done.file_sha256 or "")
    await context.hand_over(content, done.file_name, "papers/signed", card=done)
    await cards_shown.show_card(context, done)


async def drop(update: Update, context: Context, more: list[str]) -> None:
    """作废: lays a draft aside that nobody signed."""
    card, seen = await rights.seen_paper(context, more)
    if not rights.drafts_for(context, card):
        raise Refusal("refusal/not_your_region")
    await context.transact(drafting.drop, context.by(card.office_post_id), seen)
    await context.nod()
    await context.retire_buttons()
    await context.say("papers/dropped", keyboards.menu(context), card=card)


def _require(context: Context, card: PaperCard) -> None:
    if rights.seat_to_sign(context, card) is None:
        raise Refusal("refusal/paper_not_yours_to_sign", kind=card.kind)
    issues, posts = [entry.id for entry in card.issues], [one.post_id for one in card.receivers]
    may_be_signed(card.kind, issues, posts, card.due_on, card.words, context.today)


def _seat(context: Context, card: PaperCard) -> int | None:
    seat = rights.seat_to_sign(context, card)
    return seat.post_id if seat else None
