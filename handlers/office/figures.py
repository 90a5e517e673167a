"""The figures 数据 by period and township: one message to read on a phone, the same as a workbook."""

from datetime import date
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from documents.figures_sheet import figures_sheet, name_of
from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context, aside
from handlers.dialogs import Taps
from handlers.office import pages, scope
from rules import periods
from rules.periods import Period, Span
from rules.refusals import Refusal
from storage import figures
from storage.figures import Figures

NAME = "figures"
OFFERED = (Period.WEEK, Period.MONTH, Period.QUARTER, Period.YEAR)
MOST_LINES = 20  # what a phone shows without getting tiresome; the workbook has all
EARLIEST = date(2016, 1, 1)  # the River Chief System itself is not older


async def show_month(update: Update, context: Context) -> None:
    """Says the figures of this month, with buttons for other periods."""
    period, span = Period.MONTH, periods.span(Period.MONTH, context.today)
    counted = await _counted(context, span)
    await context.say("figures/period", _buttons(context, period, span), **_values(context, period, counted))


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Says the figures of another period in the same message."""
    period, span = _told(context, more)
    await context.nod()
    counted = await _counted(context, span)
    keyboard = _buttons(context, period, span)
    await pages.turn(update, context, "figures/period", keyboard, **_values(context, period, counted))


async def export(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the workbook of the same figures."""
    period, span = _told(context, more)
    await context.nod()
    values = _values(context, period, await _counted(context, span))
    title = context.label("figures.title", region=values["region"], period=values["period"], day=context.today)
    content = await aside(figures_sheet, values["figures"], title, context.label("figures.note"))
    await context.hand_over(content, context.label("figures.file", **values), "figures/exported", **values)


async def _counted(context: Context, span: Span) -> Figures:
    return await context.house.database.read_at_leisure(
        figures.figures,
        context.profile,
        regions_of(context.desk, Action.SEE_FIGURES),
        scope.level_below(context.desk, Action.SEE_FIGURES),
        span,
        context.today,
        context.house.is_workday,
    )


def _told(context: Context, more: list[str]) -> tuple[Period, Span]:
    """The period and its days from callback data; one that has not begun is refused."""
    try:
        period, day = Period(more[0]), date.fromisoformat(more[1])
    except (ValueError, IndexError):
        raise Refusal("refusal/button_too_old") from None
    if period not in OFFERED or not EARLIEST <= day <= context.today:
        raise Refusal("refusal/button_too_old")
    return period, periods.span(period, day)


def _values(context: Context, period: Period, counted: Figures) -> dict[str, Any]:
    told = [(name_of(line), line) for line in counted.lines if not line.is_empty]
    return {
        "region": scope.region_names(context.desk, Action.SEE_FIGURES),
        "period": periods.name(period, counted.span),
        "until": min(context.today, counted.span.last),
        "running": counted.span.last >= context.today,
        "today": context.today,
        "figures": counted,
        "lines": told[:MOST_LINES] if len(told) > 1 else [],
        "left_out": max(0, len(told) - MOST_LINES),
    }


def _buttons(context: Context, period: Period, span: Span) -> InlineKeyboardMarkup:
    choices = [
        (
            context.label(f"figures.{each}", chosen=each is period and span.holds(context.today)),
            _data("show", each, periods.span(each, context.today)),
        )
        for each in OFFERED
    ]
    turns = [(context.label("figures.previous"), _data("show", period, periods.preceding(period, span)))]
    if span.last < context.today:
        turns.append((context.label("figures.next"), _data("show", period, periods.following(period, span))))
    export = (context.label("figures.export"), _data("excel", period, span))
    return keyboards.buttons([choices, turns, [export]])


def _data(act: str, period: Period, span: Span) -> str:
    return keyboards.data(NAME, act, period, span.first.isoformat())


TAPS = Taps(NAME, {"show": (Action.SEE_FIGURES, turn), "excel": (Action.SEE_FIGURES, export)})
