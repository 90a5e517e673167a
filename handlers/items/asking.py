"""The questions of recording a matter 重点事项: which patrol or river, what, whose, until when; the whole at last."""

from datetime import date, timedelta
from typing import Any

from telegram import InlineKeyboardMarkup

from handlers import keyboards
from handlers.access import TABLE, Action, Scope
from handlers.context import Context
from handlers.dialogs import ask, ask_again
from handlers.items.rights import keeper
from handlers.keyboards import Button
from handlers.office import pages
from rules.action_items import ItemKind, Question
from rules.roles import CHIEFS, Role
from storage.action_items import seats, sources
from storage.action_items.seats import Owner
from storage.action_items.sources import PatrolChoice, WaterChoice
from storage.models import Draft
from storage.posts.desks import Desk, Seat

NAME = "item"
PAGE = 6
LATER = (7, 15, 30)
Rows = list[list[Button]]


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    values, keys = await _question(context, draft)
    await ask(context, draft, f"items/ask_{draft.step}", keys, **values)


async def show_again(context: Context, draft: Draft) -> None:
    """Changes the question that stands there already."""
    values, keys = await _question(context, draft)
    await ask_again(context, draft, f"items/ask_{draft.step}", keys, **values)


async def patrols(context: Context, patrol_id: int | None = None) -> list[PatrolChoice]:
    """Patrols on which this person may record what was decided."""
    own = [seat.post_id for seat in context.desk.seats_as(*CHIEFS)]
    office = [seat.region_path for seat in context.desk.seats_as(Role.OFFICE)]
    return await context.read(sources.patrols, own, office, patrol_id, PAGE)


async def waters(context: Context, words: str, water_id: int | None = None) -> list[WaterChoice]:
    """Waters whose key problems this person keeps."""
    office = [seat.region_path for seat in context.desk.seats_as(Role.OFFICE)]
    liaison = [seat.water_path for seat in context.desk.seats_as(Role.LIAISON) if seat.water_path]
    return await context.read(sources.waters, office, liaison, words, water_id)


async def owners(context: Context, draft: Draft) -> list[Owner]:
    """Who may have the matter in hand: by name, else the likeliest."""
    data = draft.data
    kind, words = ItemKind(data["kind"]), data.get("search") or ""
    return await context.read(seats.owners, kind, data["scope"], data.get("water_path"), words, context.today)


def seat_for_task(desk: Desk) -> Seat | None:
    """The seat by which somebody keeps key tasks: the office's before a liaison unit's own."""
    scopes = TABLE[Action.KEEP_KEY_LISTS]
    held = sorted((seat for seat in desk.seats if seat.role in scopes), key=lambda s: scopes[s.role] is Scope.OWN)
    return held[0] if held else None


async def seat_for_water(context: Context, water_id: int) -> Seat | None:
    """The seat by which somebody keeps the key problems of a water."""
    return keeper(context.desk, *await context.read(sources.paths_of, water_id))


async def _question(context: Context, draft: Draft) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    data = draft.data
    names = ("title", "about", "owner_seat", "due", "search", "again")
    values: dict[str, Any] = {"kind": ItemKind(data["kind"])} | {name: data.get(name) for name in names}
    rows: Rows = []
    if draft.step == Question.PATROL:
        rows = [[_patrol(context, draft, one)] for one in await patrols(context)]
    elif draft.step == Question.WATER:
        found = await waters(context, data.get("search") or "")
        rows = [list(row) for row in keyboards.in_rows([_tap(draft, "water", one.name, one.id) for one in found], 2)]
    elif draft.step == Question.OWNER:
        rows = _owner_rows(context, draft, await owners(context, draft))
    elif draft.step == Question.DUE:
        rows = [[_day(context, draft, days)] for days in LATER]
    elif draft.step == Question.PREVIEW:
        rows = _preview_rows(context, draft)
    values["choices"] = len(rows)
    return values, keyboards.buttons([*rows, [_tap(draft, "drop", context.label("items.drop"))]])


def _owner_rows(context: Context, draft: Draft, found: list[Owner]) -> Rows:
    start = int(draft.data.get("start") or 0)
    rows = [[_tap(draft, "owner", one.seat[:40], one.post_id)] for one in found[start : start + PAGE]]
    around = pages.beside(start, PAGE, len(found))
    turns = [_tap(draft, "page", context.label(f"items.{key}"), at) for key, at in around]
    return [*rows, turns] if turns else rows


def _preview_rows(context: Context, draft: Draft) -> Rows:
    changes = [Question.TITLE]
    changes += [Question.DUE] if draft.data.get("due") else []
    changes += [Question.OWNER] if draft.data.get("owner") and draft.data.get("chose_owner") else []
    flat = [_tap(draft, "ask", context.label(f"items.change_{each}"), each) for each in changes]
    return [[_tap(draft, "record", context.label("items.record"))], flat]


def _patrol(context: Context, draft: Draft, one: PatrolChoice) -> Button:
    return _tap(draft, "patrol", context.label("items.patrol", one=one), one.id)


def _day(context: Context, draft: Draft, days: int) -> Button:
    due: date = context.today + timedelta(days=days)
    return _tap(draft, "later", context.label("items.later", days=days, due=due), days)


def _tap(draft: Draft, act: str, words: str, *more: object) -> Button:
    return words, keyboards.data(NAME, act, draft.id, *more)
