"""A notice begun by hand for a period gone by, computed anew while it is a draft, or laid aside."""

from datetime import date

from telegram import Update

from handlers import keyboards
from handlers.circulars import card as cards_shown
from handlers.circulars.rights import button, issuing_seat, seen, visible
from handlers.context import Context
from handlers.keyboards import Button
from rules import periods
from rules.circulars import CircularRule, Form, in_force
from rules.periods import Period, Span
from rules.refusals import Refusal
from storage.circulars import cards, computing, drafting
from storage.circulars.computing import Computed
from storage.posts.desks import Seat

OFFERED = 3  # periods back of each kind


async def ask(update: Update, context: Context, more: list[str]) -> None:
    """Which period: the last ones that have no notice yet."""
    seat = _seat(context)
    rows: list[list[Button]] = []
    for form, period in dict.fromkeys((rule.form, rule.period) for rule in context.profile.circulars):
        begun = await context.read(cards.begun, seat.region_id, form, period)
        span = periods.span(period, context.today)
        for _ in range(OFFERED):
            span = periods.preceding(period, span)
            if span.first not in begun and in_force(context.profile.circulars, form, period, span.last):
                rows.append([button(context, "make", form, period, span.first.isoformat(),
                                    name=periods.name(period, span), form=form)])  # fmt: skip
    await context.nod()
    await context.say("circulars/ask_period", keyboards.buttons(rows) if rows else None, any=bool(rows))


async def make(update: Update, context: Context, more: list[str]) -> None:
    """Computes the period and lays the draft before the office."""
    rule, span = _asked(context, more)
    seat = _seat(context)
    told = await _computed(context, rule, span, seat.region_id)
    circular_id = await context.transact(drafting.begin, context.by(seat.post_id), told)
    if circular_id is None:
        raise Refusal("refusal/circular_begun", period=periods.name(rule.period, span), form=rule.form)
    await context.nod()
    await cards_shown.show(context, await visible(context, circular_id))


async def again(update: Update, context: Context, more: list[str]) -> None:
    """Computes the draft anew from the records of now; says what is different."""
    card, told_seen = await seen(context, more)
    told = await _computed(context, card.rule, card.span, card.circular.region_id)
    differences = await context.transact(drafting.compute_anew, context.by(), told_seen, told)
    await context.nod()
    await context.retire_buttons()
    card = await visible(context, card.id)
    await cards_shown.show(context, card, "circulars/computed_anew", differences=differences)


async def drop(update: Update, context: Context, more: list[str]) -> None:
    """作废: lays it aside; it can be begun anew."""
    card, told_seen = await seen(context, more)
    await context.transact(drafting.drop, context.by(), told_seen)
    await context.nod()
    await context.retire_buttons()
    await context.say("circulars/dropped", keyboards.menu(context), card=card)


async def _computed(context: Context, rule: CircularRule, span: Span, region_id: int) -> Computed:
    database = context.house.database  # on the readers' thread: a county's year takes seconds
    return await database.read_at_leisure(computing.compute, context.profile, rule, span, region_id, context.today,
                                          context.house.is_workday)  # fmt: skip


def _asked(context: Context, more: list[str]) -> tuple[CircularRule, Span]:
    try:
        form, period, first = Form(more[0]), Period(more[1]), date.fromisoformat(more[2])
    except (ValueError, IndexError):
        raise Refusal("refusal/button_too_old") from None
    span = periods.span(period, first)
    rule = in_force(context.profile.circulars, form, period, span.last)
    if rule is None or span.last >= context.today:
        raise Refusal("refusal/button_too_old")
    return rule, span


def _seat(context: Context) -> Seat:
    own = issuing_seat(context)
    if own is None:
        raise Refusal("refusal/circular_not_your_office", level=context.profile.level)
    return own
