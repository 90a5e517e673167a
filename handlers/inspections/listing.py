"""The inspections of a period with their figures by township, in chat and as a workbook (for the assessment, L15)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from documents.inspections_sheet import inspections_sheet
from handlers import keyboards
from handlers.access import Action
from handlers.context import Context, aside
from handlers.dialogs import Taps
from handlers.inspections import beginning, bodies, card
from handlers.keyboards import Button
from handlers.office import pages, scope
from handlers.routes import Entry
from rules import periods
from rules.periods import Period, Span
from rules.refusals import Refusal
from storage.inspections import figures
from storage.inspections.figures import PAGE, Line

NAME = "inspections"
OFFERED = (Period.MONTH, Period.QUARTER, Period.YEAR)
EARLIEST = date(2016, 1, 1)


async def open_list(update: Update, context: Context) -> None:
    """Shows this year's inspections, and the button that begins one."""
    values, keyboard = await _list(context, Period.YEAR, periods.span(Period.YEAR, context.today), 0)
    await context.say("inspections/list", keyboard, **values)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Shows another period or page in the same message."""
    period, span, offset = _told(context, more)
    await context.nod()
    values, keyboard = await _list(context, period, span, offset)
    await pages.turn(update, context, "inspections/list", keyboard, **values)


async def export(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the workbook of the period: every inspection, and the figures by township."""
    period, span, _ = _told(context, more)
    await context.nod()
    sight, moments = bodies.sight(context), periods.moments(span, context.house.zone)
    lines = await context.house.database.read_at_leisure(figures.listed, sight, moments, 0, None)
    if not lines:
        await context.say("inspections/nothing_to_export")
        return
    level = scope.level_below(context.desk, Action.INSPECT)
    counted = await context.house.database.read_at_leisure(figures.figures, sight, moments, level)
    told = {"region": scope.region_names(context.desk, Action.INSPECT), "period": periods.name(period, span)}
    title = context.label("inspections.title", **told)
    content = await aside(inspections_sheet, lines, counted, title, context.house.zone)
    await context.hand_over(
        content, context.label("inspections.file", **told), "inspections/exported", **told, count=len(lines)
    )


async def _list(
    context: Context, period: Period, span: Span, offset: int
) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    sight, moments = bodies.sight(context), periods.moments(span, context.house.zone)
    total = await context.read(figures.how_many, sight, moments)
    offset = min(offset, max(0, (total - 1) // PAGE * PAGE))
    lines = await context.read(figures.listed, sight, moments, offset)
    level = scope.level_below(context.desk, Action.INSPECT)
    counted = await context.read(figures.figures, sight, moments, level) if sight.regions else None
    values = {
        "region": scope.region_names(context.desk, Action.INSPECT),
        "period": periods.name(period, span),
        "figures": counted,
        "lines": lines,
        "total": total,
        "first": offset + 1,
    }
    rows = [
        *_openers(context, lines, offset),
        _pages(context, period, span, offset, total),
        *_periods(context, period, span),
        [(context.label("inspections.export"), _data("excel", period, span, 0))] if total else [],
    ]
    return values, keyboards.buttons(row for row in rows if row)


def _openers(context: Context, lines: Sequence[Line], offset: int) -> list[Sequence[Button]]:
    """Begin one, or go on; and a number for each that ended."""
    running = any(one.ended_at is None for one in lines)
    begin = [(context.label("inspections.resume" if running else "inspections.begin"), keyboards.data(NAME, "begin"))]
    numbers = [
        (context.label("inspections.number", n=number), keyboards.data(NAME, "open", one.id))
        for number, one in enumerate(lines, offset + 1)
        if one.ended_at is not None
    ]
    return [begin, *keyboards.in_rows(numbers, 6)]


def _pages(context: Context, period: Period, span: Span, offset: int, total: int) -> list[Button]:
    steps = (("previous_page", offset - PAGE), ("next_page", offset + PAGE))
    return [
        (context.label(f"inspections.{key}"), _data("show", period, span, to)) for key, to in steps if 0 <= to < total
    ]


def _periods(context: Context, period: Period, span: Span) -> list[list[Button]]:
    choices = [
        (
            context.label(f"inspections.{each}", chosen=each is period and span.holds(context.today)),
            _data("show", each, periods.span(each, context.today), 0),
        )
        for each in OFFERED
    ]
    turns = [(context.label("inspections.previous"), _data("show", period, periods.preceding(period, span), 0))]
    if span.last < context.today:
        turns.append((context.label("inspections.next"), _data("show", period, periods.following(period, span), 0)))
    return [choices, turns]


def _told(context: Context, more: list[str]) -> tuple[Period, Span, int]:
    try:
        period, day, offset = Period(more[0]), date.fromisoformat(more[1]), keyboards.number_in(more[2:])
    except (ValueError, IndexError):
        raise Refusal("refusal/button_too_old") from None
    if period not in OFFERED or not EARLIEST <= day <= context.today:
        raise Refusal("refusal/button_too_old")
    return period, periods.span(period, day), offset


def _data(act: str, period: Period, span: Span, offset: int) -> str:
    return keyboards.data(NAME, act, period, span.first.isoformat(), offset)


TAPS = Taps(
    NAME,
    {
        "begin": (Action.INSPECT, beginning.begin),
        "show": (Action.INSPECT, turn),
        "excel": (Action.INSPECT, export),
        "open": (Action.INSPECT, card.open_card),
        "photos": (Action.INSPECT, card.show_photos),
    },
)
ENTRY = Entry("inspect", Action.INSPECT, open_list)
