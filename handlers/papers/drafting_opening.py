"""Where drafting a paper 拟文 begins: from the list, from an issue's card, or from a paper that is to be changed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from handlers.context import Context
from handlers.issues.rights import ids
from handlers.papers import rights
from handlers.papers.drafting_asks import show
from handlers.papers.drafting_keys import LIST, NAME
from rules.papers import PaperState
from rules.refusals import Refusal
from storage import drafts
from storage.models import Draft
from storage.papers import drafting
from storage.papers.drafting import Office


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks which kind; from an issue's card that issue is picked already."""
    issues, office = list(ids(more, 1)) if more else [], rights.office(context.desk)
    await context.read(drafting.check_issues, tuple(issues), office.path)
    await _open(context, "kind", office, issues=issues, posts=[])


async def change(update: Update, context: Context, more: list[str]) -> None:
    """Takes a paper up again that is not signed: all of it stands there to be changed."""
    card, seen = await rights.seen_paper(context, more)
    if card.state not in (PaperState.DRAFT, PaperState.RETURNED) or not rights.drafts_for(context, card):
        raise Refusal("refusal/paper_moved_on", state=card.state, number=card.number, title=card.title)
    await _open(
        context,
        "preview",
        Office(card.region_id, card.region_path, card.office_post_id),
        kind=card.kind,
        issues=[entry.id for entry in card.issues],
        posts=[one.post_id for one in card.receivers],
        title=card.title,
        own_title=True,
        words=card.words,
        copies=card.copies,
        due=(card.due_on or context.today).isoformat(),
        paper_id=seen.paper_id,
        revision=seen.revision,
    )


async def _open(context: Context, step: str, office: Office, **told: Any) -> None:
    due = context.today + timedelta(days=context.profile.paper.reply_days)
    told = {"region_id": office.region_id, "path": office.path, "post_id": office.post_id,
            "due": due.isoformat()} | told  # fmt: skip
    chat = context.desk.chat_id
    draft = await context.transact(_begin_anew, chat, context.person_id, step, context.now, told)
    await context.nod()
    await show(context, draft)


def _begin_anew(
    session: Session, chat_id: int, person_id: int, step: str, now: datetime, told: dict[str, Any]
) -> Draft:
    for old in drafts.of_dialog(session, chat_id, NAME):
        drafts.close(session, old.id)
    return drafts.begin(session, chat_id, person_id, NAME, step, now, **told)


def leave(session: Session, draft_id: int) -> None:
    """Closes the dialog and goes on listening for what is looked for in the list it was opened from."""
    draft = session.get(Draft, draft_id)
    drafts.close(session, draft_id)
    for lookup in drafts.of_dialog(session, draft.chat_id, LIST) if draft else ():
        drafts.resume(session, lookup.chat_id, lookup.id)
