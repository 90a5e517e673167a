"""Asking for an extension 申请延期: until when, and why; it always names an end."""

from datetime import date

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, heard_words
from handlers.issues.reasons import begin_about, cancel, cancel_row, conclude, seen_in, still_warranted
from handlers.issues.rights import hand, ids, warranted
from handlers.wording import day_in
from rules import deadlines
from rules.issue_states import Act
from rules.refusals import Refusal
from storage import drafts
from storage.issues import extensions
from storage.issues.steps import Seen
from storage.models import Draft

NAME = "extension"
_LATER = (3, 7, 15)


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks until when; refuses at once if there is no extension to be had."""
    seen = Seen(*ids(more, 2))
    now, warrant = await warranted(context, seen, Act.ASK_EXTENSION)
    due = now.issue.due_on or context.today
    rules = context.profile.rectification_on(context.today)
    first = deadlines.extended_to(rules, due, 1, context.house.is_workday)
    await context.read(extensions.check, hand(context, warrant), seen, first)
    draft = await begin_about(context, NAME, "until", now, seen, due=due.isoformat())
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    rules = context.profile.rectification_on(context.today)
    if draft.step == "until":
        told = {"number": draft.data["number"], "due": draft.data["due"], "limit": rules.extension_days}
        template = "rectification/ask_extension_until"
        await ask(context, draft, template, _days(context, draft), kind=rules.extension_kind, **told)
    else:
        keys = keyboards.buttons([cancel_row(context, draft)])
        told = {"number": draft.data["number"], "until": draft.data["until"]}
        await ask(context, draft, "rectification/ask_extension_reason", keys, **told)


async def take_typed(update: Update, context: Context, draft: Draft) -> None:
    """Takes the new end as typed."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    await _take(context, draft, day_in(update.effective_message, context.today))


async def take_tapped(update: Update, context: Context, draft: Draft) -> None:
    """Takes the new end from a button."""
    (days,) = ids(keyboards.tapped(update), 1)
    if draft.step != "until" or days > 366:
        raise Refusal("refusal/button_too_old")
    await _take(context, draft, _later(context, draft, days))
    await context.nod()
    await context.retire_buttons()


async def take_reason(update: Update, context: Context, draft: Draft) -> None:
    """Takes the reason and puts the question before the office."""
    reason = await heard_words(update, context)
    until = date.fromisoformat(draft.data["until"])
    _, warrant = await still_warranted(context, draft, Act.ASK_EXTENSION)
    done = await conclude(
        context,
        draft,
        lambda session: extensions.ask(session, hand(context, warrant), seen_in(draft), until, reason),
    )
    told = {"number": done.issue.number, "until": until, "due": done.issue.due_on}
    await context.say("rectification/done_ask_extension", keyboards.menu(context), **told)


async def _take(context: Context, draft: Draft, until: date) -> None:
    _, warrant = await still_warranted(context, draft, Act.ASK_EXTENSION)
    await context.read(extensions.check, hand(context, warrant), seen_in(draft), until)
    draft = await context.transact(drafts.hear, draft.id, context.now, "reason", until=until.isoformat())
    await show(context, draft)


def _later(context: Context, draft: Draft, days: int) -> date:
    rules = context.profile.rectification_on(context.today)
    due = date.fromisoformat(draft.data["due"])
    return deadlines.extended_to(rules, due, days, context.house.is_workday)


def _days(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    limit = context.profile.rectification_on(context.today).extension_days
    offered = sorted({days for days in _LATER if days < limit} | {limit})
    keys = [
        (context.label("rectification.later", days=days, until=_later(context, draft, days)),
         keyboards.data(NAME, "until", draft.id, days))
        for days in offered
    ]  # fmt: skip
    return keyboards.buttons([*keyboards.in_rows(keys, 2), cancel_row(context, draft)])


dialog = Dialog(
    NAME,
    Action.RECTIFY,
    show,
    {"until": {Heard.WORDS: take_typed}, "reason": {Heard.WORDS: take_reason}},
    {"until": take_tapped, "cancel": cancel},
)
