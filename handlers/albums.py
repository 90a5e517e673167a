"""Photos shown as they were sent: one alone, several as an album."""

from collections.abc import Sequence

from handlers.context import Context, InputMediaPhoto
from rules.refusals import Refusal
from storage.models import Media

MOST = 10  # as many as Telegram puts into an album


async def send_photos(context: Context, photos: Sequence[Media]) -> None:
    """Sends the first of them; says so where there is none."""
    if not photos:
        raise Refusal("refusal/no_photos")
    if len(photos) == 1:
        await context.bot.send_photo(context.desk.chat_id, photos[0].file_id)
    else:
        album = [InputMediaPhoto(one.file_id) for one in photos[:MOST]]
        await context.bot.send_media_group(context.desk.chat_id, album)
