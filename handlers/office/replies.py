"""Adding and changing ready words 常用语: for which type of issue, then the words."""

from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, Taps, ask, let_go, step_on
from handlers.issues.rights import ids
from handlers.office import ready_words
from handlers.office.replies_list import (
    TAP,
    act_of,
    asked,
    back_to_acts,
    bring_back,
    found_in,
    list_act,
    open_replies,
    remove,
    seat_of,
    show_act,
    show_one,
    type_words,
)
from handlers.wording import words
from rules.issue_states import Act
from rules.short_names import short_name
from storage import drafts
from storage.models import Draft
from storage.office import replies

__all__ = ["DIALOG", "TAPS", "open_replies"]
NAME = "replies"


async def add(update: Update, context: Context, more: list[str]) -> None:
    """Asks for a new sentence; for a requirement, of which type of issue first."""
    act = act_of(more)
    await _begin(context, "type" if act is Act.ASSIGN else "words", deed=act, ref="", kind=None, before="")


async def edit(update: Update, context: Context, more: list[str]) -> None:
    """Asks how a sentence shall read."""
    act, ready = await asked(context, more)
    await _begin(context, "words", deed=act, ref=more[1], kind=ready.type, before=ready.words)


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    title = context.label(f"replies.{draft.data['deed']}")
    out = [(context.label("replies.cancel"), keyboards.data(NAME, "cancel", draft.id))]
    if draft.step == "type":
        types = context.profile.issue_types
        keys = [(short_name(one.name), keyboards.data(NAME, "type", draft.id, n)) for n, one in enumerate(types)]
        every = [(context.label("replies.any_type"), keyboards.data(NAME, "type", draft.id, len(types)))]
        await ask(context, draft, "replies/ask_type", keyboards.buttons([*keyboards.in_rows(keys, 2), every, out]),
                  title=title)  # fmt: skip
        return
    told = {"title": title, "type": type_words(context, draft.data["kind"]), "words": draft.data["before"]}
    await ask(context, draft, "replies/ask_words", keyboards.buttons([out]), longest=replies.LONGEST, **told)


async def take_type(update: Update, context: Context, draft: Draft) -> None:
    """Keeps for which type of issue it is, and asks for the words."""
    (number,) = ids(keyboards.tapped(update), 1)
    types = [each.code for each in context.profile.issue_types]
    kind = types[number] if number < len(types) else None
    await show(context, await step_on(context, draft, "words", kind=kind))


async def hear_words(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the sentence."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    said = words(update.effective_message).text
    await context.transact(_keep, context, draft, said)
    await list_act(update, context, Act(draft.data["deed"]), 0)


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the words as they are."""
    await let_go(context, draft)
    await list_act(update, context, Act(draft.data["deed"]), 0)


def _keep(session: Session, context: Context, draft: Draft, said: str) -> None:
    by, region_id, act = context.by(), seat_of(context).region_id, Act(draft.data["deed"])
    drafts.close(session, draft.id)
    if not draft.data["ref"]:
        replies.add(session, by, region_id, act, draft.data["kind"], said)
        return
    ready = replies.of_office(session, region_id, act, ready_words.shipped(context, act))
    replies.change(session, by, region_id, act, found_in(ready, draft.data["ref"]), said)


async def _begin(context: Context, step: str, **told: Any) -> None:
    desk = context.desk
    draft = await context.transact(drafts.begin, desk.chat_id, context.person_id, NAME, step, context.now, **told)
    await context.nod()
    await show(context, draft)


DIALOG = Dialog(
    NAME, Action.DECIDE_ISSUE, show, {"words": {Heard.WORDS: hear_words}}, {"type": take_type, "cancel": cancel}
)
TAPS = Taps(
    TAP,
    {
        "acts": (Action.DECIDE_ISSUE, back_to_acts),
        "act": (Action.DECIDE_ISSUE, show_act),
        "one": (Action.DECIDE_ISSUE, show_one),
        "add": (Action.DECIDE_ISSUE, add),
        "edit": (Action.DECIDE_ISSUE, edit),
        "remove": (Action.DECIDE_ISSUE, remove),
        "bring_back": (Action.DECIDE_ISSUE, bring_back),
    },
)
