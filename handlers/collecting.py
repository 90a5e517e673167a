"""Something shown piece by piece: photos, voices, files and words gather with a draft until they are sent."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session
from telegram import Message, Update

from handlers import received
from handlers.context import Context
from handlers.dialogs import Heard
from handlers.wording import MOST, Words, joined
from rules.refusals import Refusal
from storage import drafts, media
from storage.audit import By
from storage.media import Received
from storage.models import Draft, MediaKind, MediaUse, Subject

KINDS = (Heard.WORDS, Heard.PHOTO, Heard.FILE, Heard.WORKBOOK, Heard.VOICE, Heard.VIDEO)  # what `proof` takes
_NOTHING: dict[str, Any] = {"words": "", "shots": 0, "voices": 0, "files": 0}
_SHOWS = (MediaKind.PHOTO, MediaKind.IMAGE_FILE, MediaKind.VIDEO)


async def keep_piece(
    update: Update,
    context: Context,
    draft: Draft,
    use: MediaUse,
    file_of: Callable[[Message], Received] = received.proof,
) -> Draft:
    """Keeps what a message brings, file or words; says when the words were cut, refuses one that brings nothing new."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only messages come here
    brought = file_of(message) if message.text is None else None
    said = more_words(draft, message, brought)
    draft = await context.transact(collect, context.by(), draft.id, context.person_id, brought, use, said.text)
    if said.cut:
        await context.say("rectification/words_cut", most=MOST)
    return draft


def pieces(draft: Draft) -> dict[str, Any]:
    """What a draft holds so far: its words, how many photos, voices and files."""
    return {key: draft.data.get(key, nothing) for key, nothing in _NOTHING.items()}


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
