"""The figures 数据 of any time and place: one message to read on a phone, the same as a workbook."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from documents.about_sheet import About
from documents.figures_sheet import figures_sheet, name_of
from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context, aside
from handlers.dialogs import Dialog, Heard, Taps
from handlers.keyboards import Button
from handlers.office import figures_parts, pages
from handlers.office.figures_asked import EARLIEST, NAME, OFFERED, Asked, Parts, asked, reach
from handlers.wording import words
from rules import ledger_words, periods, typed_spans
from rules.periods import Period
from rules.refusals import Refusal
from rules.roles import Level
from storage import audit, lookups
from storage.ledger import figures, figures_places, tags
from storage.ledger.figures import Figures
from storage.models import Draft

LIST = "figures_list"
MOST_LINES = 20  # what a phone shows without getting tiresome; the workbook has all


async def show_month(update: Update, context: Context) -> None:
    """Says the figures of this month, with buttons for other times, and listens for words."""
    await context.transact(lookups.open_lookup, context.desk.chat_id, context.person_id, LIST, context.now)
    await _say(context, _this_month(context))


async def show(context: Context, draft: Draft) -> None:
    """Says the figures of this month again."""
    await _say(context, _this_month(context))


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Says the figures of the time and the place that were typed; asks which place where several are so called."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = typed_spans.read(ledger_words.visible(words(update.effective_message).text), context.today)
    wanted = _this_month(context) if told.span is None else Asked(told.period, told.span)
    if not (EARLIEST <= wanted.span.first <= context.today and wanted.span.days):
        raise Refusal("refusal/no_such_days")
    name = told.rest
    if not name:
        await _say(context, wanted if told.span else _this_month(context))
        return
    found = await context.read(figures_places.named, regions_of(context.desk, Action.SEE_FIGURES), name)
    if len(found) == 1:
        await _say(context, Asked(wanted.period, wanted.span, place=found[0]))
        return
    choices = [(each.name, Asked(wanted.period, wanted.span, place=each).data("show")) for each in found]
    await context.say("figures/which_place", keyboards.buttons([[one] for one in choices]), words=name,
                      found=len(found))  # fmt: skip


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Says the figures of another time, or broken down otherwise, in the same message."""
    told = await asked(context, more)
    await context.nod()
    values = await _values(context, told)
    await pages.turn(update, context, "figures/period", _buttons(context, told), **values)


async def export(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the workbook of the same figures."""
    told = await asked(context, more)
    await context.nod()
    values = await _values(context, told)
    title = context.label("figures.title", region=values["region"], period=values["period"], day=context.today)
    about = About(title, context.desk.name, context.now, await context.read(audit.stamp))
    content = await aside(figures_sheet, values["figures"], title, context.label("figures.note"), about)
    await context.hand_over(content, context.label("figures.file", **values), "figures/exported", **values)


async def _say(context: Context, told: Asked) -> None:
    await context.say("figures/period", _buttons(context, told), **await _values(context, told))


def _this_month(context: Context) -> Asked:
    return Asked(Period.MONTH, periods.span(Period.MONTH, context.today))


async def _values(context: Context, told: Asked) -> dict[str, Any]:
    where, span, read = reach(context, told), told.span, context.house.database.read_at_leisure
    counted: Figures = await read(
        figures.figures, context.profile, where.regions, where.level, span, context.today,
        context.house.is_workday, by_water=where.by_water, water_id=where.water_id,
    )  # fmt: skip
    shares = await read(
        tags.shares, where.regions, context.profile.issue_types, periods.moments(span, context.house.zone),
        context.today, where.water_id,
    )  # fmt: skip
    busy = [(name_of(line), line) for line in counted.lines if not line.is_quiet]
    quiet = [line for line in counted.lines if line.is_quiet and not line.own]
    parts = [name for name, _ in busy] + [line.name for line in quiet]
    return {
        "region": where.name,
        "period": told.words,
        "until": min(context.today, span.last),
        "running": span.last >= context.today,
        "today": context.today,
        "figures": counted,
        "shares": shares,
        "papers": await figures_parts.papers(context, told),
        "public": await figures_parts.public(context, told, where),
        "lines": busy[:MOST_LINES] if len(parts) > 1 else [],
        "left_out": max(0, len(busy) - MOST_LINES),
        "quiet": len(quiet) if len(parts) > 1 else 0,
        "quiet_owed": sum(line.required for line in quiet),
        "unit": context.label("figures.unit_water" if where.by_water else f"figures.unit_{where.level}"),
    }


def _buttons(context: Context, told: Asked) -> InlineKeyboardMarkup:
    choices = [
        (
            context.label(f"figures.{each}", chosen=each is told.period and told.span.holds(context.today)),
            told.at(each, periods.span(each, context.today)).data("show"),
        )
        for each in OFFERED
    ]
    export = (context.label("figures.export"), told.data("excel"))
    rows = [*keyboards.in_rows(choices, 3), _turns(context, told), _parts(context, told), [export]]
    return keyboards.buttons(row for row in rows if row)


def _turns(context: Context, told: Asked) -> list[Button]:
    if told.period is None:
        return []
    before = told.at(told.period, periods.preceding(told.period, told.span))
    turns = [(context.label("figures.turn_back"), before.data("show"))]
    if told.span.last < context.today:
        after = told.at(told.period, periods.following(told.period, told.span))
        turns.append((context.label("figures.turn_on"), after.data("show")))
    return turns


def _parts(context: Context, told: Asked) -> list[Button]:
    """By township, village or river; a river is broken down by its reaches only."""
    if told.place is not None and told.place.level is None:
        return []
    below = reach(context, Asked(told.period, told.span, Parts.BELOW, told.place)).level
    offered = [each for each in Parts if each is not Parts.VILLAGE or below is not Level.VILLAGE]
    return [
        (
            context.label(f"figures.by_{below if each is Parts.BELOW else each}", chosen=each is told.parts),
            Asked(told.period, told.span, each, told.place).data("show"),
        )
        for each in offered
    ]


DIALOG = Dialog(LIST, Action.SEE_FIGURES, show, {lookups.STEP: {Heard.WORDS: hear}}, lookup=True)
TAPS = Taps(NAME, {"show": (Action.SEE_FIGURES, turn), "excel": (Action.SEE_FIGURES, export)})
