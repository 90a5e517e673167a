"""Whether the bytes under the data folder are still those that were received."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import Issue, IssuedFile, Keeping, Media, MediaKind, Subject

A_BLOCK = 1 << 20  # bytes read at once


class Wholeness(StrEnum):
    """What became of a kept file."""

    WHOLE = "whole"
    MISSING = "missing"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Damaged:
    """One piece of evidence whose bytes are not whole; `number` is the issue's, empty where it is of another kind."""

    wholeness: Wholeness
    sha256: str
    kind: MediaKind
    subject: Subject
    subject_id: int
    number: str
    sent_at: datetime


def wholeness(path: Path, sha256: str) -> Wholeness:
    """Reads the whole file, however large, a block at a time."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(A_BLOCK):
                digest.update(block)
    except FileNotFoundError:
        return Wholeness.MISSING
    except OSError:
        return Wholeness.UNREADABLE
    return Wholeness.WHOLE if digest.hexdigest() == sha256 else Wholeness.ALTERED


def count(session: Session) -> int:
    """How many files there are to look at."""
    return session.scalar(select(func.count(Media.sha256.distinct())).where(Media.keeping == Keeping.KEPT)) or 0


def damaged(session: Session, folder: Path) -> Iterator[list[Damaged]]:
    """Looks at one file after the other; yields what it damages (every piece of evidence it stands for), or nothing."""
    hashes = select(Media.sha256).where(Media.keeping == Keeping.KEPT).distinct().order_by(Media.sha256)
    for sha256 in session.scalars(hashes).all():
        told = str(sha256)
        found = wholeness(folder / told[:2] / told, told)
        yield [] if found is Wholeness.WHOLE else _stands_for(session, told, found)


def damaged_papers(session: Session) -> Iterator[str]:
    """The sha256 of every file given out whose bytes are not those any more."""
    rows = select(IssuedFile.sha256, IssuedFile.content).execution_options(yield_per=1)
    for sha256, content in session.execute(rows):
        if hashlib.sha256(content).hexdigest() != sha256:
            yield sha256


def _stands_for(session: Session, sha256: str, found: Wholeness) -> list[Damaged]:
    rows = session.execute(
        select(Media, Issue.number)
        .outerjoin(Issue, (Media.subject == Subject.ISSUE) & (Media.subject_id == Issue.id))
        .where(Media.sha256 == sha256, Media.keeping == Keeping.KEPT)
        .order_by(Media.id)
    )
    return [
        Damaged(found, sha256, media.kind, media.subject, media.subject_id, number or "", media.sent_at)
        for media, number in rows
    ]
