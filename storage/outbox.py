"""What is to be told, once each: decided here, delivered by reminders/delivery.py."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from storage.corrections import TOLD, amend, corrected, retract
from storage.direct import run
from storage.issued import Attached
from storage.models import Notice, Urgency
from storage.once import insert_once
from storage.portions import portions

_GATHERED = "gathered"
MOST_ENCLOSURES = 10  # as many as one album takes
ENCLOSED = frozenset({"photo", "document", "video", "voice"})

_KEPT = select(Notice.key).where(Notice.key.in_(bindparam("keys", expanding=True)))

__all__ = [
    "ENCLOSED", "MOST_ENCLOSURES", "TOLD", "Tell", "absent", "amend", "corrected", "gathered", "retract", "tell",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tell:
    """One notice to a person or to a group: `kind` is the template, `key` says what may be told only once.

    `values` are JSON, `buttons` rows of [label key, callback data]. `enclosures` are sent by Telegram's file_id, as
    {"kind": "photo" | "document" | "video" | "voice", "file_id": ...}: one carries the words as its caption where they
    fit 1,024 letters, several come as an album with the words and buttons after it. With a `file`
    (storage.issued.keep) the words are its caption. What carries anything is never folded into a digest.
    """

    kind: str
    key: str
    person_id: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    urgency: Urgency = Urgency.NOW
    buttons: Sequence[Sequence[Sequence[str]]] = ()
    not_before: datetime | None = None
    file: Attached | None = None
    group_id: int | None = None
    enclosures: Sequence[Mapping[str, str]] = ()

    def __post_init__(self) -> None:
        if (self.person_id is None) == (self.group_id is None):
            raise ValueError("a notice goes to a person or to a group")
        if len(self.enclosures) > MOST_ENCLOSURES or any(each["kind"] not in ENCLOSED for each in self.enclosures):
            raise ValueError("a notice encloses up to ten photos, documents, videos or voice notes")


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
            "group_id": notice.group_id,
            "urgency": notice.urgency,
            "values": notice.values,
            "buttons": [[list(button) for button in row] for row in notice.buttons],
            "not_before": notice.not_before or at,
            "created_at": at,
            "file_sha256": notice.file and notice.file.sha256,
            "file_name": notice.file and notice.file.name,
            "enclosures": [dict(each) for each in notice.enclosures] or None,
        }
        for notice in notices
    ]
    new = len(insert_once(session, Notice, rows))
    if new:
        session.info[TOLD] = True
    return new


def absent(session: Session, keys: Iterable[str]) -> set[str]:
    """Which of these keys the outbox does not have."""
    left = set(keys)
    for some in portions(sorted(left)):
        left.difference_update(run(session, _KEPT, {"keys": some}).scalars())
    return left
