"""What is to be told, once each: decided here, delivered by reminders/delivery.py."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from storage.models import Notice, Urgency
from storage.once import insert_once

TOLD = "told"  # in the session's info: there is something to deliver


@dataclass(frozen=True, slots=True)
class Tell:
    """One notice: `kind` is the template, `key` says what may be told only once, `values` are JSON.

    `buttons` are rows of [label key, callback data].
    """

    kind: str
    key: str
    person_id: int
    values: dict[str, Any] = field(default_factory=dict)
    urgency: Urgency = Urgency.NOW
    buttons: Sequence[Sequence[Sequence[str]]] = ()
    not_before: datetime | None = None


def tell(session: Session, at: datetime, notices: Iterable[Tell]) -> int:
    """Writes notices into the outbox; those already there (same key) are left. Returns how many are new."""
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
        }
        for notice in notices
    ]
    new = len(insert_once(session, Notice, rows))
    if new:
        session.info[TOLD] = True
    return new
