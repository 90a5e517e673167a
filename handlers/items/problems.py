"""A river's key problems 流域突出问题 to its chief: a look at the message first, one tap sends it; linking issues."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, let_go
from handlers.issues.rights import ids
from handlers.items.item import say_card, seen
from handlers.items.listing import NAME
from handlers.items.rights import keeper
from handlers.wording import words
from rules.ledger_words import visible
from rules.numbering import issue_numbers_in
from rules.refusals import Refusal
from storage import drafts
from storage.action_items import key_problems, sources
from storage.models import Draft
from storage.posts.desks import Seat

LINKING = "item_link"


async def preview(update: Update, context: Context, more: list[str]) -> None:
    """Shows what the chief of the river would read, and to whom it goes."""
    (water_id,) = ids(more, 1)
    await _keeper(context, water_id)
    made = await context.read(key_problems.brief, water_id, context.today)
    if not made.problems:
        raise Refusal("refusal/no_key_problems")
    if not made.chiefs:
        raise Refusal("refusal/no_chief_of_river", water=made.water)
    names = [name for _, name in made.chiefs]
    key = (context.label("items.send_now", names=names), keyboards.data(NAME, "send", water_id, made.stamp))
    await context.nod()
    await context.say("items/preview_problems", keyboards.buttons([[key]]), names=names, **key_problems.told(made))


async def send(update: Update, context: Context, more: list[str]) -> None:
    """Sends it, if it still is the list that was looked at."""
    water_id, stamp = ids(more, 2)
    seat = await _keeper(context, water_id)
    sender = seat.unit_name or seat.title or seat.region_name
    made = await context.transact(key_problems.send, context.by(seat.post_id), water_id, stamp, context.today, sender)
    await context.nod()
    await context.retire_buttons()
    names = [name for _, name in made.chiefs]
    await context.say("items/problems_sent", keyboards.menu(context), names=names, total=len(made.problems),
                      water=made.water)  # fmt: skip


async def begin_linking(update: Update, context: Context, more: list[str]) -> None:
    """Asks for the numbers of the issues that show this problem."""
    card = await seen(context, ids(more, 1)[0])
    if keeper(context.desk, card.region_path, card.water_path) is None:
        raise Refusal("refusal/not_your_matter")
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, LINKING, "numbers", context.now,
        item_id=card.item.id, title=card.entry.title,
    )  # fmt: skip
    await context.nod()
    await show_linking(context, draft)


async def show_linking(context: Context, draft: Draft) -> None:
    """The question of numbers."""
    key = (context.label("items.cancel"), keyboards.data(LINKING, "cancel", draft.id))
    await ask(context, draft, "items/ask_issues", keyboards.buttons([[key]]), title=draft.data["title"])


async def take_numbers(update: Update, context: Context, draft: Draft) -> None:
    """Links the issues and says which numbers are none of this river or region."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = visible(words(update.effective_message).text)
    numbers = issue_numbers_in(told, context.profile.number_prefix)
    if not numbers:
        raise Refusal("refusal/no_issue_numbers")
    regions = regions_of(context.desk, Action.KEEP_KEY_LISTS)

    def link(session: Session) -> key_problems.Linked:
        made = key_problems.link(session, context.by(), draft.data["item_id"], numbers, regions)
        if made.linked:
            drafts.close(session, draft.id)
        return made

    made = await context.transact(link)
    await context.say("items/linked", linked=made.linked, unknown=made.unknown)
    if made.linked:
        await say_card(context, await seen(context, draft.data["item_id"]))


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Links nothing."""
    card = await seen(context, draft.data["item_id"])
    await let_go(context, draft)
    await say_card(context, card)


async def _keeper(context: Context, water_id: int) -> Seat:
    seat = keeper(context.desk, *await context.read(sources.paths_of, water_id))
    if seat is None:
        raise Refusal("refusal/not_your_region")
    return seat


DIALOG = Dialog(
    LINKING, Action.KEEP_KEY_LISTS, show_linking, {"numbers": {Heard.WORDS: take_numbers}}, {"cancel": cancel}
)
