"""问责措施: what waits, for an office the list with its counts and ways to begin; for others their own."""

from datetime import date
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, may
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.measures import rights
from handlers.measures.ordering_opening import NOT_BY_HAND
from handlers.measures.rights import LIST
from handlers.office import pages
from rules.measures import MeasureKind
from rules.periods import Span
from rules.refusals import Refusal
from rules.roles import Role
from storage.measures import lists
from storage.measures.lists import PAGE, Asked
from storage.models import Measure

LIVE, ALL = "live", "all"


async def open_home(update: Update, context: Context) -> None:
    """Shows what is not settled yet."""
    values, keys = await _list(context, LIVE, 0)
    await context.say("measures/list", keys, **values)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Another page, or all of them, in the same message."""
    if not more or more[0] not in (LIVE, ALL):
        raise Refusal("refusal/button_too_old")
    values, keys = await _list(context, more[0], ids(more[1:], 1)[0], more[2:])
    await context.nod()
    await pages.turn(update, context, "measures/list", keys, **values)


async def choose_kind(update: Update, context: Context, more: list[str]) -> None:
    """新措施: which of those the jurisdiction has, the lightest first."""
    await context.nod()
    rungs = [rung for rung in context.profile.ladder.rungs if rung.kind not in NOT_BY_HAND]
    flat = [(rung.kind.word, keyboards.data(LIST, "new", rung.kind)) for rung in rungs]
    await context.say("measures/ask_kind", keyboards.buttons(keyboards.in_rows(flat, 2)), rungs=rungs)


def narrowed(kind: MeasureKind, span: Span) -> tuple[str, ...]:
    """The end of callback data that asks for a kind in a span of days."""
    return kind, f"{span.first:%Y%m%d}", f"{span.last:%Y%m%d}"


def _asked(context: Context, show: str, narrow: list[str]) -> Asked:
    sight = rights.sight(context.desk)
    if not narrow:
        return Asked(sight, live=show == LIVE)
    try:
        kind, first, last = narrow
        span = Span(date.fromisoformat(first), date.fromisoformat(last))
        return Asked(sight, MeasureKind(kind), live=show == LIVE, span=span)
    except ValueError:
        raise Refusal("refusal/button_too_old") from None


async def _list(
    context: Context, show: str, offset: int, narrow: list[str] | None = None
) -> tuple[dict[str, Any], InlineKeyboardMarkup | None]:
    sight, asked_for = rights.sight(context.desk), _asked(context, show, narrow or [])
    found, total = await context.read(lists.page, asked_for, offset)
    asked = await context.read(lists.waiting_for, sight.posts)
    late = [each.id for each in found if lists.is_late(each, context.today)]
    values = {"found": found, "first": offset + 1, "total": total, "late": late, "live": show == LIVE,
              "asked": len(asked), "office": bool(sight.regions), "today": context.today}  # fmt: skip
    openers = [_opener(context, offset + n, each) for n, each in enumerate(found, 1)]
    rows: list[Any] = [*keyboards.in_rows(openers, 4), _turns(context, show, offset, total, narrow or [])]
    rows.append([_key(context, "show_all", ALL, 0) if show == LIVE else _key(context, "show_live", LIVE, 0)])
    rows += _ways(context)
    rows = [row for row in rows if row]
    return values, keyboards.buttons(rows)


def _ways(context: Context) -> list[list[Button]]:
    """What who answers for a region may begin."""
    if not may(context.desk, Action.ORDER_MEASURE):
        return []
    rows = [[_act(context, "suggest"), _act(context, "kinds")], [_act(context, "counts")]]
    if context.profile.ladder.rung(MeasureKind.WORK_DISPLAY) and context.desk.seats_as(Role.OFFICE):
        rows[1].append(_act(context, "display"))
    return rows


def _turns(context: Context, show: str, offset: int, total: int, narrow: list[str]) -> list[Button]:
    steps = (("previous", offset - PAGE), ("next_page", offset + PAGE))
    return [_key(context, label, show, to, *narrow) for label, to in steps if 0 <= to < total]


def _opener(context: Context, number: int, one: Measure) -> Button:
    return context.label("measures.nth", n=number), keyboards.data(rights.NAME, "open", one.id)


def _key(context: Context, label: str, show: str, offset: int, *narrow: str) -> Button:
    return context.label(f"measures.{label}"), keyboards.data(LIST, "list", show, offset, *narrow)


def _act(context: Context, act: str) -> Button:
    return context.label(f"measures.{act}"), keyboards.data(LIST, act)
