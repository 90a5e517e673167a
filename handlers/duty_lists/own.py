"""One's own duty list 我的履职清单: by task, short, a page a screen; one item in full; 「我已知悉」 once a version."""

from collections.abc import Iterable
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, may
from handlers.albums import send_photos
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages
from rules.duty_lists import Proof
from rules.refusals import Refusal
from storage.duty_lists import notes, readings, versions
from storage.duty_lists.own import Entry, OwnList, own_list, own_lists
from storage.posts.desks import Seat

NAME = "duty_list"
PAGE = 6
Said = tuple[str, dict[str, Any], InlineKeyboardMarkup]


async def say_own(context: Context) -> None:
    """Shows this year's list of the first rank held."""
    template, values, keys = await _page(context, context.today.year, 0, 0)
    await context.say(template, keys, **values)


async def show(update: Update, context: Context, more: list[str]) -> None:
    """The list of a year and a post, some page of it; post 0 is the first one."""
    year, post_id, offset = ids(more, 3)
    template, values, keys = await _page(context, year, post_id, offset)
    await context.nod()
    await pages.turn(update, context, template, keys, **values)


async def open_item(update: Update, context: Context, more: list[str]) -> None:
    """One item in full: what, how, by when, what counts, and what is there."""
    year, post_id, item_id = ids(more, 3)
    mine, entry = await entry_of(context, year, post_id, item_id)
    values, keys = await item_page(context, mine, entry)
    await context.nod()
    await pages.turn(update, context, "duty_list/item", keys, **values)


async def acknowledge(update: Update, context: Context, more: list[str]) -> None:
    """「我已知悉」; a list that changed since the button was made is shown anew instead."""
    list_id, post_id = ids(more, 2)
    version = await context.read(versions.read, list_id)
    mine = await _own(context, version.year, post_id)
    if mine.version.id != list_id and mine.version.stamps != version.stamps:
        raise Refusal("refusal/duty_list_changed")
    await context.transact(readings.acknowledge, context.by(mine.post_id), mine, context.person_id)
    template, values, keys = await _page(context, version.year, post_id, 0)
    await context.nod("duty_list/thanks")
    await pages.turn(update, context, template, keys, **values)


async def show_photos(update: Update, context: Context, more: list[str]) -> None:
    """The photos with the own notes to an item."""
    year, post_id, item_id = ids(more, 3)
    mine, entry = await entry_of(context, year, post_id, item_id)
    posts = [seat.post_id for seat in mine.seats]
    found = await context.read(notes.photos, posts, year, entry.item.code)
    await context.nod()
    await send_photos(context, found)


async def entry_of(context: Context, year: int, post_id: int, item_id: int) -> tuple[OwnList, Entry]:
    """One item of a list that holds for a post of this person; refuses any other."""
    mine = await _own(context, year, post_id)
    entry = next((each for each in mine.entries if each.id == item_id), None)
    if entry is None:
        raise Refusal("refusal/duty_list_changed")
    return mine, entry


async def item_page(context: Context, mine: OwnList, entry: Entry) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    """The item with its notes, and what may be done about it."""
    posts, year = [seat.post_id for seat in mine.seats], mine.version.year
    listed = await context.read(notes.notes_of, posts, year, entry.item.code)
    rows: list[list[Button]] = []
    if entry.item.proof is Proof.NOTE and may_note(context, year):
        rows.append([(context.label("duty_list.note"), keyboards.data(NAME, "note", year, mine.post_id, entry.id))])
        own = next((note for note in listed if note.person_id == context.person_id), None)
        if own is not None:
            take_back = keyboards.data(NAME, "take_back", year, mine.post_id, entry.id, own.id)
            rows.append([(context.label("duty_list.take_back"), take_back)])
    if any(note.photos for note in listed):
        rows.append([(context.label("duty_list.photos"), keyboards.data(NAME, "photos", year, mine.post_id, entry.id))])
    rows.append([(context.label("duty_list.back"), keyboards.data(NAME, "show", year, mine.post_id, 0))])
    values = {"entry": entry, "notes": listed[: notes.MOST_SHOWN], "more": max(0, len(listed) - notes.MOST_SHOWN)}
    return values, keyboards.buttons(rows)


async def published(context: Context, seats: Iterable[Seat]) -> list[int]:
    """The years with a list of the seats' regions or of those above them, newest first."""
    above = {int(part) for seat in seats for part in seat.region_path.strip("/").split("/")}
    return await context.read(versions.years, above)


def may_note(context: Context, year: int) -> bool:
    """Notes are added in the year itself, and in January for the year before."""
    return year == context.today.year or (context.today.month == 1 and year == context.today.year - 1)


async def _own(context: Context, year: int, post_id: int) -> OwnList:
    desk = context.desk
    return await context.read(
        own_list, context.profile, context.person_id, desk.seats, year, context.today, post_id
    )  # fmt: skip


async def _page(context: Context, year: int, post_id: int, offset: int) -> Said:
    desk = context.desk
    lists = await context.read(own_lists, context.profile, context.person_id, desk.seats, year, context.today)
    years = await published(context, desk.seats)
    others = [_year(context, each) for each in years[:4] if each != year]
    if not lists:
        rows = [others] if others else []
        return "duty_list/none", {"year": year, "office": may(desk, Action.FOLLOW_DUTY_LISTS)}, keyboards.buttons(rows)
    posts = {seat.post_id: each for each in lists for seat in each.seats}
    mine = posts.get(post_id, lists[0])
    values = {
        "mine": mine,
        "entries": mine.entries[offset : offset + PAGE],
        "first": offset + 1,
        "total": len(mine.entries),
        "year": year,
        "asks": mine.read_at is None and year >= context.today.year,
    }
    return "duty_list/own", values, keyboards.buttons(_rows(context, mine, offset, lists, others))


def _rows(
    context: Context, mine: OwnList, offset: int, lists: list[OwnList], others: list[Button]
) -> list[list[Button]]:
    year, post_id = mine.version.year, mine.post_id
    shown = enumerate(mine.entries[offset : offset + PAGE], offset + 1)
    openers = [(str(number), keyboards.data(NAME, "item", year, post_id, each.id)) for number, each in shown]
    turns = [
        (context.label(f"duty_list.{key}"), keyboards.data(NAME, "show", year, post_id, to))
        for key, to in pages.beside(offset, PAGE, len(mine.entries))
    ]
    tabs = [
        (context.label("duty_list.tab", seat=each.seats[0]), keyboards.data(NAME, "show", year, each.post_id, 0))
        for each in lists
        if each is not mine
    ]
    rows = [openers, turns, *([tab] for tab in tabs), others]
    if mine.read_at is None and year >= context.today.year:
        ack = keyboards.data(NAME, "ack", mine.version.id, post_id)
        rows.insert(0, [(context.label("duty_list.ack"), ack)])
    return [row for row in rows if row]


def _year(context: Context, year: int) -> Button:
    return context.label("duty_list.year", year=year), keyboards.data(NAME, "show", year, 0, 0)
