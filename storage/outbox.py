"""What is to be told, once each: decided here, delivered by reminders/delivery.py."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from storage.issued import Attached
from storage.models import Notice, Urgency
from storage.once import insert_once

_GATHERED = "gathered"
TOLD = "told"  # in the session's info: there is something to deliver


@dataclass(frozen=True, slots=True)
class Tell:
    """One notice: `kind` is the template, `key` says what may be told only once, `values` are JSON.

    `buttons` are rows of [label key, callback data]. With a `file` (storage.issued.keep) the words are its
    caption, at most 1,024 letters, and it is never folded into a digest.
    """

    kind: str
    key: str
    person_id: int
    values: dict[str, Any] = field(default_factory=dict)
    urgency: Urgency = Urgency.NOW
    buttons: Sequence[Sequence[Sequence[str]]] = ()
    not_before: datetime | None = None
    file: Attached | None = None


@contextmanager
def gathered(session: Session) -> Iterator[list[Tell]]:
    """While many things are done at once nothing is written: what would be told is handed over to be folded."""
    notices: list[Tell] = []
    session.info[_GATHERED] = notices
    try:
        yield notices
    finally:
        del session.info[_GATHERED]


def tell(session: Session, at: datetime, notices: Iterable[Tell]) -> int:
    """Writes notices into the outbox; those already there (same key) are left. Returns how many are new."""
    if _GATHERED in session.info:
        session.info[_GATHERED].extend(notices)
        return 0
    rows = [
        {
            "key": notice.key,
            "kind": notice.kind,
            "person_id": notice.person_id,
            "urgency": notice.urgency,
            "values": notice.values,
            "buttons": [[list(button) for button in row] for row in notice.buttons],
            "not_before": notice.not_before or at,
            "created_at": at,
            "file_sha256": notice.file and notice.file.sha256,
            "file_name": notice.file and notice.file.name,
        }
        for notice in notices
    ]
    new = len(insert_once(session, Notice, rows))
    if new:
        session.info[TOLD] = True
    return new
