"""Turning pages: a list that was asked for by a button appears in the very message that has the button."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers.context import Context


async def turn(
    update: Update, context: Context, template: str, /, keyboard: InlineKeyboardMarkup | None = None, **values: Any
) -> None:
    """Changes the message that was tapped; says it anew where that message is gone."""
    message = update.callback_query.message if update.callback_query else None
    if message is None or not await context.correct(message.message_id, template, keyboard, **values):
        await context.say(template, keyboard, **values)
