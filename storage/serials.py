"""Numbers that people quote: one row a kind and year, a number is never given twice."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from storage.models import Serial
from storage.once import insert_once


def next_serial(session: Session, kind: str, year: int) -> int:
    """The next number of a kind in a year, from 1; whoever asks meanwhile waits for this transaction."""
    insert_once(session, Serial, [{"kind": kind, "year": year, "last": 0}])
    return session.scalars(
        update(Serial)
        .where(Serial.kind == kind, Serial.year == year)
        .values(last=Serial.last + 1)
        .returning(Serial.last)
        .execution_options(synchronize_session=False)
    ).one()
