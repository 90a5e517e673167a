"""通报: how often who was named in a period, the notices, and where one is begun by hand."""

from datetime import datetime
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, may, regions_of
from handlers.circulars.rights import button, issuing_seat
from handlers.context import Context
from handlers.dialogs import Dialog, Heard
from handlers.office import scope
from handlers.wording import bounded, words
from rules import periods, typed_spans
from rules.periods import Period
from storage import drafts, lookups
from storage.circulars import cards, counting
from storage.models import Draft

NAME = "circulars"
MOST_TOWNS = 8
MOST_AGAIN = 5


async def open_home(update: Update, context: Context) -> None:
    """Shows this year's counts and the notices; listens for another period. A period may follow the command."""
    message = update.effective_message
    said = bounded((message.text or "").partition(" ")[2] if message else "").text
    asked = said if typed_spans.read(said, context.today).span else ""
    draft = await context.transact(
        lookups.open_lookup, context.desk.chat_id, context.person_id, NAME, context.now, words=asked
    )
    await show(context, draft)


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Counts another period, as typed: 2026年上半年, 三季度, 去年."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    said = words(update.effective_message).text
    if typed_spans.read(said, context.today).span is None:
        await context.say("circulars/no_period", _keys(context, []))
        return
    draft = await context.transact(drafts.hear, draft.id, context.now, words=said)
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Says the counts of the period asked for."""
    regions = regions_of(context.desk, Action.SEE_PAPERS)
    name, moments = _period(context, draft.data.get("words", ""))
    lines = await context.read(cards.listed, regions)
    told: dict[str, Any] = {
        "region": scope.region_names(context.desk, Action.SEE_PAPERS),
        "period": name,
        "counts": await context.read(counting.counts, regions, moments),
        "towns": MOST_TOWNS,
        "again": MOST_AGAIN,
        "lines": lines,
        "issues_own": any(seat.level.rank <= context.profile.level.rank
                          for seat in context.desk.seats),
    }  # fmt: skip
    await context.say("circulars/home", _keys(context, lines), **told)


def _period(context: Context, said: str) -> tuple[str, tuple[datetime, datetime]]:
    period, span, _ = typed_spans.read(said, context.today)
    if span is None:
        period, span = Period.YEAR, periods.span(Period.YEAR, context.today)
    return periods.name(period, span), periods.moments(span, context.house.zone)


def _keys(context: Context, lines: list[cards.CircularLine]) -> InlineKeyboardMarkup | None:
    openers = [(context.label("circulars.line", line=line), keyboards.data("circular", "open", line.id))
               for line in lines]  # fmt: skip
    rows = [[each] for each in openers]
    if may(context.desk, Action.DRAFT_PAPER) and issuing_seat(context):
        rows.append([button(context, "begin")])
    return keyboards.buttons(rows) if rows else None


DIALOG = Dialog(NAME, Action.SEE_PAPERS, show, {lookups.STEP: {Heard.WORDS: search}}, lookup=True)
