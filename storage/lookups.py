"""Looking something up (the ledger, people): a draft that holds the words, and is nothing to be finished."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from rules.refusals import Refusal
from storage import drafts
from storage.models import Draft

STEP = "search"


def open_lookup(session: Session, /, chat_id: int, person_id: int, dialog: str, now: datetime, **data: Any) -> Draft:
    """Opens a lookup in a chat; an earlier one of the same kind is forgotten."""
    session.execute(delete(Draft).where(Draft.chat_id == chat_id, Draft.dialog == dialog))
    return drafts.begin(session, chat_id, person_id, dialog, STEP, now, **data)


def look_on(session: Session, /, chat_id: int, dialog: str, draft_id: int, now: datetime, **data: Any) -> Draft:
    """Goes on in a lookup, also one that was left for something else; refuses when it is forgotten."""
    return drafts.hear(session, still_there(session, chat_id, dialog, draft_id).id, now, **data)


def still_there(session: Session, chat_id: int, dialog: str, draft_id: int) -> Draft:
    """The lookup as it stands; refuses when it is forgotten. Reads only."""
    draft = session.get(Draft, draft_id)
    if draft is None or draft.chat_id != chat_id or draft.dialog != dialog:
        raise Refusal("refusal/button_too_old")
    return draft
