"""The figures of a campaign: one message to read on a phone, the same as a workbook."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from documents.campaign_sheet import campaign_sheet, name_of
from handlers import keyboards
from handlers.campaigns.board import button, led
from handlers.context import Context, aside
from storage.campaigns import figures
from storage.campaigns.reading import CampaignCard

MOST_LINES = 15
MOST_RATES = 6


async def show(update: Update, context: Context, more: list[str]) -> None:
    """Says the figures as they stand now."""
    campaign = await led(context, more)
    await context.nod()
    await context.say("campaign/figures", _keys(context, campaign), **await _values(context, campaign))


async def export(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the workbook of the same figures."""
    campaign = await led(context, more)
    await context.nod()
    values = await _values(context, campaign)
    title = context.label("campaign.title", campaign=campaign, day=context.today)
    content = await aside(campaign_sheet, values["figures"], title, context.label("campaign.note"))
    name = context.label("campaign.file", name=campaign.name, day=context.today)
    await context.hand_over(content, name, "campaign/exported", campaign=campaign)


async def _values(context: Context, campaign: CampaignCard) -> dict[str, Any]:
    counted = await context.house.database.read_at_leisure(figures.figures, campaign)
    return {
        "campaign": campaign,
        "figures": counted,
        "lines": [(name_of(line), line.count) for line in counted.lines[:MOST_LINES]],
        "left_out": max(0, len(counted.lines) - MOST_LINES),
        "rates": counted.rates[:MOST_RATES],
        "today": context.today,
    }


def _keys(context: Context, campaign: CampaignCard) -> InlineKeyboardMarkup:
    return keyboards.buttons([[button(context, "excel", campaign.id), button(context, "keep", campaign.id)]])
