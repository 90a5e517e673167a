"""A member takes part: reports an issue under a campaign, notes a visit with nothing found, or the three rates 三率.

Keys of a visit's `draft.data`: campaign_id, name (of the campaign), wants_rates, water_id, water (its name), rates
[three numbers or None], place [lat, lon], words, found (ids that a search found).
"""

from typing import Any

from telegram import Update

from handlers import keyboards, received
from handlers.access import Action
from handlers.campaigns import board
from handlers.campaigns.ending import conclude
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, ask_again, give_up, step_on
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.report import dialog as report
from handlers.report.hearing import speaker
from handlers.tapping import at_step
from handlers.wording import words
from rules.campaigns import read_rates
from rules.ledger_words import visible
from rules.refusals import Refusal
from rules.sources import Source
from storage import drafts
from storage.campaigns import choosing, taking_part
from storage.campaigns.reading import CampaignCard
from storage.models import Draft
from storage.reports import making

NAME = "campaign_visit"
MOST_WATERS = 12


async def begin_report(update: Update, context: Context, more: list[str]) -> None:
    """Opens the report that everybody knows, in the name of the campaign."""
    campaign = await _running(context, more)
    known: dict[str, Any] = {
        "source": Source.CAMPAIGN,
        "campaign_id": campaign.id,
        "under": campaign.name,
        "back": ["campaign.open", keyboards.data(board.NAME, "open", campaign.id)],
    }
    if len(campaign.waters) == 1:
        known["water_id"] = campaign.waters[0][0]
    draft = await context.transact(making.open_report, context.by(), speaker(update, context), **known)
    await context.nod()
    await report.show(context, draft)


async def begin_visit(update: Update, context: Context, more: list[str]) -> None:
    """Asks which river it was."""
    await _begin(context, await _running(context, more), wants_rates=False)


async def begin_rates(update: Update, context: Context, more: list[str]) -> None:
    """Asks which river the rates are of."""
    await _begin(context, await _running(context, more), wants_rates=True)


async def show(context: Context, draft: Draft, *, again: bool = False) -> None:
    """Asks what is not told yet: the river, the rates, then what there was to see."""
    rows = [[each] for each in await _choices(context, draft)] if draft.step == "water" else []
    if draft.step == "look":
        rows = [[_button(context, draft, "done", label="done_rates" if draft.data["wants_rates"] else "done")]]
    rows.append([_button(context, draft, "drop")])
    if draft.step == "look" and not again:
        await context.say("campaign/visit_place", keyboards.place_request(context))
    say = ask_again if again else ask
    await say(context, draft, f"campaign/visit_{draft.step}", keyboards.buttons(rows), data=draft.data)


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for a river of the campaign by its name."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said = visible(words(update.effective_message).text)
    campaign = await context.read(taking_part.running, draft.data["campaign_id"], context.person_id, context.today)
    within = [water_id for water_id, _ in campaign.waters]
    found, _ = await context.read(choosing.find_waters, (campaign.region_path,), said, within)
    if not found:
        await context.say("campaign/not_found", words=said, step="waters")
        await show(context, draft)
        return
    known = [each.id for each in found]
    await show(context, await context.transact(drafts.hear, draft.id, context.now, found=known))


async def take_water(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the river and asks what comes next."""
    water_id = keyboards.number_in(keyboards.tapped(update))
    names = {each.id: each.name for each in await _listed(context, draft)}
    if water_id not in names:
        raise Refusal("refusal/button_too_old")
    await _keep(context, draft, _after_water(draft.data), water_id=water_id, water=names[water_id])


async def hear_rates(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the three rates as typed and asks what there was to see."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    await _keep(context, draft, "look", rates=list(read_rates(words(update.effective_message).text)))


async def take_place(update: Update, context: Context, draft: Draft) -> None:
    """Keeps where it was."""
    assert update.effective_message is not None  # noqa: S101 - only places come here
    await _look_on(context, draft, place=list(received.place(update.effective_message)))


async def hear_words(update: Update, context: Context, draft: Draft) -> None:
    """Keeps what was seen."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    await _look_on(context, draft, words=words(update.effective_message).text)


async def done(update: Update, context: Context, draft: Draft) -> None:
    """Notes the visit."""
    by, today = context.by(), context.today
    await conclude(context, draft, lambda session: taking_part.record_visit(session, by, draft.id, today))
    await context.nod()
    await context.retire_buttons()
    await context.say("campaign/visited", keyboards.menu(context), data=draft.data)
    await board.say_card(context, draft.data["campaign_id"])


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves without noting anything."""
    await give_up(context, draft, "campaign/not_visited")


async def _running(context: Context, more: list[str]) -> CampaignCard:
    (campaign_id,) = ids(more, 1)
    return await context.read(taking_part.running, campaign_id, context.person_id, context.today)


async def _begin(context: Context, campaign: CampaignCard, *, wants_rates: bool) -> None:
    known: dict[str, Any] = {"campaign_id": campaign.id, "name": campaign.name, "wants_rates": wants_rates}
    known |= {"rates": None, "place": None, "words": "", "found": []}
    step = "water"
    if len(campaign.waters) == 1:
        known["water_id"], known["water"] = campaign.waters[0]
        step = _after_water(known)
    chat_id, person_id = context.desk.chat_id, context.person_id
    draft = await context.transact(drafts.begin, chat_id, person_id, NAME, step, context.now, **known)
    await context.nod()
    await show(context, draft)


def _after_water(data: dict[str, Any]) -> str:
    return "rates" if data["wants_rates"] else "look"


async def _keep(context: Context, draft: Draft, step: str, **said: Any) -> None:
    await show(context, await step_on(context, draft, step, **said))


async def _look_on(context: Context, draft: Draft, **said: Any) -> None:
    heard = await context.transact(drafts.hear, draft.id, context.now, **said)
    await show(context, heard, again=True)


async def _listed(context: Context, draft: Draft) -> list[choosing.Choice]:
    found = draft.data.get("found")
    if found:
        return await context.read(choosing.waters, found)
    campaign = await context.read(taking_part.running, draft.data["campaign_id"], context.person_id, context.today)
    return [choosing.Choice(*each, "") for each in campaign.waters[:MOST_WATERS]]


async def _choices(context: Context, draft: Draft) -> list[Button]:
    return [
        _button(context, draft, "water", each.id, name=each.name, beside=each.beside)
        for each in await _listed(context, draft)
    ]


def _button(context: Context, draft: Draft, act: str, *more: object, label: str = "", **values: object) -> Button:
    return context.label(f"campaign_visit.{label or act}", **values), keyboards.data(NAME, act, draft.id, *more)


_PLACES = {Heard.PLACE: take_place, Heard.LIVE: take_place}
DIALOG = Dialog(
    NAME,
    Action.TAKE_PART,
    show,
    {"water": {Heard.WORDS: search}, "rates": {Heard.WORDS: hear_rates}, "look": {Heard.WORDS: hear_words} | _PLACES},
    {"water": at_step("water", hear=take_water), "done": at_step("look", hear=done), "drop": drop},
)
