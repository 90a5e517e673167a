"""Assigning 交办: whom (suggested, or by name), until when, to do what; a preview, one tap to issue."""

from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action, require_in
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, heard_words, look_for
from handlers.issues.reasons import begin_about, cancel, conclude, seen_in, still_warranted
from handlers.issues.rights import hand, ids, matter_of, warranted
from handlers.office import ready_words
from handlers.office.assigning_asks import LATER, NAME, show, show_again
from handlers.office.deciding import answer
from handlers.wording import day_to_come
from rules.issue_states import Act
from rules.refusals import Refusal
from storage import drafts
from storage.issues import assigning, candidates, origins, reviews
from storage.issues.matters import Matter
from storage.issues.steps import Hand, Seen
from storage.models import Draft


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks whom to assign it to, with suggestions."""
    seen = Seen(*ids(more, 2))
    now, warrant = await warranted(context, seen, Act.ASSIGN)
    due = await context.read(reviews.first_due, hand(context, warrant), now)
    wanted = await context.read(origins.wanted_on, now.issue.id)
    ready = await ready_words.for_issue(context, now, Act.ASSIGN)
    told = {
        "type": now.issue.type,
        "place": now.place,
        "due": due.isoformat(),
        "wanted": wanted.isoformat() if wanted else None,
        "ready": ready,
        "requirement": ready[0] if ready else context.house.speech.labels("requirement")["other"],
        "severity": now.issue.severity,
    }
    draft = await begin_about(context, NAME, "assignee", now, seen, **told)
    await context.nod()
    await show(context, draft)


async def hear_name(update: Update, context: Context, draft: Draft) -> None:
    """Looks for posts by the name of a person, unit or place."""
    await show(context, await look_for(update, context, draft, start=0))


async def turn_page(update: Update, context: Context, draft: Draft) -> None:
    """Shows other candidates on the same message."""
    (start,) = _tapped(update, 1)
    draft = await context.transact(drafts.hear, draft.id, context.now, start=start)
    await context.nod()
    await show_again(context, draft)


async def suggest_again(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the search for the suggestions."""
    draft = await context.transact(drafts.hear, draft.id, context.now, "assignee", search="", start=0)
    await context.nod()
    await show_again(context, draft)


async def choose(update: Update, context: Context, draft: Draft) -> None:
    """Takes the assignee and shows the whole assignment."""
    (post_id,) = _tapped(update, 1)
    now = await matter_of(context, draft.data["issue_id"])
    seat = require_in(context.desk, Action.DECIDE_ISSUE, now.region_path)
    chosen = await context.read(candidates.one, now.issue, seat.region_path, post_id, context.today)
    if chosen is None:
        raise Refusal("refusal/post_is_vacant")
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", **asdict(chosen))
    await context.nod()
    await show_again(context, draft)


async def ask_for(update: Update, context: Context, draft: Draft) -> None:
    """Goes to another question, from the preview and back."""
    step = "".join(keyboards.tapped(update)[-1:])
    if step not in ("due", "requirement", "preview") or "post_id" not in draft.data:
        raise Refusal("refusal/button_too_old")
    draft = await context.transact(drafts.hear, draft.id, context.now, step)
    await context.nod()
    await show_again(context, draft)


async def postpone(update: Update, context: Context, draft: Draft) -> None:
    """Takes a later day from a button."""
    (days,) = _tapped(update, 1)
    if draft.step != "due" or days not in LATER:
        raise Refusal("refusal/button_too_old")
    due = date.fromisoformat(draft.data["due"]) + timedelta(days=days)
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", due=due.isoformat())
    await context.nod()
    await show_again(context, draft)


async def take_wanted(update: Update, context: Context, draft: Draft) -> None:
    """Takes the day that the superior asked for."""
    if draft.step != "due" or not draft.data.get("wanted"):
        raise Refusal("refusal/button_too_old")
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", due=draft.data["wanted"])
    await context.nod()
    await show_again(context, draft)


async def hear_day(update: Update, context: Context, draft: Draft) -> None:
    """Takes the due date as typed."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    due = day_to_come(update.effective_message, context.today)
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", due=due.isoformat())
    await show(context, draft)


async def hear_requirement(update: Update, context: Context, draft: Draft) -> None:
    """Takes what is to be done in the office's own words."""
    said = await heard_words(update, context)
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", requirement=said)
    await show(context, draft)


async def take_ready(update: Update, context: Context, draft: Draft) -> None:
    """Takes ready words as the requirement."""
    (number,) = _tapped(update, 1)
    ready = draft.data.get("ready", [])
    if draft.step != "requirement" or number >= len(ready):
        raise Refusal("refusal/button_too_old")
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", requirement=ready[number])
    await context.nod()
    await show_again(context, draft)


async def issue(update: Update, context: Context, draft: Draft) -> None:
    """下达: the assignee is told at once."""
    if draft.step != "preview":
        raise Refusal("refusal/button_too_old")
    now, warrant = await still_warranted(context, draft, Act.ASSIGN)
    by_hand, data = hand(context, warrant), draft.data
    path = require_in(context.desk, Action.DECIDE_ISSUE, now.region_path).region_path
    done = await conclude(context, draft, lambda session: _assign(session, by_hand, seen_in(draft), path, data))
    await answer(context, done, Act.ASSIGN)


def _assign(session: Session, by_hand: Hand, seen: Seen, path: str, data: dict[str, object]) -> Matter:
    post_id, due = int(str(data["post_id"])), date.fromisoformat(str(data["due"]))
    if not candidates.may_assign_to(session, post_id, path):
        raise Refusal("refusal/not_your_region")
    return assigning.assign(session, by_hand, seen, post_id, due, str(data["requirement"]))


def _tapped(update: Update, count: int) -> tuple[int, ...]:
    return ids(keyboards.tapped(update), count)


dialog = Dialog(
    NAME,
    Action.DECIDE_ISSUE,
    show,
    {
        "assignee": {Heard.WORDS: hear_name},
        "due": {Heard.WORDS: hear_day},
        "requirement": {Heard.WORDS: hear_requirement},
    },
    {
        "to": choose,
        "page": turn_page,
        "suggest": suggest_again,
        "ask": ask_for,
        "later": postpone,
        "wanted": take_wanted,
        "ready": take_ready,
        "issue": issue,
        "cancel": cancel,
    },
)
