"""Ordering a measure: whom, why, by whom; looked at as a whole, then recorded and told in one transaction."""

import re
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, give_up
from handlers.issues.rights import ids
from handlers.measures import clues
from handlers.measures.card import say_card
from handlers.measures.ordering_asks import (
    MOST_POSTS,
    NAME,
    OFFICE_ITSELF,
    chosen,
    hosts,
    next_step,
    show,
    show_again,
)
from handlers.wording import day_to_come, words
from rules.measures import MeasureKind
from rules.refusals import Refusal
from storage import drafts
from storage.measures import cards
from storage.measures.recording import Order, about, order
from storage.models import Draft, Measure

_NUMBER = re.compile(r"20\d\d-\d{4,6}")


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for people, units, posts by name."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = words(update.effective_message).text[:30]
    await show(context, await context.transact(drafts.hear, draft.id, context.now, search=told))


async def toggle(update: Update, context: Context, draft: Draft) -> None:
    """Takes one more, or takes one out."""
    (post_id,) = ids(keyboards.tapped(update), 1)
    posts = [each for each in draft.data["posts"] if each != post_id]
    if len(posts) == len(draft.data["posts"]) and len(posts) < MOST_POSTS:
        posts.append(post_id)
    draft = await context.transact(drafts.hear, draft.id, context.now, posts=posts)
    await context.nod()
    await show_again(context, draft)


async def take_as(update: Update, context: Context, draft: Draft) -> None:
    """About the persons, or about their units."""
    (as_unit,) = ids(keyboards.tapped(update), 1)
    await _go_on(context, draft, as_unit=bool(as_unit))


async def hear_why(update: Update, context: Context, draft: Draft) -> None:
    """Takes the reason; issues that it names become evidence."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = words(update.effective_message).text
    evidence = dict(draft.data.get("evidence") or {})
    named = list(dict.fromkeys([*evidence.get("issues", ()), *_NUMBER.findall(told)]))
    evidence |= {"issues": named} if named else {}
    draft = await _heard(context, draft, why=told, evidence=evidence)
    await show(context, draft)


async def hear_due(update: Update, context: Context, draft: Draft) -> None:
    """Takes another day than the rule's."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    draft = await _heard(context, draft, due=day_to_come(update.effective_message, context.today).isoformat())
    await show(context, draft)


async def take_host(update: Update, context: Context, draft: Draft) -> None:
    """Takes whom to ask, or the office itself."""
    (post_id,) = ids(keyboards.tapped(update), 1)
    if post_id != OFFICE_ITSELF and post_id not in {each.post_id for each in await hosts(context, draft)}:
        raise Refusal("refusal/superior_has_left")
    await _go_on(context, draft, superior=post_id, search="")


async def take_body(update: Update, context: Context, draft: Draft) -> None:
    """Takes to whom the clues are handed over."""
    (place,) = ids(keyboards.tapped(update), 1)
    bodies = context.profile.ladder.bodies
    if place >= len(bodies):
        raise Refusal("refusal/button_too_old")
    await _go_on(context, draft, body=bodies[place])


async def ask_for(update: Update, context: Context, draft: Draft) -> None:
    """Back to one question; the answer given before stands until another is given."""
    step = "".join(keyboards.tapped(update)[-1:])
    if step not in ("why", "due", "superior"):
        raise Refusal("refusal/button_too_old")
    draft = await context.transact(drafts.hear, draft.id, context.now, step, search="")
    await context.nod()
    await show_again(context, draft)


async def put_on_record(update: Update, context: Context, draft: Draft) -> None:
    """Records it; the superior is asked, or who it is about hears it; clues get their numbered letter."""
    data, today, is_workday = draft.data, context.today, context.house.is_workday
    if next_step(data) != "preview":
        raise Refusal("refusal/button_too_old")
    told, by = await _order(context, draft), context.by(data["post_id"])
    ladder = context.profile.ladder
    letter = await clues.prepared(context, told, data["posts"][0]) if told.kind is MeasureKind.CLUES else None

    def record(session: Session) -> list[Measure]:
        made = order(session, by, ladder, told, today, is_workday)
        if letter is not None and made:
            letter.send(session, by, made[0], today)
        drafts.close(session, draft.id)
        return made

    made = await context.transact(record)
    await context.nod()
    await context.retire_buttons()
    if not made:
        raise Refusal("refusal/measure_ordered_already")
    await context.say("measures/ordered", keyboards.menu(context), made=made, first=made[0])
    await say_card(context, await context.read(cards.card, made[0].id, today))


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Orders nothing."""
    await give_up(context, draft, "measures/left")


async def _order(context: Context, draft: Draft) -> Order:
    data = draft.data
    found = await chosen(context, draft)
    if len(found) < len(data["posts"]):
        raise Refusal("refusal/post_is_vacant")
    origin = {"origin": data["origin"]} if data.get("origin") else {}
    return Order(
        kind=MeasureKind(data["kind"]), region_id=data["region_id"], office_post_id=data["post_id"],
        about=[about(each, data["as_unit"], **origin) for each in found], reason=data["why"],
        due_on=date.fromisoformat(data["due"]) if data.get("due") else None, evidence=data.get("evidence") or {},
        superior_post_id=data.get("superior") or None, previous_id=data.get("previous"), body=data.get("body") or "",
    )  # fmt: skip


async def _heard(context: Context, draft: Draft, **told: Any) -> Draft:
    step = next_step(draft.data | told)
    return await context.transact(drafts.hear, draft.id, context.now, step, **({"search": ""} | told))


async def _go_on(context: Context, draft: Draft, **told: Any) -> None:
    draft = await _heard(context, draft, **told)
    await context.nod()
    await show_again(context, draft)


DIALOG = Dialog(
    NAME,
    Action.ORDER_MEASURE,
    show,
    {
        "posts": {Heard.WORDS: search},
        "why": {Heard.WORDS: hear_why},
        "due": {Heard.WORDS: hear_due},
        "superior": {Heard.WORDS: search},
        "preview": {Heard.WORDS: hear_why},
    },
    {
        "post": toggle, "as": take_as, "host": take_host, "body": take_body, "ask": ask_for, "order": put_on_record,
        "drop": drop,
    },
)  # fmt: skip
