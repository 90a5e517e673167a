"""The card of an inspection that ended: who, where, what was found, where it went."""

from telegram import InputMediaPhoto, Update

from handlers import keyboards
from handlers.context import Context
from handlers.inspections import bodies
from handlers.inspections.asking import values
from rules.refusals import Refusal
from storage.inspections import figures
from storage.inspections import view as views

MOST_FINDINGS = 12  # as buttons
MOST_PHOTOS = 10  # of one album


async def open_card(update: Update, context: Context, more: list[str]) -> None:
    """Shows an inspection to who may see it."""
    inspection_id = keyboards.number_in(more)
    if not await context.read(figures.may_see, bodies.sight(context), inspection_id):
        raise Refusal("refusal/not_your_matter")
    await context.nod()
    await say_card(context, inspection_id, ended=False)


async def show_photos(update: Update, context: Context, more: list[str]) -> None:
    """Shows the photos of an inspection, each with the hour it was sent."""
    inspection_id = keyboards.number_in(more)
    if not await context.read(figures.may_see, bodies.sight(context), inspection_id):
        raise Refusal("refusal/not_your_matter")
    await context.nod()
    photos = await context.read(views.photos, inspection_id)
    album = [
        InputMediaPhoto(one.file_id, caption=context.text("inspections/photo", photo=one), parse_mode="HTML")
        for one in photos[:MOST_PHOTOS]
    ]
    if len(album) == 1:
        caption = context.text("inspections/photo", photo=photos[0])
        await context.bot.send_photo(context.desk.chat_id, photos[0].file_id, caption=caption, parse_mode="HTML")
    elif album:
        await context.bot.send_media_group(context.desk.chat_id, album)


async def say_card(context: Context, inspection_id: int, *, ended: bool) -> None:
    """Says the card with a button for each finding; `ended`: it ended just now, the menu comes back first."""
    seen = await context.read(views.view, inspection_id, context.today)
    if seen is None:
        raise Refusal("refusal/button_too_old")
    told = values(context, seen)
    if ended:
        await context.say("inspections/concluded", keyboards.menu(context), **told)
    numbers = [(one.number, keyboards.data("issue", "open", one.id)) for one in seen.findings[:MOST_FINDINGS]]
    rows = keyboards.in_rows(numbers, 2)
    shown = len(await context.read(views.photos, inspection_id))
    if shown:
        told_photos = context.label("inspections.photos", count=shown)
        rows.append([(told_photos, keyboards.data("inspections", "photos", inspection_id))])
    await context.say("inspections/card", keyboards.buttons(rows) if rows else None, **told)
