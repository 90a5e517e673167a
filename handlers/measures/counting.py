"""统计: units, person-times and papers by kind for any period, in one message and as a sheet."""

from datetime import date
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from documents.measures.sheet import measures_sheet
from handlers import keyboards
from handlers.access import Action
from handlers.context import Context, aside
from handlers.dialogs import Dialog, Heard, ask, ask_again
from handlers.keyboards import Button
from handlers.measures import rights
from handlers.measures.home import ALL, narrowed
from handlers.measures.rights import LIST
from handlers.wording import words
from rules import periods
from rules.periods import Period, Span
from rules.refusals import Refusal
from rules.typed_spans import read
from storage import drafts
from storage.measures import counting, lists, paper_numbers
from storage.measures.lists import Asked
from storage.models import Draft

NAME = "measure_count"
_OFFERED = (Period.MONTH, Period.QUARTER, Period.HALF_YEAR, Period.YEAR)


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """This year's counts; another period by button or by typing it."""
    span = periods.span(Period.YEAR, context.today)
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, "at", context.now, **_data(Period.YEAR, span)
    )
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Says the counts of the draft's period."""
    values, keys = await _question(context, draft)
    await ask(context, draft, "measures/counts", keys, **values)


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Another period, as typed: 去年, 上半年, 1月1日到6月30日."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = read(words(update.effective_message).text, context.today)
    if told.span is None:
        raise Refusal("refusal/no_such_days")
    draft = await context.transact(drafts.hear, draft.id, context.now, **_data(told.period, told.span))
    await show(context, draft)


async def choose(update: Update, context: Context, draft: Draft) -> None:
    """Another period by its button, in the same message."""
    word = "".join(keyboards.tapped(update)[-1:])
    if word not in _OFFERED:
        raise Refusal("refusal/button_too_old")
    period = Period(word)
    told = _data(period, periods.span(period, context.today))
    draft = await context.transact(drafts.hear, draft.id, context.now, **told)
    await context.nod()
    values, keys = await _question(context, draft)
    await ask_again(context, draft, "measures/counts", keys, **values)


async def export(update: Update, context: Context, draft: Draft) -> None:
    """Hands over every measure of the period as a sheet, with the counts."""
    span, sight = _span(draft), rights.sight(context.desk)
    leisure = context.house.database.read_at_leisure
    found, _ = await leisure(lists.page, Asked(sight, span=span), 0, None)
    counts = await context.read(counting.counted, sight, span)
    numbers = await leisure(paper_numbers.by_measure, [each.id for each in found])
    content = await aside(measures_sheet, found, counts, numbers, draft.data["name"], context.today)
    await context.nod()
    name = context.label("measures.file", period=draft.data["name"])
    await context.hand_over(content, name, "measures/exported", total=len(found), period=draft.data["name"])


async def _question(context: Context, draft: Draft) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    counts = await context.read(counting.counted, rights.sight(context.desk), _span(draft))
    row: list[Button] = [
        (context.label("measures.period", period=each, chosen=draft.data["period"] == each),
         keyboards.data(NAME, "period", draft.id, each))
        for each in _OFFERED
    ]  # fmt: skip
    kinds = [
        (context.label("measures.of_kind", one=each),
         keyboards.data(LIST, "list", ALL, 0, *narrowed(each.kind, _span(draft))))
        for each in counts
    ]  # fmt: skip
    export_it = [(context.label("measures.sheet"), keyboards.data(NAME, "sheet", draft.id))]
    back = [(context.label("measures.show_all"), keyboards.data(LIST, "list", ALL, 0))]
    keys = keyboards.buttons([*keyboards.in_rows(kinds, 2), *keyboards.in_rows(row, 2), export_it, back])
    return {"counts": counts, "name": draft.data["name"]}, keys


def _data(period: Period | None, span: Span) -> dict[str, Any]:
    return {"period": period, "first": span.first.isoformat(), "last": span.last.isoformat(),
            "name": periods.name(period, span)}  # fmt: skip


def _span(draft: Draft) -> Span:
    return Span(date.fromisoformat(draft.data["first"]), date.fromisoformat(draft.data["last"]))


DIALOG = Dialog(
    NAME, Action.ORDER_MEASURE, show, {"at": {Heard.WORDS: hear}}, {"period": choose, "sheet": export}, lookup=True
)
