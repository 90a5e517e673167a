"""Recording a matter 重点事项: what a chief decided on a patrol, a river's key problem, a liaison unit's key task."""

from datetime import date, timedelta
from typing import Any

from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, give_up
from handlers.issues.rights import ids
from handlers.items import beginnings, listing
from handlers.items.asking import LATER, NAME, show, show_again
from handlers.wording import day_to_come, words
from rules.action_items import ItemKind, Question, next_question
from rules.refusals import Refusal
from storage import drafts
from storage.action_items import seats
from storage.action_items.recording import MOST_WORDS, NewItem, record
from storage.models import Draft


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Opens it: for a patrol or a river that is known, or asks for which."""
    kind, (known,) = listing.kind_in(more), ids(more[1:], 1)
    data: dict[str, Any] = {"kind": kind}
    if kind is ItemKind.TASK:
        data |= beginnings.of_task(context)
    elif known:
        known_as = beginnings.of_patrol if kind is ItemKind.FROM_PATROL else beginnings.of_water
        data |= await known_as(context, known)
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, next_question(data), context.now, **data
    )
    await context.nod()
    await show(context, draft)


async def choose_patrol(update: Update, context: Context, draft: Draft) -> None:
    """Takes the patrol and asks what was decided."""
    await _go_on(context, draft, **await beginnings.of_patrol(context, _tapped(update)))


async def choose_water(update: Update, context: Context, draft: Draft) -> None:
    """Takes the river and asks for the problem."""
    await _go_on(context, draft, **await beginnings.of_water(context, _tapped(update)))


async def choose_owner(update: Update, context: Context, draft: Draft) -> None:
    """Takes who carries it out."""
    owner = await context.read(seats.owner_in, _tapped(update), draft.data["scope"], context.today)
    if owner is None:
        raise Refusal("refusal/post_is_vacant")
    await _go_on(context, draft, owner=owner.post_id, owner_seat=owner.seat, chose_owner=True, search="", start=0)


async def turn_page(update: Update, context: Context, draft: Draft) -> None:
    """Other posts on the same message."""
    draft = await context.transact(drafts.hear, draft.id, context.now, start=_tapped(update))
    await context.nod()
    await show_again(context, draft)


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for a river or an owner by name."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = words(update.effective_message).text[:30]
    draft = await context.transact(drafts.hear, draft.id, context.now, search=told, start=0)
    await show(context, draft)


async def hear_title(update: Update, context: Context, draft: Draft) -> None:
    """Takes the words of the matter; said once more before it is recorded, they are put in place of the first."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = words(update.effective_message).text
    if len(told) > MOST_WORDS:
        await context.say("rectification/words_cut", most=MOST_WORDS)
    data = draft.data | {"title": told[:MOST_WORDS]}
    draft = await context.transact(drafts.hear, draft.id, context.now, next_question(data), title=told[:MOST_WORDS])
    await show(context, draft)


async def postpone(update: Update, context: Context, draft: Draft) -> None:
    """Takes a day from a button."""
    days = _tapped(update)
    if days not in LATER:
        raise Refusal("refusal/button_too_old")
    await _go_on(context, draft, due=(context.today + timedelta(days=days)).isoformat())


async def hear_day(update: Update, context: Context, draft: Draft) -> None:
    """Takes the day as typed."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    due = day_to_come(update.effective_message, context.today)
    told = {"due": due.isoformat()}
    draft = await context.transact(drafts.hear, draft.id, context.now, next_question(draft.data | told), **told)
    await show(context, draft)


async def ask_again_for(update: Update, context: Context, draft: Draft) -> None:
    """Back to one question; the answer given before stands until another is given."""
    step = "".join(keyboards.tapped(update)[-1:])
    if step not in (Question.TITLE, Question.DUE, Question.OWNER):
        raise Refusal("refusal/button_too_old")
    draft = await context.transact(drafts.hear, draft.id, context.now, step, search="", start=0)
    await context.nod()
    await show_again(context, draft)


async def put_on_record(update: Update, context: Context, draft: Draft) -> None:
    """Records it; its owner is told at once."""
    data = draft.data
    if next_question(data) is not Question.PREVIEW:
        raise Refusal("refusal/button_too_old")
    new = NewItem(
        kind=ItemKind(data["kind"]),
        title=data["title"],
        region_id=data["region_id"],
        water_id=data.get("water"),
        owner_post_id=data.get("owner"),
        patrol_id=data.get("patrol"),
        due_on=date.fromisoformat(data["due"]) if data.get("due") else None,
    )
    made = await context.transact(record, context.by(data["post_id"]), draft.id, new, context.today)
    await context.nod()
    await context.retire_buttons()
    known = made.item.patrol_id or made.item.water_id or 0
    rows = [
        [(context.label("items.one_more"), keyboards.data(listing.NAME, "new", new.kind, known))],
        [(context.label("items.to_list"), keyboards.data(listing.NAME, "list", new.kind, 0))],
    ]
    await context.say("items/recorded", keyboards.buttons(rows), card=made)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Records nothing."""
    await give_up(context, draft, "items/dropped")


async def _go_on(context: Context, draft: Draft, **told: Any) -> None:
    step = next_question(draft.data | told)
    draft = await context.transact(drafts.hear, draft.id, context.now, step, **told)
    await context.nod()
    await show_again(context, draft)


def _tapped(update: Update) -> int:
    return ids(keyboards.tapped(update), 1)[0]


DIALOG = Dialog(
    NAME,
    Action.SEE_ITEMS,
    show,
    {
        Question.WATER: {Heard.WORDS: search},
        Question.OWNER: {Heard.WORDS: search},
        Question.TITLE: {Heard.WORDS: hear_title},
        Question.DUE: {Heard.WORDS: hear_day},
        Question.PREVIEW: {Heard.WORDS: hear_title},
    },
    {
        "patrol": choose_patrol,
        "water": choose_water,
        "owner": choose_owner,
        "page": turn_page,
        "later": postpone,
        "ask": ask_again_for,
        "record": put_on_record,
        "drop": drop,
    },
)
