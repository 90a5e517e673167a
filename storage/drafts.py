"""What a dialog has heard so far. One current draft a chat; another dialog parks it, nothing is retyped."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from rules.refusals import Refusal
from storage.direct import run
from storage.models import Draft

# Built once: every step of every dialog asks them.
_CURRENT = select(Draft).where(Draft.chat_id == bindparam("chat"), ~Draft.parked)
_OF_DIALOG = select(Draft).where(Draft.chat_id == bindparam("chat"), Draft.dialog == bindparam("dialog"))
_PARK = update(Draft).where(Draft.chat_id == bindparam("chat"), ~Draft.parked).values(parked=True)
_OWN = select(Draft).where(Draft.id == bindparam("draft")).with_for_update().execution_options(populate_existing=True)
_ASKED = update(Draft).where(Draft.id == bindparam("draft")).values(prompt_id=bindparam("message"))
_CLOSE = delete(Draft).where(Draft.id == bindparam("draft"))
_HEAR = (
    update(Draft)
    .where(Draft.id == bindparam("draft"))
    .values(data=bindparam("told"), step=bindparam("next"), updated_at=bindparam("at"))
)


def current(session: Session, chat_id: int) -> Draft | None:
    """The dialog this chat is in the middle of, if any."""
    return session.scalar(_CURRENT, {"chat": chat_id})


def of_dialog(session: Session, chat_id: int, dialog: str) -> list[Draft]:
    """The chat's drafts of one dialog, parked or not."""
    return list(session.scalars(_OF_DIALOG, {"chat": chat_id, "dialog": dialog}))


def begin(
    session: Session, /, chat_id: int, person_id: int, dialog: str, step: str, now: datetime, **data: Any
) -> Draft:
    """Opens a dialog; the one the chat was in, if any, is parked."""
    run(session, _PARK, {"chat": chat_id})
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
    draft = session.scalars(_OWN, {"draft": draft_id}).one()
    told, following = {**draft.data, **data}, step or draft.step
    run(session, _HEAR, {"draft": draft_id, "told": told, "next": following, "at": now})
    for name, value in (("data", told), ("step", following), ("updated_at", now)):
        set_committed_value(draft, name, value)
    return draft


def note(session: Session, asked: Mapping[int, int], closed: Collection[int]) -> None:
    """Remembers which message asks each draft's question, so that it can be changed; closes what was told."""
    if asked:
        rows = [{"draft": draft_id, "message": message_id} for draft_id, message_id in asked.items()]
        session.connection().execute(_ASKED, rows)
    if closed:
        session.connection().execute(_CLOSE, [{"draft": draft_id} for draft_id in closed])


def held(session: Session, draft_id: int) -> Draft:
    """The draft, its row held until the end of the transaction: its dialog ends once. Refuses one that has ended."""
    draft = session.get(Draft, draft_id, with_for_update=True)
    if draft is None:
        raise Refusal("refusal/button_too_old")
    return draft


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


def resume_about(session: Session, chat_id: int, dialog: str, **about: Any) -> Draft | None:
    """Takes up again the chat's draft of a dialog that is about this; None if there is none."""
    drafts = of_dialog(session, chat_id, dialog)
    found = next((each for each in drafts if all(each.data.get(key) == told for key, told in about.items())), None)
    return resume(session, chat_id, found.id) if found else None


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
