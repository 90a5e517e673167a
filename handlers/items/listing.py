"""The list 重点事项: three kinds with their counts, a river's own list, everything as a sheet."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from documents.action_items_sheet import action_items_sheet
from handlers import keyboards
from handlers.access import Action, may
from handlers.context import Context, aside
from handlers.issues.rights import ids
from handlers.items.rights import keeper, sight
from handlers.keyboards import Button
from handlers.office import pages
from rules.action_items import ItemKind
from rules.refusals import Refusal
from storage.action_items import key_problems, lists, sources
from storage.action_items.lists import PAGE, Asked, Entry

NAME = "items"
Said = tuple[dict[str, Any], InlineKeyboardMarkup]


async def show_items(update: Update, context: Context) -> None:
    """Shows the kind of which most is open."""
    counts = await context.read(lists.counted, sight(context.desk), context.today)
    kind = max(ItemKind, key=lambda each: (counts[each].late, counts[each].open))
    values, keys = await _list(context, kind, 0)
    await context.say("items/list", keys, **values)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Another kind or page, in the same message."""
    kind, (offset,) = kind_in(more), ids(more[1:], 1)
    values, keys = await _list(context, kind, offset)
    await context.nod()
    await pages.turn(update, context, "items/list", keys, **values)


async def show_river(update: Update, context: Context, more: list[str]) -> None:
    """The key problems of one river, in their order."""
    water_id, offset = ids(more, 2)
    values, keys = await _list(context, ItemKind.KEY_PROBLEM, offset, water_id)
    await context.nod()
    await pages.turn(update, context, "items/list", keys, **values)


async def export(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the sheet of what the list shows, settled matters too."""
    kind, (water_id,) = kind_in(more), ids(more[1:], 1)
    asked = Asked(sight(context.desk), context.today, kind, water_id or None)
    entries, total = await context.house.database.read_at_leisure(lists.page, asked, 0, None)
    await context.nod()
    if not entries:
        await context.say("items/nothing_to_export", kind=kind)
        return
    content = await aside(action_items_sheet, entries, kind, context.today)
    name = context.label("items.file", kind=kind.word, day=context.today)
    await context.hand_over(content, name, "items/exported", kind=kind, total=total)


def kind_in(more: list[str]) -> ItemKind:
    """The kind in callback data."""
    if not more or more[0] not in set(ItemKind):
        raise Refusal("refusal/button_too_old")
    return ItemKind(more[0])


async def _list(context: Context, kind: ItemKind, offset: int, water_id: int | None = None) -> Said:
    own = sight(context.desk)
    entries, total = await context.read(lists.page, Asked(own, context.today, kind, water_id), offset)
    counts = await context.read(lists.counted, own, context.today)
    brief = await context.read(key_problems.brief, water_id, context.today) if water_id else None
    values = {
        "kind": kind,
        "water": brief.water if brief else "",
        "entries": entries,
        "first": offset + 1,
        "total": total,
        "count": counts[kind],
        "today": context.today,
    }
    rows = [
        *keyboards.in_rows([_opener(context, offset + n, each) for n, each in enumerate(entries, 1)], 3),
        _turns(context, kind, offset, total, water_id),
        *keyboards.in_rows(await _rivers(context, kind, water_id), 2),
        *keyboards.in_rows([_tab(context, each, kind, counts[each]) for each in ItemKind], 2),
        *_last_rows(context, kind, total, water_id, await _sends(context, water_id)),
    ]
    return values, keyboards.buttons(row for row in rows if row)


def _opener(context: Context, number: int, entry: Entry) -> Button:
    return context.label("items.nth", n=number, title=entry.title[:12]), keyboards.data(NAME, "open", entry.id)


def _tab(context: Context, kind: ItemKind, now: ItemKind, count: lists.Count) -> Button:
    words = context.label("items.tab", word=kind.word, count=count.open, chosen=kind is now)
    return words, keyboards.data(NAME, "list", kind, 0)


def _turns(context: Context, kind: ItemKind, offset: int, total: int, water_id: int | None) -> list[Button]:
    where = ("river", water_id) if water_id else ("list", kind)
    around = pages.beside(offset, PAGE, total)
    return [(context.label(f"items.{key}"), keyboards.data(NAME, *where, to)) for key, to in around]


async def _rivers(context: Context, kind: ItemKind, water_id: int | None) -> list[Button]:
    """Each river with open problems, in the list of all of them."""
    if kind is not ItemKind.KEY_PROBLEM or water_id:
        return []
    found = await context.read(key_problems.rivers, sight(context.desk))
    return [(context.label("items.river", one=each), keyboards.data(NAME, "river", each.id, 0)) for each in found]


async def _sends(context: Context, water_id: int | None) -> bool:
    """Whether the person sends the list of this river to its chief."""
    if not water_id:
        return False
    region_path, water_path = await context.read(sources.paths_of, water_id)
    return keeper(context.desk, region_path, water_path) is not None


def _last_rows(context: Context, kind: ItemKind, total: int, water_id: int | None, sends: bool) -> list[list[Button]]:
    records = {ItemKind.FROM_PATROL: Action.RECORD_DECISION}.get(kind, Action.KEEP_KEY_LISTS)
    rows = []
    if may(context.desk, records):
        rows.append([(context.label(f"items.new_{kind}"), keyboards.data(NAME, "new", kind, water_id or 0))])
    row = [(context.label("items.send_to_chief"), keyboards.data(NAME, "preview", water_id))] if sends else []
    if total:
        row.append((context.label("items.export"), keyboards.data(NAME, "sheet", kind, water_id or 0)))
    return [*rows, row]
