"""Referring 移交 (clause L3): to which department, what for, until when; a preview, one tap, the file goes with it."""

from datetime import date

from telegram import Update

from documents.ledger.evidence_file import Dispatched, evidence_file
from handlers import keyboards
from handlers.access import Action, require_in
from handlers.context import Context, aside
from handlers.dialogs import Dialog, Heard, heard_words, look_for
from handlers.issues.pictures import content_of
from handlers.issues.reasons import begin_about, cancel, conclude, seen_in, still_warranted
from handlers.issues.rights import hand, ids, keyboard, matter_of, warranted
from handlers.transfers.asking import NAME, show, show_again
from handlers.wording import day_to_come
from rules.issue_states import Act
from rules.refusals import Refusal
from storage import drafts
from storage.issues.steps import Seen
from storage.issues.telling import type_name
from storage.models import Draft
from storage.transfers import sending
from storage.transfers.evidence import evidence
from storage.transfers.sending import Dispatch


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks to which department it goes."""
    seen = Seen(*ids(more, 2))
    now, _ = await warranted(context, seen, Act.REFER)
    due = context.profile.transfer.answer_due(context.today, context.house.is_workday)
    told = {"type": now.issue.type, "place": now.place, "due": due.isoformat()}
    draft = await begin_about(context, NAME, "department", now, seen, **told)
    await context.nod()
    await show(context, draft)


async def hear_name(update: Update, context: Context, draft: Draft) -> None:
    """Looks for departments by name."""
    await show(context, await look_for(update, context, draft))


async def choose(update: Update, context: Context, draft: Draft) -> None:
    """Takes the department and asks what it is to look into."""
    (post_id,) = ids(keyboards.tapped(update), 1)
    now = await matter_of(context, draft.data["issue_id"])
    chosen = await context.read(sending.department, now.issue, post_id, context.today)
    told = {"post_id": post_id, "department": chosen.name, "people": chosen.people}
    step = "preview" if draft.data.get("matter") else "matter"
    draft = await context.transact(drafts.hear, draft.id, context.now, step, **told)
    await context.nod()
    await show_again(context, draft)


async def take_ready(update: Update, context: Context, draft: Draft) -> None:
    """Takes what it is about from a button."""
    (number,) = ids(keyboards.tapped(update), 1)
    ready = list(context.house.speech.labels("referring").values())
    if number >= len(ready) or draft.step != "matter":
        raise Refusal("refusal/button_too_old")
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", matter=ready[number])
    await context.nod()
    await show_again(context, draft)


async def hear_matter(update: Update, context: Context, draft: Draft) -> None:
    """Takes what it is about in the office's own words."""
    said = await heard_words(update, context)
    await show(context, await context.transact(drafts.hear, draft.id, context.now, "preview", matter=said))


async def hear_day(update: Update, context: Context, draft: Draft) -> None:
    """Takes the day for the answer as typed."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    due = day_to_come(update.effective_message, context.today)
    await show(context, await context.transact(drafts.hear, draft.id, context.now, "preview", due=due.isoformat()))


async def ask_for(update: Update, context: Context, draft: Draft) -> None:
    """Goes to another question, from the preview and back."""
    step = keyboards.word_tapped(update)
    if step not in ("department", "matter", "due", "preview") or not draft.data.get("matter"):
        raise Refusal("refusal/button_too_old")
    draft = await context.transact(drafts.hear, draft.id, context.now, step, search="")
    await context.nod()
    await show_again(context, draft)


async def send(update: Update, context: Context, draft: Draft) -> None:
    """移交: the department gets the file and is told at once; the office gets the same file."""
    if draft.step != "preview":
        raise Refusal("refusal/button_too_old")
    now, warrant = await still_warranted(context, draft, Act.REFER)
    dispatch = await _dispatch(
        context, draft, require_in(context.desk, Action.DECIDE_ISSUE, now.region_path).region_name
    )
    by_hand = hand(context, warrant)
    done = await conclude(context, draft, lambda session: sending.refer(session, by_hand, seen_in(draft), dispatch))
    await context.nod()
    await context.retire_buttons()
    told = {"number": done.issue.number, "department": draft.data["department"], "due": dispatch.due_on}
    await context.hand_over(dispatch.content, dispatch.file_name, "transfer/file", **told)
    await context.say("transfer/done_refer", keyboard(context, done), **told, state=done.issue.state)


async def _dispatch(context: Context, draft: Draft, region: str) -> Dispatch:
    data, zone = draft.data, context.house.zone
    found = await context.read(evidence, data["issue_id"], context.today)
    contents = [await content_of(context, shot.media.file_id) for shot in found.shots]
    office = context.label("transfer.office", region=region)
    due = date.fromisoformat(data["due"])
    kind = type_name(context.profile, found.card.type)
    sent = Dispatched(office, data["department"], data["matter"], kind, due, context.today)
    content = await aside(evidence_file, found, sent, contents, zone)
    name = context.label("transfer.file_name", number=found.card.number)
    return Dispatch(data["post_id"], data["matter"], due, content, name)


DIALOG = Dialog(
    NAME,
    Action.DECIDE_ISSUE,
    show,
    {
        "department": {Heard.WORDS: hear_name},
        "matter": {Heard.WORDS: hear_matter},
        "due": {Heard.WORDS: hear_day},
    },
    {"to": choose, "ready": take_ready, "ask": ask_for, "send": send, "cancel": cancel},
)
