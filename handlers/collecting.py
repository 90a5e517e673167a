"""Something shown piece by piece: photos, voices, files and words gather with a draft until they are sent."""

from typing import Any

from sqlalchemy.orm import Session
from telegram import Message

from handlers.context import Context
from handlers.wording import MOST, Words, joined
from rules.refusals import Refusal
from storage import drafts, media
from storage.audit import By
from storage.media import Received
from storage.models import Draft, MediaKind, MediaUse, Subject

_SHOWS = (MediaKind.PHOTO, MediaKind.IMAGE_FILE, MediaKind.VIDEO)


async def keep_piece(
    context: Context, draft: Draft, message: Message, brought: Received | None, use: MediaUse
) -> Draft:
    """Keeps what a message brings, file or words; says when the words were cut, refuses one that brings nothing new."""
    said = more_words(draft, message, brought)
    draft = await context.transact(collect, context.by(), draft.id, context.person_id, brought, use, said.text)
    if said.cut:
        await context.say("rectification/words_cut", most=MOST)
    return draft


def more_words(draft: Draft, message: Message, brought: Received | None) -> Words:
    """The words of a draft with those of a message; refuses a message that brings neither words nor a file."""
    before = draft.data.get("words", "")
    said = joined(before, message.text or message.caption or "")
    if brought is None and not said.cut and said.text == before:
        raise Refusal("refusal/no_words")
    return said


def collect(
    session: Session, by: By, draft_id: int, person_id: int, brought: Received | None, use: MediaUse, words: str
) -> Draft:
    """Keeps one piece with the draft, and the words said so far."""
    draft = drafts.hear(session, draft_id, by.at, words=words)
    if brought is None:
        return draft
    kept_as = use if brought.kind in _SHOWS else MediaUse.NOTE
    media.add(session, by, person_id, brought, Subject.DRAFT, draft_id, kept_as)
    kinds = [one.kind for one in media.of(session, Subject.DRAFT, draft_id)]
    voices, files = kinds.count(MediaKind.VOICE), kinds.count(MediaKind.FILE)
    told: dict[str, Any] = {"shots": len(kinds) - voices - files, "voices": voices, "files": files}
    return drafts.hear(session, draft_id, by.at, **told)
