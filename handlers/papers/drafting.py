"""Drafting a paper 拟文: kind, issues, then the whole with everything filled in; what is wrong is one tap away."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, heard_words
from handlers.issues.rights import ids
from handlers.papers import card as cards_shown
from handlers.papers import choosing, rights, word_file
from handlers.papers.choosing import go_on
from handlers.papers.drafting_asks import show
from handlers.papers.drafting_keys import LATER, NAME
from handlers.papers.drafting_opening import leave
from handlers.papers.word_file import Sheet
from handlers.wording import day_to_come, words
from rules.papers import DRAFTED, LONGEST_TITLE, PaperKind, copies
from rules.refusals import Refusal
from storage import drafts
from storage.audit import By
from storage.models import Draft
from storage.papers import cards, drafting
from storage.papers.drafting import Office, SeenPaper

_ASKED = ("posts", "issues", "words", "due", "title", "copies", "preview")


async def take_kind(update: Update, context: Context, draft: Draft) -> None:
    """Has the kind; asks which issues, unless one was brought along."""
    kind = keyboards.word_tapped(update)
    if kind not in DRAFTED:
        raise Refusal("refusal/button_too_old")
    await go_on(context, draft, "issues", kind=PaperKind(kind), show="open")


async def ask_for(update: Update, context: Context, draft: Draft) -> None:
    """Goes to another question, from the preview and back."""
    step = keyboards.word_tapped(update)
    if step not in _ASKED or "title" not in draft.data:
        raise Refusal("refusal/button_too_old")
    await go_on(context, draft, step, sought="", start=0)


async def postpone(update: Update, context: Context, draft: Draft) -> None:
    """Takes a later day from a button."""
    (days,) = ids(keyboards.tapped(update), 1)
    if draft.step != "due" or days not in LATER:
        raise Refusal("refusal/button_too_old")
    start = max(date.fromisoformat(draft.data["due"]), context.today)
    await go_on(context, draft, "preview", due=(start + timedelta(days=days)).isoformat())


async def hear_day(update: Update, context: Context, draft: Draft) -> None:
    """Takes the day as typed."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    due = day_to_come(update.effective_message, context.today)
    await _heard(context, draft, due=due.isoformat())


async def hear_words(update: Update, context: Context, draft: Draft) -> None:
    """Takes what is to be done in the office's own words."""
    await _heard(context, draft, words=await heard_words(update, context))


async def hear_title(update: Update, context: Context, draft: Draft) -> None:
    """Takes the title as typed."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    said = " ".join(words(update.effective_message).text.split())[:LONGEST_TITLE]
    await _heard(context, draft, title=said, own_title=True)


async def hear_copies(update: Update, context: Context, draft: Draft) -> None:
    """Takes the units it is copied to."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    await _heard(context, draft, copies=copies(words(update.effective_message).text))


async def copy_to_nobody(update: Update, context: Context, draft: Draft) -> None:
    """Leaves 抄送 out."""
    await go_on(context, draft, "preview", copies="")


async def _heard(context: Context, draft: Draft, **told: Any) -> None:
    draft = await context.transact(drafts.hear, draft.id, context.now, "preview", **told)
    await show(context, draft)


async def look(update: Update, context: Context, draft: Draft) -> None:
    """Hands over the Word file as it would look, marked as a draft."""
    told = _told(draft)
    data = draft.data
    sheet = Sheet(told.kind, data["region_id"], data["path"], told.title, told.words, told.due_on, told.issues,
                  told.posts, context.person_id, told.copies)  # fmt: skip
    facts = await word_file.facts_of(context, sheet)
    if not facts.addressees:
        raise Refusal("refusal/paper_without_addressee", kind=told.kind)
    await context.nod()
    name = context.label("papers.draft_file", kind=told.kind, day=context.today)
    await context.hand_over(await word_file.drafted(context, facts), name, "papers/draft_file", kind=told.kind)


async def save(update: Update, context: Context, draft: Draft) -> None:
    """存稿送签: the paper waits for its signature; who may sign, does so at once."""
    data = draft.data
    office = Office(data["region_id"], data["path"], data["post_id"])
    seen = SeenPaper(data["paper_id"], data["revision"]) if data.get("paper_id") else None
    by = context.by(office.post_id)
    todo = (context.profile, office, _told(draft), context.today, seen)
    paper_id = await context.transact(_save, by, draft.id, *todo)
    await context.nod()
    await context.retire_buttons()
    card = await context.read(cards.paper_card, paper_id, context.today)
    if rights.seat_to_sign(context, card) is None:
        await context.say("papers/sent_to_sign", keyboards.menu(context), card=card)
    await cards_shown.show_card(context, card)


def _save(session: Session, by: By, draft_id: int, *told: Any) -> int:
    paper = drafting.save(session, by, *told)
    leave(session, draft_id)
    return paper.id


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the dialog; a paper saved before stays as it was."""
    await context.transact(leave, draft.id)
    await context.nod()
    await context.retire_buttons()
    await context.say("papers/cancelled", keyboards.menu(context))


def _told(draft: Draft) -> drafting.Draft:
    data = draft.data
    if "title" not in data:
        raise Refusal("refusal/button_too_old")
    return drafting.Draft(
        kind=PaperKind(data["kind"]),
        title=data["title"],
        words=data["words"],
        due_on=date.fromisoformat(data["due"]),
        issues=tuple(data["issues"]),
        posts=tuple(data["posts"]),
        copies=data.get("copies") or "",
    )


DIALOG = Dialog(
    NAME,
    Action.DRAFT_PAPER,
    show,
    {
        "issues": {Heard.WORDS: choosing.search},
        "posts": {Heard.WORDS: choosing.search},
        "words": {Heard.WORDS: hear_words},
        "due": {Heard.WORDS: hear_day},
        "title": {Heard.WORDS: hear_title},
        "copies": {Heard.WORDS: hear_copies},
    },
    {
        "kind": take_kind,
        "pick": choosing.pick,
        "all": choosing.pick_all,
        "none": choosing.pick_none,
        "page": choosing.turn,
        "turn": choosing.turn,
        "show": choosing.narrow,
        "clear": choosing.clear,
        "suggest": choosing.clear,
        "done": choosing.issues_done,
        "to": choosing.address,
        "ask": ask_for,
        "later": postpone,
        "no_copies": copy_to_nobody,
        "word": look,
        "save": save,
        "cancel": cancel,
    },
)
