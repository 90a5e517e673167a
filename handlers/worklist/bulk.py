"""One act on all issues of a list 批量办理: a preview with the count, what cannot be done together, one tap."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, give_up, look_for
from handlers.issues.rights import ids
from handlers.office import ready_words
from handlers.wording import day_to_come, words
from handlers.worklist import codes
from handlers.worklist.bulk_asks import LINES, NAME, show, show_again
from handlers.worklist.bulk_planning import order_in, own_hand, planned, seats
from rules.issue_states import Act
from rules.refusals import Refusal
from storage import drafts
from storage.issues.steps import Hand, Seen
from storage.models import Draft
from storage.office import bulk as bulks
from storage.office import sieve as sieves
from storage.office.bulk import Order, Outcome, Seat
from storage.office.sieve import Kind

ACTS = {
    Kind.VERIFY: Act.VERIFY,
    Kind.RETURNED: Act.ASSIGN,
    Kind.ASSIGN: Act.ASSIGN,
    Kind.IN_HAND: Act.URGE,
    Kind.OVERDUE: Act.URGE,
    Kind.REVIEW: Act.CONFIRM,
}


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Looks at the first of a list, oldest first, and says what would be done."""
    sieve = codes.decoded(context, more[0]) if len(more) == 1 else None
    if sieve is None or sieve.kind not in ACTS:
        raise Refusal("refusal/button_too_old")
    view = codes.view(context)
    found = await context.read(sieves.page, view, sieve, None, bulks.MOST)
    total = await context.read(sieves.counted, view, sieve)
    told = {"deed": ACTS[sieve.kind], "code": more[0], "ids": [one.id for one in found], "left": total - len(found)}
    ready = await ready_words.of_region(context, view.regions[0], Act.URGE) if told["deed"] is Act.URGE else []
    following = await planned(context, told | {"ready": ready})
    desk = context.desk
    draft = await context.transact(_open, desk.chat_id, context.person_id, context, following)
    await context.nod()
    await show(context, draft)


async def choose_unit(update: Update, context: Context, draft: Draft) -> None:
    """Takes one unit for all (0: each its own likeliest again) and shows the whole anew."""
    (post_id,) = _tapped(update, 1)
    await _replan(update, context, draft, post_id=post_id or None)


async def ask_for(update: Update, context: Context, draft: Draft) -> None:
    """Goes to another question, from the preview and back."""
    step = "".join(keyboards.tapped(update)[-1:])
    if step not in ("unit", "due", "words", "preview"):
        raise Refusal("refusal/button_too_old")
    draft = await context.transact(drafts.hear, draft.id, context.now, step, search="")
    await context.nod()
    await show_again(context, draft)


async def hear_name(update: Update, context: Context, draft: Draft) -> None:
    """Looks for units by name."""
    await show(context, await look_for(update, context, draft))


async def hear_day(update: Update, context: Context, draft: Draft) -> None:
    """Takes one due date for all, as typed."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    due = day_to_come(update.effective_message, context.today)
    await _replan(update, context, draft, due=due.isoformat())


async def by_rule(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the due dates to the rules, by type and severity."""
    await _replan(update, context, draft, due=None)


async def hear_words(update: Update, context: Context, draft: Draft) -> None:
    """Takes one requirement, or the words of an urging, for all."""
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", words=_said(update))
    await show(context, draft)


async def take_ready(update: Update, context: Context, draft: Draft) -> None:
    """Takes ready words by their tap."""
    (number,) = _tapped(update, 1)
    ready = draft.data.get("ready", [])
    if number >= len(ready):
        raise Refusal("refusal/button_too_old")
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", words=ready[number])
    await context.nod()
    await show_again(context, draft)


async def confirm(update: Update, context: Context, draft: Draft) -> None:
    """Does it. What has changed since the preview is left out and named."""
    if draft.step != "preview" or not draft.data["picks"]:
        raise Refusal("refusal/button_too_old")
    order, posts, own = order_in(context, draft.data), seats(context), own_hand(context)
    picks = [Seen(*pick) for pick in draft.data["picks"]]
    outcome = await context.transact(_carry_out, draft.id, own, order, posts, picks)
    await context.nod()
    await context.retire_buttons()
    keys = [[(context.label("office.all"), keyboards.data("queue", "all"))]]
    if draft.data["left"] > 0:
        more = (
            context.label("bulk.go_on", left=draft.data["left"]),
            keyboards.data("sift", "bulk", draft.data["code"]),
        )
        keys.insert(0, [more])
    told = {"done": len(outcome.done), "skipped": outcome.skipped, "act": order.act, "most": LINES}
    await context.say("bulk/done", keyboards.buttons(keys), **told)


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves everything as it is."""
    await give_up(context, draft, "bulk/cancelled")


async def _replan(update: Update, context: Context, draft: Draft, **told: Any) -> None:
    following = await planned(context, draft.data | told)
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", **following)
    await context.nod()
    await (show_again if update.callback_query else show)(context, draft)


def _open(session: Session, chat_id: int, person_id: int, context: Context, told: dict[str, Any]) -> Draft:
    session.execute(delete(Draft).where(Draft.chat_id == chat_id, Draft.dialog == NAME))
    return drafts.begin(session, chat_id, person_id, NAME, "preview", context.now, **told)


def _carry_out(
    session: Session, draft_id: int, own: Hand, order: Order, seats: Sequence[Seat], picks: Sequence[Seen]
) -> Outcome:
    drafts.close(session, draft_id)
    return bulks.carry_out(session, own, order, seats, picks)


def _said(update: Update) -> str:
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    return words(update.effective_message).text


def _tapped(update: Update, count: int) -> tuple[int, ...]:
    return ids(keyboards.tapped(update), count)


DIALOG = Dialog(
    NAME,
    Action.DECIDE_ISSUE,
    show,
    {
        "unit": {Heard.WORDS: hear_name},
        "due": {Heard.WORDS: hear_day},
        "words": {Heard.WORDS: hear_words},
    },
    {
        "confirm": confirm,
        "ask": ask_for,
        "to": choose_unit,
        "rule": by_rule,
        "ready": take_ready,
        "cancel": cancel,
    },
)
