"""What a person sends while reporting: photos, files, voices, words, places, in any order; nothing is lost."""

from typing import Any

from telegram import Message, Update
from telegram.error import TelegramError

from documents.pictures import exif_place, exif_taken_at
from handlers import received
from handlers.context import Context, aside
from handlers.public.handing_in import require_welcome
from handlers.report.asking import put, show
from handlers.wording import bounded, words
from rules.refusals import Refusal
from storage import places
from storage.models import Draft, MediaUse, PlaceBy
from storage.reports import making
from storage.reports import places as report_places
from storage.reports.making import Speaker, Step


def speaker(update: Update, context: Context) -> Speaker:
    """Who speaks, for the report."""
    user = update.effective_user
    return Speaker(context.desk.telegram_id, context.desk.chat_id, user.full_name if user else "")


def radii(context: Context) -> dict[str, float]:
    """By type, how near another issue may be the same one (metres)."""
    return {each.code: each.radius_m for each in context.profile.issue_types}


async def open_with_photo(update: Update, context: Context) -> None:
    """A photo out of the blue opens a report; where it was taken is asked next."""
    message = _message(update)
    await require_welcome(context)
    photo = received.media(message)
    told = await _told_with(context, message)
    draft = await context.transact(
        making.open_with_photo, context.by(), speaker(update, context), photo, radii(context), **told
    )
    await show(context, draft)


async def take_media(update: Update, context: Context, draft: Draft) -> None:
    """Keeps a photo, picture file, video or voice with its words; the standing question counts it."""
    message = _message(update)
    got = received.media(message)
    told = await _told_with(context, message)
    use = MediaUse.AFTER if draft.step == Step.AFTER else MediaUse.BEFORE
    heard = await context.transact(making.take_media, context.by(), draft.id, got, radii(context), use, **told)
    await put(context, heard, draft.data)


async def take_words(update: Update, context: Context, draft: Draft) -> None:
    """Keeps what was written; a command that is none is no part of a report."""
    message = _message(update)
    if (message.text or "").startswith("/"):
        await show(context, draft)
        return
    words(message)  # refuses blanks; what is too long is cut where it is kept, and said
    said = (message.text or "").replace("\0", "").encode(errors="replace").decode().strip()
    if draft.step == Step.PLACE_WORDS:
        own = places.own_of(context.desk)
        heard = await context.transact(report_places.describe, context.now, draft.id, said, own, radii(context))
    else:
        heard = await context.transact(making.take_words, context.now, draft.id, said, radii(context))
    await put(context, heard, draft.data, anew=True)


async def take_place(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the place that was shared, or says how far away it is, and asks what is missing."""
    message = _message(update)
    heard = await context.transact(
        report_places.take_place,
        context.now,
        draft.id,
        received.place(message),
        _place_by(message),
        places.own_of(context.desk),
        radii(context),
    )
    await put(context, heard, draft.data, anew=True)


def _place_by(message: Message) -> PlaceBy:
    if received.is_forwarded(message):
        return PlaceBy.FORWARDED
    live = message.location is not None and message.location.live_period
    return PlaceBy.LIVE if live else PlaceBy.PIN


async def _told_with(context: Context, message: Message) -> dict[str, Any]:
    """The words under a photo, and the place and time a picture file has in its EXIF."""
    caption = bounded(message.caption or "").text
    told: dict[str, Any] = {"words": caption} if caption else {}
    if message.document is None:
        return told
    try:
        content = await context.house.keeper.fetch(message.document.file_id)
    except (TelegramError, Refusal):
        return told  # the file itself is kept later; only its place is not offered
    place = await aside(exif_place, content)
    if place is not None:
        taken_at = await aside(exif_taken_at, content, context.house.zone)
        told["exif"] = [*place, taken_at.isoformat() if taken_at else None]
    return told


def _message(update: Update) -> Message:
    message = update.effective_message
    assert message is not None  # noqa: S101 - only messages come here
    return message
