"""The append-only chain of changes: who, when, by which update, what; each row carries the hash before."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from storage.direct import run
from storage.models import AuditRow

FIRST = "0" * 64
_CHAIN_LOCK = 0x52435342  # one writer at a time on PostgreSQL; SQLite has one anyway


@dataclass(frozen=True, slots=True)
class By:
    """Whose hand: the person (None for the bot itself), the post they act for, the update, the moment."""

    at: datetime
    person_id: int | None = None
    post_id: int | None = None
    update_id: int | None = None


class Change(NamedTuple):
    """One change for `record_all`: the act, what it was done to, what was before and after (JSON values only)."""

    act: str
    subject: str
    subject_id: int | None
    change: dict[str, Any]


def record(session: Session, by: By, act: str, subject: str, subject_id: int | None, **change: Any) -> None:
    """Appends one change to the chain. `change` holds JSON values only (before and after, or what was said)."""
    record_all(session, by, [Change(act, subject, subject_id, change)])


def record_all(session: Session, by: By, changes: Iterable[Change]) -> None:
    """Appends many changes of one hand to the chain, in their order."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    last_id, last_hash = head(session)
    rows: list[dict[str, Any]] = []
    for number, each in enumerate(changes, start=last_id + 1):
        what = (each.act, each.subject, each.subject_id, each.change)
        told = (number, by.at, by.person_id, by.update_id, *what, last_hash)
        last_hash = _hash(*told)
        rows.append(dict(zip(_HASHED, told, strict=True)) | {"hash": last_hash})
    if rows:
        session.connection().execute(_APPEND, rows)


_HASHED = ("id", "at", "person_id", "update_id", "act", "subject", "subject_id", "change", "hash_before")
_hashed_of = attrgetter(*_HASHED)
# Built once: every change appends a row.
_HEAD = select(AuditRow.id, AuditRow.hash).order_by(AuditRow.id.desc()).limit(1)
_APPEND = insert(AuditRow)


def head(session: Session) -> tuple[int, str]:
    """Number and hash of the newest row; (0, zeros) of an empty chain."""
    row = run(session, _HEAD, {}).first()
    return (row.id, row.hash) if row else (0, FIRST)


def stamp(session: Session) -> str:
    """The head in few signs, as papers carry it: the number of the newest row and how its hash begins."""
    number, newest = head(session)
    return f"{number}-{newest[:16]}"


def holds(session: Session, stamp: str) -> bool:
    """Whether the row that a paper's stamp names is still there and the same; records cut off at the end show here."""
    number, _, begins = stamp.strip().partition("-")
    if number == "0":
        return FIRST.startswith(begins)
    row = session.get(AuditRow, int(number)) if number.isascii() and number.isdecimal() else None
    return row is not None and bool(begins) and row.hash.startswith(begins)


def broken(session: Session) -> Iterator[int]:
    """Yields the number of every row that was altered, or whose predecessor is missing."""
    expected_id, expected_hash = 1, FIRST
    for row in session.scalars(select(AuditRow).order_by(AuditRow.id).execution_options(yield_per=1000)):
        if row.id != expected_id or row.hash_before != expected_hash or row.hash != _hash(*_hashed_of(row)):
            yield row.id
        expected_id, expected_hash = row.id + 1, row.hash


def _hash(number: int, at: datetime, *rest: Any) -> str:
    """Of what `_HASHED` names, in that order."""
    told = [number, at.astimezone(UTC).isoformat(), *rest]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
