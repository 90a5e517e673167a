"""Choosing the waters and the members of a campaign: by words, the whole committee, or a small workbook."""

from typing import Any

from telegram import Update

from documents.members_sheet import members_sheet
from handlers import keyboards, received
from handlers.campaigns.setup_asking import show
from handlers.context import Context, aside
from handlers.sheets import MOST_FAULTS
from handlers.wording import words
from rules.ledger_words import visible
from rules.refusals import Refusal
from storage import drafts
from storage.campaigns import choosing, member_book
from storage.campaigns.member_book import MEMBERS_SHEET
from storage.models import Draft
from storage.points import people as keeper_people
from storage.posts import people
from storage.roster import reading

MOST_MEMBERS = 500


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for a name; the only one found is taken at once. Name and number take somebody new as well."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said = visible(words(update.effective_message).text)
    if draft.step == "members" and (who := keeper_people.told(said)) is not None:
        person_id = await context.read(keeper_people.known, who)
        await _keep(
            context, draft, _with(draft, [person_id] if person_id else [], [list(who)] if not person_id else [])
        )
        return
    found = await _found(context, draft, said)
    if not found:
        await context.say("campaign/not_found", words=said, step=draft.step)
        await show(context, draft)
        return
    taken = _with(draft, found) if len(found) == 1 else {}
    await _keep(context, draft, {"found": found, "words": said} | taken)


async def pick(update: Update, context: Context, draft: Draft) -> None:
    """Takes one of those listed, or leaves it out again."""
    one, chosen = keyboards.number_in(keyboards.tapped(update)), list(draft.data[draft.step])
    if one not in chosen and one not in draft.data["found"]:
        raise Refusal("refusal/button_too_old")
    now = [each for each in chosen if each != one] if one in chosen else [*chosen, one]
    await _keep(context, draft, {draft.step: now, "offset": 0 if draft.data["offset"] >= len(now) else
                                 draft.data["offset"]}, again=True)  # fmt: skip


async def turn(update: Update, context: Context, draft: Draft) -> None:
    """Another page of those chosen, or from the search back to them."""
    offset = keyboards.number_in(keyboards.tapped(update))
    await _keep(context, draft, {"offset": offset, "found": [], "words": ""}, again=True)


async def take_committee(update: Update, context: Context, draft: Draft) -> None:
    """Takes all committee members of the region."""
    everybody = await context.read(choosing.committee, (draft.data["path"],), context.today)
    await _keep(context, draft, {"found": [], "words": "", "offset": 0} | _with(draft, everybody), again=True)


async def clear(update: Update, context: Context, draft: Draft) -> None:
    """Leaves out those who are not on the roster."""
    await _keep(context, draft, {"new": []}, again=True)


async def hand_over_sheet(update: Update, context: Context, draft: Draft) -> None:
    """Hands over the empty sheet to fill in."""
    await context.nod()
    content = await aside(members_sheet)
    await context.hand_over(content, context.label("campaign_setup.file"), "campaign/sheet")


async def take_sheet(update: Update, context: Context, draft: Draft) -> None:
    """Takes everybody on a filled sheet; with a fault in it nobody is taken, and all faults are said."""
    message = update.effective_message
    assert message is not None and message.document is not None  # noqa: S101, PT018 - only workbooks come here
    received.bounded(message.document)
    content = await context.house.keeper.fetch(message.document.file_id)
    book = await aside(reading.read, content, (MEMBERS_SHEET,))
    listed = await context.house.database.read_at_leisure(member_book.members_told, book)
    if listed.faults:
        await context.say("campaign/sheet_faults", faults=listed.faults, most=MOST_FAULTS)
        await show(context, draft)
        return
    new = [list(each) for each in listed.new]
    await _keep(context, draft, {"found": [], "offset": 0} | _with(draft, list(listed.known), new))


async def _found(context: Context, draft: Draft, said: str) -> list[int]:
    regions = (draft.data["path"],)
    if draft.step == "waters":
        waters, _ = await context.read(choosing.find_waters, regions, said)
        return [each.id for each in waters]
    somebody, _ = await context.read(people.find, regions, said, context.today)
    return [each.id for each in somebody]


def _with(draft: Draft, more: list[int], new: list[list[str]] | None = None) -> dict[str, Any]:
    """What is chosen with some more, each once."""
    chosen = list(dict.fromkeys([*draft.data[draft.step], *more]))
    told = [*draft.data["new"], *(each for each in new or [] if each not in draft.data["new"])]
    if len(chosen) + len(told) > MOST_MEMBERS:
        raise Refusal("refusal/campaign_too_large", most=MOST_MEMBERS)
    return {draft.step: chosen, "new": told}


async def _keep(context: Context, draft: Draft, said: dict[str, Any], *, again: bool = False) -> None:
    draft = await context.transact(drafts.hear, draft.id, context.now, **said)
    await context.nod()
    await show(context, draft, again=again)
