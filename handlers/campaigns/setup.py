"""An office opens a campaign 专项行动: name, days, rivers, topics, members, yes; or changes one of these later.

Keys of `draft.data`: campaign_id (None while it is new), region_id, path, name, from_on, until_on, waters, topics,
members (ids), new ([name, phone]: people who come on the roster by it), found (ids that a search found), total,
words (what was searched), offset (of the page of those chosen), whole (all was told once: each change leads back to
the preview), had (what stood there when a change began).
"""

from datetime import date

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.campaigns import board, changing, choosing, rights, setup_days
from handlers.campaigns.setup_asking import NAME, STEPS, following, show
from handlers.context import Context
from handlers.dialogs import Dialog, Hear, Heard, give_up, open_dialog, step_on
from handlers.office import scope
from handlers.tapping import at_step
from handlers.wording import words
from rules.campaigns import LONGEST_NAME, own_topics, topics
from rules.ledger_words import visible
from rules.refusals import Refusal
from storage import drafts
from storage.campaigns import opening
from storage.campaigns.opening import Wanted
from storage.models import Draft
from storage.points.people import Told


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Opens the dialog and asks for the name."""
    seat = scope.highest(context.desk, Action.MANAGE_CAMPAIGN)
    empty: dict[str, list[int]] = {key: [] for key in ("waters", "topics", "members", "new", "found")}
    known = {"campaign_id": None, "region_id": seat.region_id, "path": seat.region_path, "words": "", "offset": 0}
    draft = await open_dialog(context, NAME, STEPS[0], **empty, **known)
    await context.nod()
    await show(context, draft)


async def take_name(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the name, which no other campaign of this office has, and asks for the first day."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    name = visible(words(update.effective_message).text)[:LONGEST_NAME]

    def keep(session: Session) -> Draft:
        opening.check_name(session, draft.data["region_id"], name)
        return drafts.hear(session, draft.id, context.now, following(draft, "from"), name=name)

    await show(context, await context.transact(keep))


async def toggle_topic(update: Update, context: Context, draft: Draft) -> None:
    """Takes a topic of the profile, or leaves it out again."""
    offered = topics(context.profile.issue_types)
    place = keyboards.number_in(keyboards.tapped(update))
    if place >= len(offered):
        raise Refusal("refusal/button_too_old")
    chosen = list(draft.data["topics"])
    changed = [each for each in chosen if each != offered[place]]
    now = changed if len(changed) < len(chosen) else [*chosen, offered[place]]
    draft = await context.transact(drafts.hear, draft.id, context.now, topics=now)
    await context.nod()
    await show(context, draft, again=True)


async def hear_topics(update: Update, context: Context, draft: Draft) -> None:
    """Topics in own words."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    chosen = own_topics(visible(words(update.effective_message).text), draft.data["topics"])
    await show(context, await context.transact(drafts.hear, draft.id, context.now, topics=chosen))


async def go_on(update: Update, context: Context, draft: Draft) -> None:
    """From what was chosen to the next question; a change of a campaign that is open already is kept."""
    if draft.step == "members" and not (draft.data["members"] or draft.data["new"]):
        raise Refusal("refusal/campaign_without_members")
    if draft.step == "topics" and not draft.data["topics"]:
        raise Refusal("refusal/campaign_without_topics")
    if draft.data["campaign_id"] is not None:
        await changing.save(context, draft)
        return
    after = following(draft, STEPS[STEPS.index(draft.step) + 1])
    whole = bool(draft.data.get("whole")) or after == "confirm"
    blank = {"found": [], "words": "", "offset": 0, "whole": whole}
    await show(context, await step_on(context, draft, after, **blank))


async def go_back(update: Update, context: Context, draft: Draft) -> None:
    """From the preview to one of the questions."""
    step = keyboards.word_tapped(update)
    if step not in STEPS[:-1]:
        raise Refusal("refusal/button_too_old")
    await show(context, await step_on(context, draft, step))


async def publish(update: Update, context: Context, draft: Draft) -> None:
    """Opens the campaign; every member is told."""
    data = draft.data
    days = date.fromisoformat(data["from_on"]), date.fromisoformat(data["until_on"])
    new = [Told(*each) for each in data["new"]]
    wanted = Wanted(data["name"], data["region_id"], data["topics"], *days, data["waters"], data["members"], new)
    rights.require_managing(context.desk, data["path"])

    def open_(session: Session) -> int:
        drafts.close(session, draft.id)
        return opening.open_campaign(session, context.by(), wanted, context.today)

    campaign_id = await context.transact(open_)
    await context.nod()
    await context.retire_buttons()
    await context.say("campaign/opened", keyboards.menu(context), name=wanted.name)
    await board.say_card(context, campaign_id)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves everything as it is."""
    await give_up(context, draft, "campaign/not_changed", new=draft.data["campaign_id"] is None)


_CHOOSING = ("waters", "members")
_TAPS: dict[str, Hear] = {
    "day": at_step("from", "until", hear=setup_days.take_day),
    "topic": at_step("topics", hear=toggle_topic),
    "pick": at_step(*_CHOOSING, hear=choosing.pick),
    "page": at_step(*_CHOOSING, hear=choosing.turn),
    "every": at_step("members", hear=choosing.take_committee),
    "none": at_step("members", hear=choosing.clear),
    "sheet": at_step("members", hear=choosing.hand_over_sheet),
    "next": at_step("waters", "topics", "members", hear=go_on),
    "back": at_step("confirm", hear=go_back),
    "publish": at_step("confirm", hear=publish),
    "drop": drop,
}
DIALOG = Dialog(
    NAME,
    Action.MANAGE_CAMPAIGN,
    show,
    {
        "name": {Heard.WORDS: take_name},
        "from": {Heard.WORDS: setup_days.hear_day},
        "until": {Heard.WORDS: setup_days.hear_day},
        "waters": {Heard.WORDS: choosing.search},
        "topics": {Heard.WORDS: hear_topics},
        "members": {Heard.WORDS: choosing.search, Heard.WORKBOOK: choosing.take_sheet},
    },
    _TAPS,
)
