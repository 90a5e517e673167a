"""收到的公文: what was addressed to the posts somebody holds today, unanswered first."""

from telegram import Update

from handlers import keyboards
from handlers.context import Context
from storage.papers import received


async def list_received(update: Update, context: Context) -> None:
    """Lists the papers that came to this person's posts; a tap opens one."""
    posts = [seat.post_id for seat in context.desk.seats]
    found = await context.read(received.received, posts)
    keys = [[(each.number, keyboards.data("paper", "open", each.id))] for each in found]
    await context.say("papers/mine", keyboards.buttons(keys) if keys else None, found=found, today=context.today)
