"""专项行动: the campaigns one leads or is in, and one of them with what can be done there."""

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, may
from handlers.campaigns import rights
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages
from rules.campaigns import RATES_TOPIC, Standing
from storage.campaigns import opening, reading, taking_part
from storage.campaigns.reading import PAGE, CampaignCard

NAME = "campaign"
NAMED = 8


async def open_board(update: Update, context: Context) -> None:
    """Lists the campaigns; whoever is in just one and leads none sees that one at once."""
    found, total = await _found(context, 0)
    if total == 1 and not may(context.desk, Action.MANAGE_CAMPAIGN):
        await say_card(context, found[0].id)
        return
    await context.say("campaign/list", _list_keys(context, found, 0, total), found=found, total=total, first=1)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Another page of them."""
    (offset,) = ids(more, 1)
    await context.nod()
    found, total = await _found(context, offset)
    keyboard = _list_keys(context, found, offset, total)
    await pages.turn(update, context, "campaign/list", keyboard, found=found, total=total, first=offset + 1)


async def open_card(update: Update, context: Context, more: list[str]) -> None:
    """Shows a campaign."""
    (campaign_id,) = ids(more, 1)
    await context.nod()
    await say_card(context, campaign_id)


async def say_card(context: Context, campaign_id: int) -> None:
    """What it is about, till when, what one has done; with everything that can be done now."""
    campaign, enrolled = await rights.seen(context, campaign_id)
    part = await context.read(taking_part.own_part, campaign_id, context.person_id) if enrolled else None
    leads = rights.manages(context.desk, campaign.region_path)
    rows = [*(_member_rows(context, campaign) if enrolled else ()), *(_office_rows(context, campaign) if leads else ())]
    values = {"campaign": campaign, "part": part, "leads": leads, "most": NAMED, "today": context.today}
    await context.say("campaign/card", keyboards.buttons(rows) if rows else None, **values)


async def ask_close(update: Update, context: Context, more: list[str]) -> None:
    """Asks once more: who hears of it, and that it is for good."""
    campaign = await led(context, more)
    await context.nod()
    rows = [[button(context, "close", campaign.id), button(context, "keep", campaign.id)]]
    await context.say("campaign/ask_close", keyboards.buttons(rows), campaign=campaign, today=context.today)


async def close(update: Update, context: Context, more: list[str]) -> None:
    """Closes it; its members are told, its figures stay."""
    campaign = await led(context, more)
    closed = await context.transact(opening.close, context.by(), campaign.id, context.today)
    await context.nod()
    await context.retire_buttons()
    rows = [[button(context, "figures", closed.id), button(context, "excel", closed.id)]]
    await context.say("campaign/closed_now", keyboards.buttons(rows), campaign=closed)


async def led(context: Context, more: list[str]) -> CampaignCard:
    """The campaign of a button, if the person leads it; refuses else."""
    (campaign_id,) = ids(more[:1], 1)
    campaign = await context.read(reading.card, campaign_id, context.today)
    rights.require_managing(context.desk, campaign.region_path)
    return campaign


def button(context: Context, act: str, *more: object) -> Button:
    """A button of a campaign, its words named like the act."""
    told = "open" if act == "keep" else act
    return context.label(f"campaign.{act}"), keyboards.data(NAME, told, *more)


async def _found(context: Context, offset: int) -> tuple[list[CampaignCard], int]:
    regions = rights.regions(context.desk, Action.MANAGE_CAMPAIGN)
    return await context.read(reading.listed, regions, context.person_id, context.today, offset)


def _list_keys(context: Context, found: list[CampaignCard], offset: int, total: int) -> InlineKeyboardMarkup | None:
    openers = [
        (context.label("campaign.nth", n=n, name=each.name[:20]), keyboards.data(NAME, "open", each.id))
        for n, each in enumerate(found, start=offset + 1)
    ]
    turns = [
        (context.label(f"campaign.{key}"), keyboards.data(NAME, "list", to))
        for key, to in pages.beside(offset, PAGE, total)
    ]
    new = [button(context, "new")] if may(context.desk, Action.MANAGE_CAMPAIGN) else []
    rows = [row for row in (*([each] for each in openers), turns, new) if row]
    return keyboards.buttons(rows) if rows else None


def _member_rows(context: Context, campaign: CampaignCard) -> list[list[Button]]:
    if campaign.standing is not Standing.RUNNING:
        return []
    rows = [[button(context, "report", campaign.id)], [button(context, "visit", campaign.id)]]
    if RATES_TOPIC in campaign.topics:
        rows[1].append(button(context, "rates", campaign.id))
    return [*rows, [button(context, "opinion", campaign.id)]]


def _office_rows(context: Context, campaign: CampaignCard) -> list[list[Button]]:
    rows = [
        [button(context, "figures", campaign.id), button(context, "excel", campaign.id)],
        [button(context, "opinions", campaign.id, 0)],
    ]
    if campaign.standing is Standing.CLOSED:
        return rows
    edits = [
        (context.label(f"campaign.edit_{step}"), keyboards.data(NAME, "edit", campaign.id, step))
        for step in ("members", "waters", "until")
    ]
    return [*rows, edits, [button(context, "ask_close", campaign.id)]]
