"""The evidence of an issue: each photo and file with who sent it, when, where, and its hash. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from rules.geodesy import Place
from storage.models import (
    AuditRow,
    Issue,
    Keeping,
    Media,
    MediaKind,
    MediaUse,
    Patrol,
    Person,
    Subject,
    TrackPoint,
)

NEAR_IN_TIME = timedelta(minutes=3)  # a point of the track this near says where a photo was sent from


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One photo, voice or file. `person` is empty for a member of the public.

    `place` is what the camera wrote into it, or (`on_track`) where the sender's live location was at that moment.
    `twin` is the number of another issue with the same or nearly the same photo.
    """

    id: int
    kind: MediaKind
    use: MediaUse
    person: str
    sent_at: datetime
    received_at: datetime
    update_id: int | None
    forwarded: bool
    file_name: str
    size: int | None
    sha256: str | None
    keeping: Keeping
    place: Place | None
    on_track: bool
    twin: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One row of the audit chain about the issue."""

    number: int
    at: datetime
    person: str
    act: str
    hash: str


def exhibits(session: Session, issue_id: int) -> list[Exhibit]:
    """Everything that was sent as evidence of an issue, in the order it was sent."""
    twin, other = aliased(Media), aliased(Issue)
    rows = session.execute(
        select(Media, Person.name, Person.on_roster, other.number)
        .join(Person, Person.id == Media.person_id)
        .outerjoin(twin, twin.id == Media.twin_id)
        .outerjoin(other, (twin.subject == Subject.ISSUE) & (other.id == twin.subject_id))
        .where(Media.subject == Subject.ISSUE, Media.subject_id == issue_id)
        .order_by(Media.sent_at, Media.message_id)
    )
    return [_exhibit(session, media, name if known else "", number or "") for media, name, known, number in rows]


def deeds(session: Session, issue_id: int) -> Sequence[Deed]:
    """What was done to the issue, as the audit chain has it."""
    rows = session.execute(
        select(AuditRow, Person.name, Person.on_roster)
        .outerjoin(Person, Person.id == AuditRow.person_id)
        .where(AuditRow.subject == "issue", AuditRow.subject_id == issue_id)
        .order_by(AuditRow.id)
    )
    return [Deed(row.id, row.at, name if known else "", row.act, row.hash) for row, name, known in rows]


def _exhibit(session: Session, media: Media, person: str, twin: str) -> Exhibit:
    taken = Place(media.lat, media.lon) if media.lat is not None and media.lon is not None else None
    walked = None if taken else _on_track(session, media)
    return Exhibit(
        id=media.id,
        kind=media.kind,
        use=media.use,
        person=person,
        sent_at=media.sent_at,
        received_at=media.received_at,
        update_id=media.update_id,
        forwarded=media.forwarded,
        file_name=media.file_name or "",
        size=media.size,
        sha256=media.sha256,
        keeping=media.keeping,
        place=taken or walked,
        on_track=walked is not None,
        twin=twin,
    )


def _on_track(session: Session, media: Media) -> Place | None:
    """Where the sender's own track was when the photo was sent; nothing for a photo that was sent before by others."""
    if media.forwarded:
        return None
    rows = session.execute(
        select(TrackPoint.at, TrackPoint.lat, TrackPoint.lon)
        .join(Patrol, Patrol.id == TrackPoint.patrol_id)
        .where(Patrol.person_id == media.person_id)
        .where(TrackPoint.at >= media.sent_at - NEAR_IN_TIME, TrackPoint.at <= media.sent_at + NEAR_IN_TIME)
    ).all()
    nearest = min(rows, key=lambda row: abs(row.at - media.sent_at), default=None)
    return Place(nearest.lat, nearest.lon) if nearest else None
