"""A list of points: those with some words, or those that nobody keeps, which an office gives keepers."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, may, regions_of, require
from handlers.context import Context
from handlers.dialogs import Taps
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import keepers, keepers_sheet, pages, scope
from handlers.points.point import point_buttons
from storage import lookups
from storage.models import Draft
from storage.points import finding, gaps
from storage.points.cards import Point
from storage.points.finding import PAGE

NAME = "points"
LIST = "points_list"


async def show_list(context: Context, draft: Draft) -> None:
    """Says what was found, or what nobody keeps."""
    values, keyboard = await _list(context, draft)
    await context.say("points/list", keyboard, **values)


async def say_counts(context: Context, draft: Draft) -> None:
    """Tells an office how many points it has, who keeps them, how many nobody does."""
    regions = regions_of(context.desk, Action.APPOINT_KEEPER)
    counts = await context.house.database.read_at_leisure(gaps.counts, regions, context.today)
    region = scope.region_names(context.desk, Action.APPOINT_KEEPER)
    rows = [[_vacant(context, draft, counts.vacant)]] if counts.vacant else []
    await context.say("points/counts", keyboards.buttons(rows) if rows else None, counts=counts, region=region)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Another page, or only the points without a keeper, or all again."""
    draft_id, vacant, offset = ids(more, 3)
    if vacant:
        require(context.desk, Action.APPOINT_KEEPER)
    told: dict[str, Any] = {"vacant": bool(vacant), "offset": offset}
    draft = await context.transact(lookups.look_on, context.desk.chat_id, NAME, draft_id, context.now, **told)
    await context.nod()
    values, keyboard = await _list(context, draft)
    await pages.turn(update, context, "points/list", keyboard, **values)


async def clear(update: Update, context: Context, more: list[str]) -> None:
    """Forgets the words; what has no keeper stays the question."""
    (draft_id,) = ids(more, 1)
    draft = await context.transact(
        lookups.look_on, context.desk.chat_id, NAME, draft_id, context.now, words="", offset=0
    )
    await context.nod()
    await show_list(context, draft)


async def appoint_all(update: Update, context: Context, more: list[str]) -> None:
    """Begins to give one keeper to all the points that the list shows."""
    draft = await _look_on(context, more)
    regions = regions_of(context.desk, Action.APPOINT_KEEPER)
    asked = (regions, draft.data["words"], context.today, keepers.MOST)
    await keepers.begin(context, await context.read(gaps.vacant_ids, *asked))


async def export(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the sheet to fill in: exactly what the list shows."""
    draft = await _look_on(context, more)
    await keepers_sheet.hand_over(context, draft.data["words"])


async def found(context: Context, draft: Draft) -> tuple[list[Point], int]:
    """A page of what the lookup asks for, and how many there are."""
    told, offset = draft.data["words"], draft.data["offset"]
    if draft.data["vacant"]:
        regions = regions_of(context.desk, Action.APPOINT_KEEPER)
        return await context.read(gaps.vacant, regions, told, context.today, offset)
    return await context.read(finding.find, told, context.today, offset)


async def _look_on(context: Context, more: list[str]) -> Draft:
    """The lookup that a button was made for; refuses when it is forgotten. Reads only."""
    (draft_id,) = ids(more, 1)
    draft = await context.read(lookups.still_there, context.desk.chat_id, NAME, draft_id)
    await context.nod()
    return draft


async def _list(context: Context, draft: Draft) -> tuple[dict[str, Any], InlineKeyboardMarkup | None]:
    listed, total = await found(context, draft)
    offset = draft.data["offset"]
    values = {
        "words": draft.data["words"],
        "vacant": draft.data["vacant"],
        "found": listed,
        "total": total,
        "first": offset + 1,
        "most": keepers.MOST,
    }
    rows = [
        *keyboards.in_rows(point_buttons(context, listed, offset + 1), 2),
        _pages(context, draft, total),
        *_office_rows(context, draft, total),
    ]
    return values, keyboards.buttons(row for row in rows if row) if any(rows) else None


def _pages(context: Context, draft: Draft, total: int) -> list[Button]:
    vacant, offset = int(draft.data["vacant"]), draft.data["offset"]
    return [
        (context.label(f"points.{key}"), keyboards.data(LIST, "show", draft.id, vacant, to))
        for key, to in pages.beside(offset, PAGE, total)
    ]


def _office_rows(context: Context, draft: Draft, total: int) -> list[list[Button]]:
    """What an office may do with the points that nobody keeps."""
    if not may(context.desk, Action.APPOINT_KEEPER):
        return []
    if not draft.data["vacant"]:
        return [[_vacant(context, draft, None)]]
    rows = []
    if total:
        most = min(total, keepers.MOST)
        rows.append([(context.label("points.appoint_all", count=most), keyboards.data(LIST, "all", draft.id))])
        rows.append([(context.label("points.export", count=total), keyboards.data(LIST, "excel", draft.id))])
    if draft.data["words"]:
        rows.append([(context.label("points.clear"), keyboards.data(LIST, "clear", draft.id))])
    return rows


def _vacant(context: Context, draft: Draft, count: int | None) -> Button:
    return context.label("points.vacant", count=count), keyboards.data(LIST, "show", draft.id, 1, 0)


TAPS = Taps(
    LIST,
    {
        "show": (Action.SEE_POINTS, turn),
        "clear": (Action.APPOINT_KEEPER, clear),
        "all": (Action.APPOINT_KEEPER, appoint_all),
        "excel": (Action.APPOINT_KEEPER, export),
    },
)
