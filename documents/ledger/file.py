"""The ledger 台账 written to a file piece by piece: memory for a piece, whatever the number of issues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from documents.about_sheet import About
from documents.ledger.rows import Thumbnail, ledger_rows, with_photos
from documents.ledger.sheet import LedgerBook, LedgerRow
from rules.profile import Profile
from storage.ledger import listing
from storage.ledger import photos as ledger_photos
from storage.ledger.listing import Asked
from storage.papers.received import numbers_of

A_PIECE = 500  # issues
Read = Callable[..., Any]  # runs a storage function in a short transaction of its own (Database.read_now)


@dataclass(frozen=True)
class LedgerFile:
    """What is wanted: the question, the names above the sheet, photos (`thumbnail` finds them) or none."""

    asked: Asked
    region: str
    about: About
    thumbnail: Thumbnail | None = None


def write(
    wanted: LedgerFile, read: Read, profile: Profile, target: Path | IO[bytes], folder: Path | None = None
) -> Iterator[tuple[int, int]]:
    """Writes the workbook while it is iterated over; yields how many issues of how many are written.

    Which issues and in which order is read once, each piece as it stands when its turn comes. If the iteration
    is broken off, the file is no workbook.
    """
    asked = wanted.asked
    issue_ids: list[int] = read(listing.ids, asked)
    photos = wanted.thumbnail is not None
    book = LedgerBook(target, asked.today, wanted.region, wanted.about, photos=photos, folder=folder)
    try:
        for start in range(0, len(issue_ids), A_PIECE):
            piece = issue_ids[start : start + A_PIECE]
            book.add(_rows(wanted, read, profile, piece, asked.today))
            yield start + len(piece), len(issue_ids)
    finally:
        book.close()


def _rows(wanted: LedgerFile, read: Read, profile: Profile, piece: Sequence[int], today: date) -> list[LedgerRow]:
    entries = read(listing.some, piece, today)
    rows = ledger_rows(entries, profile, read(numbers_of, piece))
    if wanted.thumbnail is None:
        return rows
    return with_photos(rows, read(ledger_photos.shots, [entry.id for entry in entries]), wanted.thumbnail)
