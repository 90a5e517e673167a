"""Entries for the office's eye: what nobody asked for and somebody should look at."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from storage.audit import By
from storage.models import OfficeEntry
from storage.once import insert_once


def note(session: Session, kind: str, key: str, at: datetime, region_id: int | None = None, **values: Any) -> None:
    """Writes one entry; the same `key` is written once. Without a region every office sees it."""
    row = {"kind": kind, "key": key, "at": at, "region_id": region_id, "values": values}
    insert_once(session, OfficeEntry, [row])


def see(session: Session, by: By, entry_id: int) -> None:
    """An office has looked at it; the first one counts."""
    session.execute(
        update(OfficeEntry)
        .where(OfficeEntry.id == entry_id, OfficeEntry.seen_at.is_(None))
        .values(seen_at=by.at, seen_by_id=by.person_id)
    )
