"""How an issue is shown to whoever asks: its photos, then everything told of it, with the buttons given."""

import io
from collections.abc import Sequence
from typing import Any

from telegram import InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest, TelegramError

from documents.pictures import UnreadablePicture, opened
from handlers.context import Context, aside
from handlers.issues.pictures import shown, side_by_side
from rules.refusals import Refusal
from storage.boundary import cases
from storage.issues import matters, registering
from storage.issues.registering import IssueCard
from storage.models import Media, MediaKind, MediaUse

MOST_PHOTOS = 10  # of one album
_LONGEST_SIDE = 2_000


def describe(context: Context, card: IssueCard) -> dict[str, Any]:
    """What the templates about an issue name: `card`, and its type in words."""
    known = context.profile.issue_type(card.type)
    return {"card": card, "type_name": known.name if known else card.type}


async def show_issue(context: Context, issue_id: int, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Shows an issue: before and after on one picture if it has both, else its photos; then the card with buttons."""
    card = await context.read(registering.issue_card, issue_id, context.today)
    if card is None:
        raise Refusal("refusal/button_too_old")
    if card.photos_before and card.photos_after:
        await _show_before_after(context, issue_id)
    else:
        await _show_photos(context, issue_id, MediaUse.AFTER if card.photos_after else MediaUse.BEFORE)
    boundary = await context.read(cases.of_issue, issue_id)
    await context.say("issue/card", keyboard, **describe(context, card), boundary=boundary)


async def _show_before_after(context: Context, issue_id: int) -> None:
    matter = await context.read(matters.matter, issue_id, context.today)
    picture = await side_by_side(context, matter) if matter else None
    if picture is not None:
        await context.bot.send_photo(context.desk.chat_id, picture)


async def _show_photos(context: Context, issue_id: int, use: MediaUse) -> None:
    await show_pictures(context, await context.read(shown, issue_id, use))


async def show_pictures(context: Context, pictures: Sequence[Media]) -> None:
    """The first pictures, as an album where there are several; what cannot be opened is left out."""
    try:
        await _send(context, [photo for one in pictures[:MOST_PHOTOS] if (photo := await _photo(context, one))])
    except BadRequest:  # ids of an earlier bot: what was kept is sent anew
        await _send(context, [photo for one in pictures[:MOST_PHOTOS] if (photo := await _anew(context, one))])


async def _send(context: Context, photos: Sequence[str | bytes]) -> None:
    if len(photos) == 1:
        await context.bot.send_photo(context.desk.chat_id, photos[0])
    elif photos:
        await context.bot.send_media_group(context.desk.chat_id, [InputMediaPhoto(each) for each in photos])


async def _photo(context: Context, one: Media) -> str | bytes | None:
    """A photo by its file id; a picture sent as a file must be sent anew, as a photo. None if it cannot be opened."""
    return one.file_id if one.kind is MediaKind.PHOTO else await _anew(context, one)


async def _anew(context: Context, one: Media) -> bytes | None:
    try:
        return await aside(_as_photo, await context.house.keeper.content(one.sha256, one.file_id))
    except (TelegramError, Refusal, UnreadablePicture, OSError):
        return None


def _as_photo(content: bytes) -> bytes:
    out = io.BytesIO()
    opened(content, _LONGEST_SIDE).save(out, "JPEG", quality=88)
    return out.getvalue()
