"""What a dialog has heard so far. One current draft a chat; another dialog parks it, nothing is retyped."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from storage.models import Draft

_CURRENT = select(Draft).where(Draft.chat_id == bindparam("chat"), ~Draft.parked)


def current(session: Session, chat_id: int) -> Draft | None:
    """The dialog this chat is in the middle of, if any."""
    return session.scalar(_CURRENT, {"chat": chat_id})


def begin(
    session: Session, /, chat_id: int, person_id: int, dialog: str, step: str, now: datetime, **data: Any
) -> Draft:
    """Opens a dialog; the one the chat was in, if any, is parked."""
    park(session, chat_id)
    draft = Draft(
        chat_id=chat_id,
        person_id=person_id,
        dialog=dialog,
        step=step,
        data=data,
        parked=False,
        started_at=now,
        updated_at=now,
    )
    session.add(draft)
    session.flush()
    return draft


def hear(session: Session, /, draft_id: int, now: datetime, step: str | None = None, **data: Any) -> Draft:
    """Keeps what was just said and moves to `step` (stays where it is when None)."""
    draft = session.get_one(Draft, draft_id, with_for_update=True)
    draft.data = {**draft.data, **data}
    draft.step = step or draft.step
    draft.updated_at = now
    session.flush()
    return draft


def note_prompt(session: Session, draft_id: int, message_id: int) -> None:
    """Remembers which message asks the current question, so that it can be edited instead of repeated."""
    session.execute(update(Draft).where(Draft.id == draft_id).values(prompt_id=message_id))


def park(session: Session, chat_id: int) -> None:
    """Leaves the chat's current dialog as it is, to be resumed later."""
    session.execute(update(Draft).where(Draft.chat_id == chat_id, ~Draft.parked).values(parked=True))


def resume(session: Session, chat_id: int, draft_id: int) -> Draft | None:
    """Takes a parked draft of this chat up again; None if it is gone."""
    draft = session.scalar(select(Draft).where(Draft.id == draft_id, Draft.chat_id == chat_id))
    if draft is not None:
        park(session, chat_id)
        draft.parked = False
        draft.prompt_id = None
        session.flush()
    return draft


def parked(session: Session, chat_id: int) -> list[Draft]:
    """Dialogs this chat left unfinished, newest first."""
    rows = select(Draft).where(Draft.chat_id == chat_id, Draft.parked).order_by(Draft.updated_at.desc())
    return list(session.scalars(rows))


def close(session: Session, draft_id: int) -> None:
    """The dialog has come to its end, or was dropped."""
    draft = session.get(Draft, draft_id)
    if draft is not None:
        session.delete(draft)
        session.flush()
