"""Edits of a live location: points of the open patrol's track, appended in batches."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import filters

from handlers.context import Context
from storage.patrols.tracks import LivePoint

IS_LIVE_EDIT = filters.UpdateType.EDITED_MESSAGE & filters.LOCATION


def is_live_edit(update: Update) -> bool:
    """Whether the update is one step of somebody's live location."""
    message = update.edited_message
    return message is not None and message.location is not None


def hearing(append: Callable[[LivePoint], Awaitable[None]]) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """The handler; `append` returns once the point is on the disk."""

    async def hear_point(update: Update, context: Context) -> None:
        """Keeps one point of a live location; nothing is said."""
        message = update.edited_message
        if message is None or message.location is None or update.effective_user is None:
            return
        place = message.location
        await append(
            LivePoint(
                chat_id=message.chat_id,
                message_id=message.message_id,
                at=message.edit_date or message.date,
                lat=place.latitude,
                lon=place.longitude,
                accuracy=place.horizontal_accuracy,
            )
        )

    return hear_point
