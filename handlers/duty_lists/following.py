"""An office follows its duty lists: who has not read them, one tap reminds all of those, everybody's progress."""

from telegram import Update

from documents.duty_list_sheet import Standing, progress_sheet
from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context, aside
from handlers.duty_lists.home import year_in
from handlers.duty_lists.own import NAME
from handlers.issues.rights import ids
from handlers.office import pages, scope
from rules.refusals import Refusal
from storage.duty_lists import overview, readings

PLACES = 12


async def show_unread(update: Update, context: Context, more: list[str]) -> None:
    """Who has not read the list, place by place, with one tap that reminds all of them."""
    year, offset = ids(more, 2)
    regions = regions_of(context.desk, Action.FOLLOW_DUTY_LISTS)
    told = await context.house.database.read_at_leisure(overview.reading, regions, year, context.today)
    turns = [
        (context.label(f"duty_list.{key}"), keyboards.data(NAME, "unread", year, to))
        for key, to in pages.beside(offset, PLACES, len(told.places))
    ]
    reminds = (context.label("duty_list.remind", count=told.unread), keyboards.data(NAME, "remind", year))
    rows = [[reminds] if told.unread and year >= context.today.year else [], turns]
    rows.append([(context.label("duty_list.home"), keyboards.data(NAME, "home", year))])
    await context.nod()
    keys = keyboards.buttons(row for row in rows if row)
    shown = told.places[offset : offset + PLACES]
    await pages.turn(update, context, "duty_list/unread", keys, year=year, told=told, places=shown)


async def remind(update: Update, context: Context, more: list[str]) -> None:
    """Reminds all who have not read it; each once a day."""
    year = year_in(context, more)
    regions = regions_of(context.desk, Action.FOLLOW_DUTY_LISTS)
    told, unread = await context.transact(readings.remind, context.by(), regions, year, context.today)
    await context.nod()
    await context.say("duty_list/reminded", year=year, told=told, unread=unread)


async def hand_over_progress(update: Update, context: Context, more: list[str]) -> None:
    """Everybody's progress as a sheet, a line an item."""
    year = year_in(context, more)
    regions = regions_of(context.desk, Action.FOLLOW_DUTY_LISTS)
    rows = await context.house.database.read_at_leisure(
        overview.progress_rows, regions, year, context.today, context.house.zone
    )
    await context.nod()
    if not rows:
        raise Refusal("refusal/duty_list_none", year=year)
    lines = [Standing(each.region, each.seat, each.name, each.read_at is not None, where) for each, where in rows]
    content = await aside(progress_sheet, lines, year, context.today)
    region = scope.region_names(context.desk, Action.FOLLOW_DUTY_LISTS)
    name = context.label("duty_list.progress_file", region=region, year=year, day=context.today)
    people = len({(each.person_id, each.post_id) for each, _ in rows})
    await context.hand_over(content, name, "duty_list/progress", year=year, posts=people, items=len(rows))
