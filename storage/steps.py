"""What was done about a matter, step by step: every table of steps is read in the same way. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from storage.models import Person

_Deed = TypeVar("_Deed")


@dataclass(frozen=True, slots=True)
class Told(Generic[_Deed]):
    """One step: who did what, when, in which words. The name is empty where nobody is known."""

    id: int
    deed: _Deed
    at: datetime
    person_id: int | None
    name: str
    words: str


def told(session: Session, table: Any, own: ColumnElement[bool]) -> tuple[Told[Any], ...]:
    """The steps of one matter (`own`: the condition on their table), oldest first."""
    rows = session.execute(
        select(table.id, table.deed, table.at, table.person_id, func.coalesce(Person.name, ""), table.words)
        .outerjoin(Person, Person.id == table.person_id)
        .where(own)
        .order_by(table.id)
    )
    return tuple(Told(*row) for row in rows)


def newest(session: Session, table: Any, own: ColumnElement[bool]) -> int:
    """The newest step of one matter: a button's proof of what it saw; 0 if nothing was done yet."""
    return session.scalar(select(func.max(table.id)).where(own)) or 0
