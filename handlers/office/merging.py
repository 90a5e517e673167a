"""Merging 并案: into which open issue (offered, or by its number), both side by side for a last look, one tap."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, ask_again
from handlers.issues.reasons import begin_about, cancel, cancel_row, conclude, seen_in, still_warranted
from handlers.issues.rights import hand, ids, keyboard, matter_of, warranted
from handlers.office.deciding import offer_next
from handlers.wording import words
from rules.issue_states import Act
from rules.numbering import issue_number, read_issue_number
from rules.refusals import Refusal
from storage import drafts
from storage.issues import merging
from storage.issues.merging import Similar
from storage.issues.steps import Seen
from storage.issues.telling import type_name
from storage.models import Draft

NAME = "merging"


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks which issue it is the same as."""
    seen = Seen(*ids(more, 2))
    now, _ = await warranted(context, seen, Act.MERGE)
    draft = await begin_about(context, NAME, "target", now, seen)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    template, keys, told = await _question(context, draft)
    await ask(context, draft, template, keys, **told)


async def hear_number(update: Update, context: Context, draft: Draft) -> None:
    """Takes the number of the other issue; of this year's the last part is enough."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    said = words(update.effective_message).text[:30]
    prefix = context.profile.number_prefix
    short = said.isascii() and said.isdecimal() and len(said) <= 6
    number = issue_number(context.today.year, int(said), prefix) if short else read_issue_number(said, prefix)
    now = await matter_of(context, draft.data["issue_id"])
    regions = regions_of(context.desk, Action.DECIDE_ISSUE)
    chosen = await context.read(merging.numbered, now.issue, regions, number or said)
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", target=chosen.number)
    await show(context, draft)


async def choose(update: Update, context: Context, draft: Draft) -> None:
    """Takes one that was offered and shows both."""
    (target_id,) = ids(keyboards.tapped(update), 1)
    target = await matter_of(context, target_id)
    now = await matter_of(context, draft.data["issue_id"])
    regions = regions_of(context.desk, Action.DECIDE_ISSUE)
    chosen = await context.read(merging.numbered, now.issue, regions, target.issue.number)
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", target=chosen.number)
    await _show_again(context, draft)


async def choose_again(update: Update, context: Context, draft: Draft) -> None:
    """Goes back to the choice."""
    draft = await context.transact(drafts.hear, draft.id, context.now, "target")
    await _show_again(context, draft)


async def merge(update: Update, context: Context, draft: Draft) -> None:
    """并案; both reporters hear of it."""
    if draft.step != "preview":
        raise Refusal("refusal/button_too_old")
    now, warrant = await still_warranted(context, draft, Act.MERGE)
    regions = regions_of(context.desk, Action.DECIDE_ISSUE)
    chosen = await context.read(merging.numbered, now.issue, regions, draft.data["target"])
    by_hand = hand(context, warrant)
    done = await conclude(
        context, draft, lambda session: merging.merge(session, by_hand, seen_in(draft), chosen.id, regions)
    )
    await context.nod()
    await context.retire_buttons()
    told = {"number": done.issue.number, "target": chosen.number}
    await context.say("merging/done", keyboard(context, done), **told)
    await offer_next(context, Act.VERIFY, done.issue.id)


async def _show_again(context: Context, draft: Draft) -> None:
    await context.nod()
    template, keys, told = await _question(context, draft)
    await ask_again(context, draft, template, keys, **told)


async def _question(context: Context, draft: Draft) -> tuple[str, InlineKeyboardMarkup, dict[str, Any]]:
    now = await matter_of(context, draft.data["issue_id"])
    regions = regions_of(context.desk, Action.DECIDE_ISSUE)
    told: dict[str, Any] = {"now": now, "type": type_name(context.profile, now.issue.type)}
    if draft.step == "target":
        found = await context.read(merging.similar, now.issue, regions)
        rows = [[(one.number, keyboards.data(NAME, "to", draft.id, one.id))] for one in found]
        told["shown"] = [_told(context, one) for one in found]
        return "merging/ask_target", keyboards.buttons([*rows, cancel_row(context, draft)]), told
    chosen = await context.read(merging.numbered, now.issue, regions, draft.data["target"])
    keys = [
        [(context.label("merging.merge", number=chosen.number), keyboards.data(NAME, "merge", draft.id))],
        [(context.label("merging.other"), keyboards.data(NAME, "other", draft.id)), *cancel_row(context, draft)],
    ]
    return "merging/preview", keyboards.buttons(keys), told | {"other": _told(context, chosen)}


def _told(context: Context, one: Similar) -> dict[str, Any]:
    return {"one": one, "type": type_name(context.profile, one.type)}


DIALOG = Dialog(
    NAME,
    Action.DECIDE_ISSUE,
    show,
    {"target": {Heard.WORDS: hear_number}, "preview": {Heard.WORDS: hear_number}},
    {"to": choose, "other": choose_again, "merge": merge, "cancel": cancel},
)
