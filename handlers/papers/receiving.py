"""What an addressee does with a paper: 收到 by one tap; an answer 回执 of words, photos and files."""

from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Message, Update

from handlers import keyboards, received
from handlers.access import Action
from handlers.collecting import KINDS, more_words
from handlers.context import Context
from handlers.dialogs import Dialog, ask, ask_again, give_up
from handlers.issues.rights import ids
from handlers.wording import MOST
from rules.refusals import Refusal
from storage import drafts, media
from storage.audit import By
from storage.media import Received
from storage.models import Draft, MediaUse, Subject
from storage.papers import receiving

NAME = "paper_reply"


async def receive(update: Update, context: Context, more: list[str]) -> None:
    """收到: notes it and says what is expected next."""
    (paper_id,) = ids(more, 1)
    paper = await context.transact(receiving.receive, context.by(), paper_id, context.today)
    await context.nod("papers/noted")
    key = (context.label("papers.reply"), keyboards.data("paper", "reply", paper_id))
    await context.say("papers/received", keyboards.buttons([[key]]), number=paper.number, due=paper.due_on)


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Asks for the answer; what was told in one left open before is still there."""
    (paper_id,) = ids(more, 1)
    paper, rows = await context.read(receiving.own, paper_id, context.person_id, context.today)
    if all(row.replied_at for row in rows):
        raise Refusal("refusal/paper_answered", number=paper.number)
    due = paper.due_on.isoformat() if paper.due_on else None
    told = {"paper_id": paper_id, "number": paper.number, "title": paper.title, "due": due}
    draft = await context.transact(_open, context.desk.chat_id, context.person_id, context.by(), told)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks for words, photos or the filled-in reply slip."""
    await ask(context, draft, "papers/ask_reply", _keys(context, draft), **_shown(draft))


async def take(update: Update, context: Context, draft: Draft) -> None:
    """Keeps words, a photo, a voice or a file, and counts on the standing question."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only messages come here
    brought = _brought(message)
    said = more_words(draft, message, brought)
    draft = await context.transact(_keep, context.by(), draft.id, context.person_id, brought, said.text)
    if said.cut:
        await context.say("rectification/words_cut", most=MOST)
    await ask_again(context, draft, "papers/ask_reply", _keys(context, draft), **_shown(draft))


async def send(update: Update, context: Context, draft: Draft) -> None:
    """Hands the answer in; the office that issued the paper is told."""
    data = draft.data
    if not data.get("words") and not data.get("brought"):
        raise Refusal("refusal/no_words")
    told = (data["paper_id"], data.get("words", ""), draft.id, context.today)
    await context.transact(_reply, context.by(), *told)
    await context.nod()
    await context.retire_buttons()
    await context.say("papers/reply_sent", keyboards.menu(context), number=data["number"])


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves it unanswered for now."""
    await give_up(context, draft, "papers/reply_cancelled", number=draft.data["number"])


def _brought(message: Message) -> Received | None:
    if message.text is not None:
        return None
    return received.proof(message)


def _open(session: Session, chat_id: int, person_id: int, by: By, told: dict[str, Any]) -> Draft:
    begun = drafts.resume_about(session, chat_id, NAME, paper_id=told["paper_id"])
    return begun or drafts.begin(session, chat_id, person_id, NAME, "collect", by.at, **told)


def _keep(session: Session, by: By, draft_id: int, person_id: int, brought: Received | None, words: str) -> Draft:
    draft = drafts.hear(session, draft_id, by.at, words=words)
    if brought is None:
        return draft
    count = media.add(session, by, person_id, brought, Subject.DRAFT, draft_id, MediaUse.NOTE)
    return drafts.hear(session, draft_id, by.at, brought=count)


def _reply(session: Session, by: By, paper_id: int, words: str, draft_id: int, today: Any) -> None:
    receiving.reply(session, by, paper_id, words, draft_id, today)
    drafts.close(session, draft_id)


def _shown(draft: Draft) -> dict[str, Any]:
    data = draft.data
    return {key: data.get(key) for key in ("number", "title", "due", "words")} | {"brought": data.get("brought", 0)}


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    send_key = (context.label("papers.send_reply"), keyboards.data(NAME, "send", draft.id))
    cancel_key = (context.label("papers.cancel"), keyboards.data(NAME, "cancel", draft.id))
    return keyboards.buttons([[send_key], [cancel_key]])


DIALOG = Dialog(
    NAME, Action.RECEIVE_PAPER, show, {"collect": dict.fromkeys(KINDS, take)}, {"send": send, "cancel": cancel}
)
