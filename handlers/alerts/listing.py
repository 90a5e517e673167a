"""The alerts of an office's regions: those that are on, those that were; each opens with its buttons."""

from telegram import Update

from handlers import keyboards
from handlers.access import Action, regions_of, require_in
from handlers.context import Context
from rules.refusals import Refusal
from storage.alerts import reading
from storage.alerts.reading import AlertCard

TAPPED = "alert"
PAGE = 8


async def open_alerts(update: Update, context: Context) -> None:
    """Lists the alerts that are on, the gravest first."""
    await _say(context, 0)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Another page of them."""
    await context.nod()
    await _say(context, keyboards.number_in(more))


async def _say(context: Context, start: int) -> None:
    regions = regions_of(context.desk, Action.KEEP_ALERTS)
    cards = await context.read(reading.standing, regions, context.today)
    shown = cards[start : start + PAGE]
    rows = [[(_named(context, card), keyboards.data(TAPPED, "open", card.id))] for card in shown]
    if len(cards) > PAGE:
        after = start + PAGE if start + PAGE < len(cards) else 0
        rows.append([(context.label("alert.page", after=after), keyboards.data(TAPPED, "page", after))])
    rows.append([(context.label("alert.begin"), keyboards.data(TAPPED, "begin")),
                 (context.label("alert.gone"), keyboards.data(TAPPED, "gone"))])  # fmt: skip
    rules = context.profile.alerts
    await context.say("alert/list", keyboards.buttons(rows), cards=shown, total=len(cards), rules=rules,
                      today=context.today)  # fmt: skip


async def show_gone(update: Update, context: Context, more: list[str]) -> None:
    """The latest that were lifted or ran out."""
    regions = regions_of(context.desk, Action.KEEP_ALERTS)
    cards = await context.read(reading.gone, regions, context.today)
    await context.nod()
    await context.say("alert/gone", cards=cards)


async def open_card(update: Update, context: Context, more: list[str]) -> None:
    """One alert with what may be done with it."""
    card = await own(context, keyboards.number_in(more))
    await context.nod()
    rows = [[(context.label("alert.lift"), keyboards.data(TAPPED, "lift", card.id))]] if card.on else []
    await context.say("alert/card", keyboards.buttons(rows) if rows else None, card=card, today=context.today)


async def own(context: Context, alert_id: int) -> AlertCard:
    """An alert of the office's own regions; refuses any other."""
    card = await context.read(reading.card, alert_id, context.today)
    if card is None:
        raise Refusal("refusal/button_too_old")
    require_in(context.desk, Action.KEEP_ALERTS, card.region_path)
    return card


def _named(context: Context, card: AlertCard) -> str:
    return context.label("alert.named", colour=card.colour.value, card=card)
