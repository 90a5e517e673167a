"""One patrol of the log: its card again, its picture, its track as GPX and GeoJSON."""

from collections.abc import Callable

from telegram import Update

from documents.patrols import track_files
from documents.patrols.log_rows import track_file
from documents.patrols.track_files import TrackFile
from handlers import keyboards
from handlers.context import Context, aside
from handlers.patrol import card
from handlers.patrol_log.whose import NAME, patrol_of
from storage.patrols import view as patrol_view
from storage.patrols.view import PatrolView

FILES = ("map", "gpx", "geojson", "paper")


async def show_one(update: Update, context: Context, more: list[str]) -> None:
    """Says the card of a patrol, with buttons for its files."""
    view = await _view(context, more)
    await context.nod()
    buttons = [(context.label(f"patrol_log.{act}"), keyboards.data(NAME, act, view.patrol.id)) for act in FILES]
    await context.say("patrol_log/card", keyboards.buttons(keyboards.in_rows(buttons, 2)), view=view,
                      patrol=view.patrol, minutes=int(view.judged.facts.minutes), progress=[])  # fmt: skip


async def show_map(update: Update, context: Context, more: list[str]) -> None:
    """Shows the picture again."""
    view = await _view(context, more)
    await context.nod()
    picture = await aside(card.draw, context, view)
    await context.show_picture(picture, "patrol/picture", view=view, patrol=view.patrol)


async def as_gpx(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the track as GPX."""
    await _hand_over(context, await _view(context, more), "gpx", track_files.gpx)


async def as_geojson(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the track as GeoJSON."""
    await _hand_over(context, await _view(context, more), "geojson", track_files.geojson)


async def _view(context: Context, more: list[str]) -> PatrolView:
    patrol = await patrol_of(context, more)
    return await context.read(patrol_view.view_of, context.profile, patrol, context.now)


async def _hand_over(context: Context, view: PatrolView, ending: str, make: Callable[[TrackFile], bytes]) -> None:
    await context.nod()
    if not any(view.judged.measured.legs):
        await context.say("patrol_log/no_track", view=view, patrol=view.patrol)
        return
    content = await aside(make, track_file(view))
    day = view.judged.facts.started_at.astimezone(context.house.zone)
    name = context.label("patrol_log.track_file", water=view.water, day=day, ending=ending)
    await context.hand_over(content, name, f"patrol_log/as_{ending}", view=view, patrol=view.patrol)
