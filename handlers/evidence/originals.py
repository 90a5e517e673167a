"""A file of the evidence, sent as it came."""

from handlers.context import Context
from storage.models import Media, MediaKind

PICTURES = (MediaKind.PHOTO, MediaKind.IMAGE_FILE)


async def send_original(context: Context, one: Media) -> None:
    """Sends it by its kind; Telegram takes a file id back only as what it was."""
    chat_id = context.desk.chat_id
    if one.kind is MediaKind.PHOTO:
        await context.bot.send_photo(chat_id, one.file_id)
    elif one.kind is MediaKind.VOICE:
        await context.bot.send_voice(chat_id, one.file_id)
    elif one.kind is MediaKind.VIDEO:
        await context.bot.send_video(chat_id, one.file_id)
    else:
        await context.bot.send_document(chat_id, one.file_id)
