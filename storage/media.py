"""Photos, voices and files: what was received, whose evidence it is, whether it was seen before."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select, update
from sqlalchemy.orm import Session

from rules.geodesy import Place
from rules.pictures import near_identical
from storage import entries
from storage.audit import By
from storage.models import Inspection, Issue, Keeping, Media, MediaKind, MediaUse, Opinion, Patrol, Post, Subject
from storage.once import insert_once

BAND_BITS = 16
MOST_ATTEMPTS = 8
RECEIVED = "received"  # in the session's info: there is a file to fetch
# Asked at every photo: built once.
_SUBJECT, _ID = (bindparam(each.key, type_=each.type) for each in (Media.subject, Media.subject_id))
_OF = select(Media).where(Media.subject == _SUBJECT, Media.subject_id == _ID).order_by(Media.sent_at, Media.message_id)
_USED_AS = _OF.where(Media.use.in_(bindparam("uses", expanding=True, type_=Media.use.type)))
_WAITING = select(Media).where(Media.keeping == Keeping.WAITING).order_by(Media.attempts, Media.id)
_WAITING = _WAITING.limit(bindparam("most"))


@dataclass(frozen=True, slots=True)
class Received:
    """One photo, voice or file as Telegram described it."""

    kind: MediaKind
    chat_id: int
    message_id: int
    album: str | None
    file_id: str
    file_unique_id: str
    size: int | None
    mime: str
    forwarded: bool
    sent_at: datetime
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a file once its bytes are under the data folder."""

    sha256: str
    size: int
    picture_hash: int | None
    place: Place | None = None


def add(
    session: Session,
    by: By,
    person_id: int,
    received: Received,
    subject: Subject,
    subject_id: int,
    use: MediaUse,
) -> int:
    """Keeps a file as evidence of `subject`; heard twice, it is one. Returns how many of this use there are."""
    row = {
        **asdict(received),
        "subject": subject,
        "subject_id": subject_id,
        "use": use,
        "person_id": person_id,
        "received_at": by.at,
        "update_id": by.update_id,
        "file_name": received.file_name[:200] or None,
    }
    insert_once(session, Media, [row])
    session.info[RECEIVED] = True
    return len(of(session, subject, subject_id, use))


def of(session: Session, subject: Subject, subject_id: int, *uses: MediaUse) -> list[Media]:
    """The media of a subject (of some uses only), as they were sent."""
    asked: dict[str, Any] = {"subject": subject, "subject_id": subject_id}
    if uses:
        return list(session.scalars(_USED_AS, asked | {"uses": uses}))
    return list(session.scalars(_OF, asked))


def move(session: Session, source: tuple[Subject, int], target: tuple[Subject, int]) -> None:
    """Hands the media of one subject to another: what a draft collected becomes the issue's."""
    session.execute(
        update(Media)
        .where(Media.subject == source[0], Media.subject_id == source[1])
        .values(subject=target[0], subject_id=target[1])
    )


def waiting(session: Session, limit: int = 20) -> list[Media]:
    """What is not under the data folder yet, oldest first."""
    return list(session.scalars(_WAITING, {"most": limit}))


def keep(session: Session, media_id: int, kept: Kept, limit: int, at: datetime) -> int | None:
    """Notes that the bytes are kept; a twin (same bytes, or `limit` bits apart) is shown to the office.

    Returns the twin's id. Nothing is ever refused for being a twin.
    """
    media = session.get_one(Media, media_id)
    media.sha256, media.size, media.keeping = kept.sha256, kept.size, Keeping.KEPT
    media.lat, media.lon = kept.place or (None, None)
    media.picture_hash = kept.picture_hash if kept.picture_hash is None else _signed(kept.picture_hash)
    bands = [None] * 4 if kept.picture_hash is None else _bands(kept.picture_hash)
    media.band_0, media.band_1, media.band_2, media.band_3 = bands
    session.flush()
    if media.use is MediaUse.NOTICE:  # an office sends the same picture twice as it likes
        return None
    media.twin_id = _twin(session, media, kept, limit)
    if media.twin_id is not None:
        region_id = _region_of(session, media)
        entries.note(
            session,
            "photo_seen_before",
            f"twin:{media.id}",
            at,
            region_id,
            media_id=media.id,
            twin_id=media.twin_id,
        )
    return media.twin_id


def fail(session: Session, media_id: int, refused: bool) -> None:
    """Counts an attempt to fetch a file; one that Telegram refuses is given up after many (the file id stays).

    A line that is down, however long, gives nothing up.
    """
    media = session.get_one(Media, media_id)
    media.attempts += 1
    if refused and media.attempts >= MOST_ATTEMPTS:
        media.keeping = Keeping.FAILED


def _twin(session: Session, media: Media, kept: Kept, limit: int) -> int | None:
    same = [Media.sha256 == kept.sha256]
    if kept.picture_hash is not None:
        # Two hashes at most `limit` < 4 bits apart agree in at least one of four bands; beyond that most still do.
        same += [getattr(Media, f"band_{n}") == band for n, band in enumerate(_bands(kept.picture_hash))]
    rows = session.execute(
        select(Media.id, Media.sha256, Media.picture_hash)
        .where(Media.id != media.id, Media.use != MediaUse.NOTICE, or_(*same), ~_same_evidence(media))
        .order_by(Media.id)
    )
    for row in rows:
        if row.sha256 == kept.sha256 or _alike(row.picture_hash, kept.picture_hash, limit):
            return int(row.id)
    return None


def _same_evidence(media: Media) -> ColumnElement[bool]:
    # A photo sent twice within one report is no matter for the office.
    return (Media.subject == media.subject) & (Media.subject_id == media.subject_id)


def _alike(signed: int | None, picture_hash: int | None, limit: int) -> bool:
    if signed is None or picture_hash is None:
        return False
    return near_identical(signed % (1 << 64), picture_hash, limit)


def _region_of(session: Session, media: Media) -> int | None:
    """Whose office should look: where the issue is, or whoever patrols or inspects; never the inspected."""
    if media.subject == Subject.ISSUE:
        rows = select(Issue.region_id, Issue.inspection_id).where(Issue.id == media.subject_id)
        issue = session.execute(rows).first()
        if issue is None or issue.inspection_id is None:
            return issue.region_id if issue else None
        return _inspecting(session, issue.inspection_id)
    if media.subject == Subject.PATROL:
        post = select(Post.region_id).join(Patrol, Patrol.post_id == Post.id)
        return session.scalar(post.where(Patrol.id == media.subject_id))
    if media.subject == Subject.OPINION:
        return session.scalar(select(Opinion.region_id).where(Opinion.id == media.subject_id))
    return _inspecting(session, media.subject_id) if media.subject == Subject.INSPECTION else None


def _inspecting(session: Session, inspection_id: int) -> int | None:
    post = select(Post.region_id).join(Inspection, Inspection.post_id == Post.id)
    return session.scalar(post.where(Inspection.id == inspection_id))


def _bands(picture_hash: int) -> list[int | None]:
    return [(picture_hash >> (BAND_BITS * n)) & ((1 << BAND_BITS) - 1) for n in range(4)]


def _signed(picture_hash: int) -> int:
    return picture_hash - (1 << 64) if picture_hash >= 1 << 63 else picture_hash
