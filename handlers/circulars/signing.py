"""The objection window opened, the notice sent to be signed, signed: each said first, then done by one tap more."""

from telegram import Update

from handlers import keyboards
from handlers.circulars import card as cards_shown
from handlers.circulars.rights import button, by_rules, check, seat_to_sign, seen, visible
from handlers.context import Context, aside
from handlers.issues.rights import ids
from rules.circulars import CircularState, Whom
from rules.refusals import Refusal
from rules.workdays import add_workdays
from storage import issued
from storage.circulars import objecting, signing, speaking
from storage.circulars.cards import CircularCard
from storage.circulars.changing import SeenCircular
from storage.circulars.signing import Ready
from storage.posts.desks import Seat


async def ask_window(update: Update, context: Context, more: list[str]) -> None:
    """Says whom it will be told, and until when they may object."""
    card, told = await seen(context, more)
    until = add_workdays(context.today, card.rule.objection_days, context.house.is_workday)
    named = [*card.named(Whom.UNIT), *card.named(Whom.PERSON)]
    unreached = await context.read(speaking.unreached, named, context.today)
    await context.nod()
    keys = [[button(context, "open_window", told.circular_id, told.revision)], [button(context, "open", card.id)]]
    await context.say("circulars/confirm_window", keyboards.buttons(keys), card=card, until=until, unreached=unreached,
                      units=card.named(Whom.UNIT), people=card.named(Whom.PERSON))  # fmt: skip


async def open_window(update: Update, context: Context, more: list[str]) -> None:
    """Opens it: everybody named hears their own lines."""
    card, told = await seen(context, more)
    args = (context.profile, card.rule, told, context.today, context.house.is_workday)
    await context.transact(objecting.open_window, context.by(), *args)
    await context.nod()
    await context.retire_buttons()
    await cards_shown.show(context, await visible(context, card.id), "circulars/window_opened")


async def send(update: Update, context: Context, more: list[str]) -> None:
    """送签: who may sign is told; where that is the office itself, it signs in the next step."""
    card, told = await seen(context, more)
    seat = next(iter(context.desk.seats), None)
    await context.transact(signing.send, context.by(seat.post_id if seat else None), by_rules(context, card), told)
    await context.nod()
    await context.retire_buttons()
    done = await visible(context, card.id)
    await cards_shown.show(context, done, "circulars/sent_to_sign", signs=seat_to_sign(context, done) is not None)


async def ask_sign(update: Update, context: Context, more: list[str]) -> None:
    """Says which number it gets, how many it names."""
    card, told = await _to_sign(context, more)
    facts = await context.read(signing.expected, by_rules(context, card), card.id)
    await context.nod()
    keys = [[button(context, "issue", told.circular_id, told.revision)], [button(context, "open", card.id)]]
    await context.say("circulars/confirm_sign", keyboards.buttons(keys), card=card, number=facts["number"],
                      units=len(facts["units"]), people=len(facts["people"]))  # fmt: skip


async def issue(update: Update, context: Context, more: list[str]) -> None:
    """Signs: number, Word file, snapshot; the file is handed over, then it is sent to whom the office chooses."""
    card, told = await _to_sign(context, more)
    rules = by_rules(context, card)
    facts = await context.read(signing.expected, rules, card.id)
    ready = Ready(facts, await aside(cards_shown.made, context, facts))
    by = context.by(_seat(context, card).post_id)
    await context.transact(signing.sign, by, rules, told, ready, lambda again: cards_shown.made(context, again))
    await context.nod()
    await context.retire_buttons()
    done = await visible(context, card.id)
    if done.paper is not None and done.paper.file_sha256 is not None:
        content = await context.read(issued.content, done.paper.file_sha256)
        await context.hand_over(content, done.paper.file_name, "circulars/signed", card=done)
    await cards_shown.show(context, done)


async def _to_sign(context: Context, more: list[str]) -> tuple[CircularCard, SeenCircular]:
    circular_id, revision = ids(more, 2)
    card = await visible(context, circular_id)
    check(card, revision)
    _seat(context, card)
    if card.circular.state is not CircularState.TO_SIGN:
        raise Refusal("refusal/circular_moved_on", title=card.title, state=card.circular.state)
    return card, SeenCircular(circular_id, revision)


def _seat(context: Context, card: CircularCard) -> Seat:
    seat = seat_to_sign(context, card)
    if seat is None:
        raise Refusal("refusal/paper_not_yours_to_sign", kind=card.circular.form.paper)
    return seat
