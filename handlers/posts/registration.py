"""Binding an account 绑定: share your own number, and the roster says who you are."""

from telegram import Update

from handlers import keyboards
from handlers.boards import scanned
from handlers.context import Context
from handlers.points import asking
from handlers.standing import greet
from rules.sign_boards import MARK
from storage.posts import binding, desks
from storage.posts.binding import Card, Outcome

WATER = "w-"  # the QR code of a water or point; "b-" is a sign board 公示牌; anything else (an "i-…") only greets


async def start(update: Update, context: Context) -> None:
    """Greets; a stranger is asked to share their number.

    A sign board's code says who is the chief and opens a report at its reach; that of a point says who keeps it.
    """
    payload = context.args[0] if context.args else ""
    if payload.startswith(MARK):
        await scanned.scan_board(update, context, payload.removeprefix(MARK))
    elif not payload.startswith(WATER):
        await greet(context)
    elif not await asking.show_board(context, payload.removeprefix(WATER)):
        await scanned.scan_water(update, context, payload.removeprefix(WATER))


async def take_contact(update: Update, context: Context) -> None:
    """Binds the sender to the roster's person with that number and shows what they hold."""
    message = update.effective_message
    assert message is not None and message.contact is not None  # noqa: S101, PT018 - only contacts come here
    user = update.effective_user
    name = user.full_name if user else ""
    card = Card(message.contact.user_id, message.contact.phone_number)
    outcome, _ = await context.transact(
        binding.bind, context.by(), context.desk.telegram_id, context.desk.chat_id, name, card
    )
    if outcome in (Outcome.BOUND, Outcome.ALREADY_YOURS):
        await _welcome(context, outcome)
    else:
        await context.say(f"binding/{outcome}", keyboards.contact_request(context))


async def _welcome(context: Context, outcome: Outcome) -> None:
    context.desk = await context.read(desks.desk, context.desk.telegram_id, context.desk.chat_id, context.today)
    await context.say(f"binding/{outcome}", keyboards.menu(context), name=context.desk.name, seats=context.desk.seats)
