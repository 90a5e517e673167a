"""Saved searches 常用查找: a name, and what was looked for; a person's own."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from rules.refusals import Refusal
from storage.models import SavedSearch

MOST = 20
LONGEST_NAME = 40


def save(session: Session, person_id: int, at: datetime, name: str, place: str, asked: dict[str, Any]) -> SavedSearch:
    """Keeps a search under a name; one of the same name is replaced. Refuses when there are too many."""
    name = " ".join(name.split())[:LONGEST_NAME]
    found = session.scalar(select(SavedSearch).where(SavedSearch.person_id == person_id, SavedSearch.name == name))
    if found is None:
        count = session.scalar(select(func.count()).where(SavedSearch.person_id == person_id)) or 0
        if count >= MOST:
            raise Refusal("refusal/too_many_saved", most=MOST)
        found = SavedSearch(person_id=person_id, name=name)
        session.add(found)
    found.place, found.asked, found.saved_at = place, asked, at
    session.flush()
    return found


def rename(session: Session, person_id: int, saved_id: int, name: str) -> SavedSearch | None:
    """Gives a search another name, in place of one that has it; None if it is gone."""
    name = " ".join(name.split())[:LONGEST_NAME]
    same = (SavedSearch.person_id == person_id, SavedSearch.name == name, SavedSearch.id != saved_id)
    session.execute(delete(SavedSearch).where(*same))
    mine = (SavedSearch.id == saved_id, SavedSearch.person_id == person_id)
    session.execute(update(SavedSearch).where(*mine).values(name=name).execution_options(synchronize_session=False))
    return one(session, person_id, saved_id)


def one(session: Session, person_id: int, saved_id: int) -> SavedSearch | None:
    """A search of this person."""
    mine = (SavedSearch.id == saved_id, SavedSearch.person_id == person_id)
    return session.scalar(select(SavedSearch).where(*mine).execution_options(populate_existing=True))


def listed(session: Session, person_id: int) -> list[SavedSearch]:
    """All of a person's, by name."""
    return list(session.scalars(select(SavedSearch).where(SavedSearch.person_id == person_id).order_by(SavedSearch.id)))


def forget(session: Session, person_id: int, saved_id: int) -> bool:
    """Throws one away; False if it is gone already."""
    found = one(session, person_id, saved_id)
    if found is not None:
        session.delete(found)
        session.flush()
    return found is not None
