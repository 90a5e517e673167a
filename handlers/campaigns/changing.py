"""A campaign that is open already: other members, other waters, another last day."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers.campaigns import board
from handlers.campaigns.ending import conclude
from handlers.campaigns.setup_asking import NAME, show
from handlers.context import Context
from rules.refusals import Refusal
from storage import drafts
from storage.campaigns import opening, reading
from storage.models import Draft
from storage.points.people import Told

CHANGES = ("members", "waters", "until")


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks for what shall be changed, with what stands there now."""
    if len(more) != 2 or more[1] not in CHANGES:
        raise Refusal("refusal/button_too_old")
    campaign = await board.led(context, more)
    members = list(await context.read(reading.member_ids, campaign.id))
    waters = [water_id for water_id, _ in campaign.waters]
    known: dict[str, Any] = {
        "campaign_id": campaign.id, "region_id": campaign.region_id, "path": campaign.region_path,
        "name": campaign.name, "from_on": campaign.from_on.isoformat(), "until_on": campaign.until_on.isoformat(),
        "waters": waters, "members": members, "new": [], "found": [], "words": "", "offset": 0,
        "had": members if more[1] == "members" else waters,
    }  # fmt: skip
    chat_id, person_id = context.desk.chat_id, context.person_id
    draft = await context.transact(drafts.begin, chat_id, person_id, NAME, more[1], context.now, **known)
    await context.nod()
    await show(context, draft)


async def save(context: Context, draft: Draft) -> None:
    """Keeps the members or waters as they were chosen; who comes in or goes out is told."""
    had, now = set(draft.data["had"]), set(draft.data[draft.step])
    campaign_id, new = draft.data["campaign_id"], [Told(*each) for each in draft.data["new"]]

    def change(session: Session) -> None:
        if draft.step == "waters":
            opening.change_waters(session, context.by(), campaign_id, now - had, had - now)
        else:
            opening.change_members(session, context.by(), campaign_id, now - had, had - now, new, context.today)

    await conclude(context, draft, change)
    await _say(context, campaign_id)


async def extend(context: Context, draft: Draft, until_on: date) -> None:
    """Keeps another last day; every member is told."""
    campaign_id, seen = draft.data["campaign_id"], date.fromisoformat(draft.data["until_on"])

    def change(session: Session) -> None:
        opening.extend(session, context.by(), campaign_id, until_on, seen, context.today)

    await conclude(context, draft, change)
    await _say(context, campaign_id)


async def _say(context: Context, campaign_id: int) -> None:
    await context.nod()
    await context.retire_buttons()
    await board.say_card(context, campaign_id)
