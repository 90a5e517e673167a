"""The office's desk for duty lists: where a year stands, publish its list, hand it over as a sheet."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from documents.duty_list_sheet import duty_list_sheet
from handlers import keyboards
from handlers.access import Action, may, regions_of
from handlers.context import Context, aside
from handlers.duty_lists import own
from handlers.duty_lists.own import NAME
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages, scope
from rules.duty_lists import LEAST_YEAR, DutyItem, defaults
from rules.refusals import Refusal
from storage.duty_lists import overview, readings, versions
from storage.duty_lists.own import own_lists
from storage.duty_lists.versions import Version
from storage.posts.desks import Seat

Said = tuple[dict[str, Any], InlineKeyboardMarkup]


async def open_home(update: Update, context: Context) -> None:
    """The office's desk; whoever has none sees the own list."""
    if not may(context.desk, Action.FOLLOW_DUTY_LISTS):
        await own.say_own(context)
        return
    values, keys = await _home(context, context.today.year)
    await context.say("duty_list/home", keys, **values)


async def show(update: Update, context: Context, more: list[str]) -> None:
    """The desk for a year, in the same message."""
    values, keys = await _home(context, year_in(context, more))
    await context.nod()
    await pages.turn(update, context, "duty_list/home", keys, **values)


async def ask_publish(update: Update, context: Context, more: list[str]) -> None:
    """Shows what the profile's list holds, before it is published."""
    year, seat = year_in(context, more), keeper(context)
    items = defaults_of(context, year)
    if await context.read(versions.newest, seat.region_id, year) is not None or not items:
        raise Refusal("refusal/duty_list_moved_on", year=year, version=1)
    await context.nod()
    rows = [
        [(context.label("duty_list.publish_now"), keyboards.data(NAME, "publish", year))],
        [(context.label("duty_list.home"), keyboards.data(NAME, "home", year))],
    ]
    await pages.turn(update, context, "duty_list/ask_publish", keyboards.buttons(rows), year=year, **_counts(items))


async def publish(update: Update, context: Context, more: list[str]) -> None:
    """Publishes the profile's list as the first version; everybody concerned is told once."""
    year, seat = year_in(context, more), keeper(context)
    items, by, today = defaults_of(context, year), context.by(seat.post_id), context.today

    def first(session: Session) -> tuple[Version, int]:
        made = versions.publish(session, by, seat.region_id, year, items, 0, today.year)
        return made, readings.tell_new(session, by, made, seat.region_path, today)

    made, told = await context.transact(first)
    await context.nod()
    await context.retire_buttons()
    await say_published(context, made, told)


async def hand_over_sheet(update: Update, context: Context, more: list[str]) -> None:
    """The list of a year as a sheet: the one that holds, else what the profile has."""
    year, seat = year_in(context, more), keeper(context)
    now = await context.read(versions.newest, seat.region_id, year)
    items = now.items if now else defaults_of(context, year)
    content = await aside(duty_list_sheet, items, year)
    await context.nod()
    name = context.label("duty_list.file", region=seat.region_name, year=year, version=now.version if now else 0)
    await context.hand_over(content, name, "duty_list/sheet", year=year, now=now, past=year < context.today.year)


async def say_published(context: Context, made: Version, told: int) -> None:
    """Says that a version holds from now on, and how many were told."""
    rows = [[(context.label("duty_list.unread"), keyboards.data(NAME, "unread", made.year, 0))]]
    await context.say("duty_list/published", keyboards.buttons(rows), made=made, told=told, **_counts(made.items))


def keeper(context: Context) -> Seat:
    """The seat by which the person keeps a region's lists: the highest of them."""
    return scope.highest(context.desk, Action.KEEP_DUTY_LISTS)


def defaults_of(context: Context, year: int) -> list[DutyItem]:
    """The profile's list of a year."""
    return defaults(context.profile.duties, context.profile.quotas, year)


def year_in(context: Context, more: list[str]) -> int:
    """The year in callback data: up to the next one."""
    (year,) = ids(more, 1)
    if not LEAST_YEAR <= year <= context.today.year + 1:
        raise Refusal("refusal/button_too_old")
    return year


async def _home(context: Context, year: int) -> Said:
    regions = regions_of(context.desk, Action.FOLLOW_DUTY_LISTS)
    seat = scope.highest(context.desk, Action.FOLLOW_DUTY_LISTS)
    keeps = may(context.desk, Action.KEEP_DUTY_LISTS)
    bound = await context.read(versions.binding, [seat.region_path], year)
    now = bound.get(seat.region_path)
    told = await context.house.database.read_at_leisure(overview.reading, regions, year, context.today)
    of_profile = len(defaults_of(context, year)) if now is None else 0
    published = await own.published(context, [seat])
    mine = await context.read(own_lists, context.profile, context.person_id, context.desk.seats, year, context.today)
    values = {"year": year, "now": now, "told": told, "keeps": keeps, "of_profile": of_profile,
              "this_year": context.today.year}  # fmt: skip
    rows = [
        _keeping(context, year, now, of_profile) if keeps else [],
        _following(context, year) if now else [],
        [(context.label("duty_list.mine"), keyboards.data(NAME, "show", year, 0, 0))] if mine else [],
        _years(context, year, published, keeps),
    ]
    return values, keyboards.buttons(row for row in rows if row)


def _keeping(context: Context, year: int, now: Version | None, of_profile: int) -> list[Button]:
    row = []
    if now is None and of_profile and year >= context.today.year:
        row.append((context.label("duty_list.publish"), keyboards.data(NAME, "ask_publish", year)))
    return [*row, (context.label("duty_list.download"), keyboards.data(NAME, "sheet", year))]


def _following(context: Context, year: int) -> list[Button]:
    return [
        (context.label("duty_list.unread"), keyboards.data(NAME, "unread", year, 0)),
        (context.label("duty_list.progress"), keyboards.data(NAME, "progress", year)),
    ]


def _years(context: Context, year: int, published: Sequence[int], keeps: bool) -> list[Button]:
    this_year = context.today.year
    offered = {*published[:4], this_year} | ({this_year + 1} if keeps else set())
    return [
        (context.label("duty_list.year", year=each), keyboards.data(NAME, "home", each))
        for each in sorted(offered - {year})
    ]


def _counts(items: Sequence[DutyItem]) -> dict[str, Any]:
    levels = dict.fromkeys(item.level for item in items)
    own = {level: [item for item in items if item.level is level] for level in levels}
    told = [(level, list(dict.fromkeys(item.role for item in some)), len(some)) for level, some in own.items()]
    return {"levels": told, "items": len(items)}
