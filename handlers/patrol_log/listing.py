"""The log as a list: a period's patrols, a button each; other periods and the files are one tap away."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages
from handlers.patrol_log.whose import NAME, OFFERED, Asked, asked, log_of
from rules import periods
from rules.periods import Period
from rules.roles import CHIEFS, KEEPERS
from storage.patrols import log
from storage.patrols.log import PAGE


async def show_own(update: Update, context: Context) -> None:
    """Shows the own patrols of this month; an office without a river of its own is told where to find chiefs'."""
    told = await log_of(context, context.person_id, Period.MONTH, periods.span(Period.MONTH, context.today))
    walks = any(seat.role in CHIEFS | KEEPERS for seat in context.desk.seats) or context.desk.patrols_for_others
    if not walks:
        await context.say("patrol_log/of_others", keyboards.menu(context))
        return
    values, keyboard = await _list(context, told, 0)
    await context.say("patrol_log/list", keyboard, **values)


async def open_log(update: Update, context: Context, more: list[str]) -> None:
    """Shows somebody's patrols in a message of their own: of this month, or of the period that the button names."""
    (person_id,) = ids(more, 1)
    this_month = periods.span(Period.MONTH, context.today)
    told = await (asked(context, more) if more[1:] else log_of(context, person_id, Period.MONTH, this_month))
    await context.nod()
    values, keyboard = await _list(context, told, 0)
    await context.say("patrol_log/list", keyboard, **values)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Shows another period or page in the same message."""
    told, (offset,) = await asked(context, more), ids(more[3:], 1)
    await context.nod()
    values, keyboard = await _list(context, told, offset)
    await pages.turn(update, context, "patrol_log/list", keyboard, **values)


def log_button(context: Context, person_id: int) -> Button:
    """The button on a person's page."""
    return context.label("patrol_log.open"), keyboards.data(NAME, "open", person_id)


async def _list(context: Context, told: Asked, offset: int) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    total, valid, metres = await context.read(log.counted, told.whose)
    offset = min(offset, max(0, (total - 1) // PAGE * PAGE))
    lines = await context.read(log.page, told.whose, offset)
    values = {
        "name": told.name,
        "own": told.whose.person_id == context.desk.person_id,
        "period": told.words,
        "total": total,
        "valid": valid,
        "metres": metres,
        "lines": lines,
        "first": offset + 1,
        "page": offset // PAGE + 1,
        "pages": max(1, -(-total // PAGE)),
    }
    numbers = [
        (context.label("patrol_log.one", n=n, day=line.started_at.astimezone(context.house.zone)),
         keyboards.data(NAME, "one", line.id))
        for n, line in enumerate(lines, start=offset + 1)
    ]  # fmt: skip
    turns = [(context.label(f"patrol_log.{key}"), told.data("list", to))
             for key, to in pages.beside(offset, PAGE, total)]  # fmt: skip
    files = [(context.label(f"patrol_log.{act}"), told.data(act)) for act in ("word", "excel")] if total else []
    rows = [*keyboards.in_rows(numbers, 4), turns, _periods(context, told), files]
    return values, keyboards.buttons(row for row in rows if row)


def _periods(context: Context, told: Asked) -> list[Button]:
    this_month = periods.span(Period.MONTH, context.today)
    offered = [("month", Period.MONTH, this_month),
               ("last_month", Period.MONTH, periods.preceding(Period.MONTH, this_month)),
               *((str(each), each, periods.span(each, context.today)) for each in OFFERED[1:])]  # fmt: skip
    return [
        (
            context.label(f"patrol_log.{key}", chosen=(period, span) == (told.period, told.span)),
            Asked(told.whose, told.name, period, span).data("list", 0),
        )
        for key, period, span in offered
    ]
