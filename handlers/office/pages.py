"""Turning pages: a list that was asked for by a button appears in the very message that has the button."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers.context import Context


def beside(offset: int, page: int, total: int) -> list[tuple[str, int]]:
    """The pages before and after the one at `offset` that there are: the key of the button's words, where it begins."""
    return [(key, at) for key, at in (("previous", offset - page), ("next", offset + page)) if 0 <= at < total]


async def turn(
    update: Update | None, context: Context, template: str, /, keyboard: InlineKeyboardMarkup | None = None,
    **values: Any,
) -> None:  # fmt: skip
    """Changes the message that was tapped; says it anew where that message is gone, or none was tapped."""
    message = update.callback_query.message if update and update.callback_query else None
    if message is None or not await context.correct(message.message_id, template, keyboard, **values):
        await context.say(template, keyboard, **values)
